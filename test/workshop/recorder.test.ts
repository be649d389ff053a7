import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { readYaml } from '../../src/base/yaml.ts';
import { rehearseTalk } from '../../src/check/rehearse.ts';
import type { Release } from '../../src/content/release.ts';
import { readTalks } from '../../src/content/talk.ts';
import { type Around, LIBRARY, openWorkshop, releaseOf, repositoryRelease } from './app.ts';
import { CHROMIUM, last, SKIPPED, shoot, useBrowser, wide, write } from './browser.ts';

const dir = mkdtempSync(join(tmpdir(), 'ventanilla-talks-'));
afterAll(() => rmSync(dir, { recursive: true }));
beforeEach(async () => {
  rmSync(join(dir, 'flows'), { recursive: true, force: true });
  await mkdir(join(dir, 'flows'));
  await mkdir(join(dir, 'content'), { recursive: true });
});

const folder = { dir, files: [] };

const read = (file: string): string => readFileSync(join(dir, file), 'utf8');

/** How many talks a file holds, and what a rehearsal finds in them. */
const rehearse = (release: Release, file: string, text: string) => {
  const wrong: unknown[] = [];
  const yaml = readYaml(file, text, (d) => wrong.push(d));
  const talks = yaml && readTalks(/^flows\/(.*)\.talk\.yaml$/.exec(file)?.[1] ?? '', yaml, (d) => wrong.push(d));
  for (const talk of talks?.talks ?? []) {
    const problem = rehearseTalk(release, talks ?? { file, flow: '', talks: [] }, talk);
    if (problem) wrong.push(problem);
  }
  return { talks: talks?.talks.length, wrong };
};

describe('a talk sent to be recorded', () => {
  const release = releaseOf(LIBRARY);
  const published = { release: () => release, from: () => 'store' as const, reload: async () => [] };
  const good = { name: 'a way', channel: 'telegram', language: 'en', day: '2026-11-21', said: [{ text: 'hello' }] };
  const post = async (payload: unknown, headers: Record<string, string> = {}, around: Around = { folder }) => {
    const app = await openWorkshop(release, undefined, [], around);
    const answer = await app.inject({
      method: 'POST',
      url: '/workshop/talks',
      headers: { host: 'localhost:3000', 'content-type': 'application/json', ...headers },
      payload: JSON.stringify(payload),
    });
    await app.close();
    return answer;
  };

  test('comes back as a file, and is written only when asked to', async () => {
    const made = (await post(good)).json();
    expect(made).toMatchObject({ file: 'flows/desk.talk.yaml', steps: ['topic'], canSave: true, saved: false });
    expect(rehearse(release, made.file, made.text)).toEqual({ talks: 1, wrong: [] });
    expect(() => read('flows/desk.talk.yaml')).toThrow('ENOENT');
    expect((await post({ ...good, save: true })).json()).toMatchObject({ saved: true });
    expect((await post({ ...good, name: 'another', save: true })).statusCode).toBe(200);
    expect(rehearse(release, made.file, read(made.file))).toEqual({ talks: 2, wrong: [] });
  });

  test('is written nowhere where there is no folder, or a release was published', async () => {
    for (const around of [{}, { folder, live: published }]) {
      expect((await post({ ...good, save: true }, {}, around)).statusCode).toBe(409);
      expect((await post(good, {}, around)).json()).toMatchObject({ canSave: false });
    }
    expect(() => read('flows/desk.talk.yaml')).toThrow('ENOENT');
  });

  test.each<[string, unknown, string]>([
    ['no name', { ...good, name: ' ' }, 'name'],
    ['nothing said', { ...good, said: [] }, 'said'],
    ['two things said at once', { ...good, said: [{ text: 'SECRET', choice: 'x' }] }, 'said'],
    ['a day that is none', { ...good, day: 'SECRET' }, 'day'],
    ['an unknown channel', { ...good, channel: 'SECRET' }, 'channel'],
  ])('with %s is refused by the name of the field', async (_, body, field) => {
    const answer = await post(body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: { field } });
    expect(answer.body).not.toMatch('SECRET');
  });

  test('from another site, or from elsewhere, is not taken', async () => {
    expect((await post(good, { origin: 'http://evil.example' })).statusCode).toBe(403);
    expect((await post(good, { 'content-type': 'text/plain' })).statusCode).toBe(415);
    expect((await post(good, { via: '1.1 proxy' })).statusCode).toBe(404);
  });
});

describe.skipIf(!CHROMIUM)(`the recorder in a browser${SKIPPED}`, () => {
  const show = useBrowser();

  test('makes a talk of buttons, words and places, and adds it to the file of its flow', async () => {
    const release = releaseOf(LIBRARY);
    const app = await openWorkshop(release, undefined, [], { folder });
    const { page, complaints } = await show(app, { locale: 'en-US' });
    expect(await page.getByRole('button', { name: 'Save as an example' }).isVisible()).toBe(false);
    await write(page, 'hello');
    await last(page).getByRole('button', { name: 'Borrow books' }).click();
    await expect.poll(() => page.locator('.theirs').count()).toBe(2);
    await page.getByRole('button', { name: 'Save as an example' }).click();
    await page.getByLabel('What this example shows').fill('borrowing: "five"');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('dialog').getByRole('status').textContent()).toMatch('the same steps');
    const text = await page.locator('#record-text').inputValue();
    expect(text).toMatch('pick: books');
    expect(text).not.toMatch('You may borrow');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the file' }).click();
    expect((await download).suggestedFilename()).toBe('desk.talk.yaml');
    await page.getByRole('button', { name: 'Add to flows/desk.talk.yaml' }).click();
    await expect.poll(() => page.getByRole('dialog').getByRole('status').textContent()).toMatch('Added to the end');
    expect(rehearse(release, 'flows/desk.talk.yaml', read('flows/desk.talk.yaml'))).toEqual({ talks: 1, wrong: [] });
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.locator('.theirs').count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  test('adds a talk once, however often the button is pressed', async () => {
    const release = releaseOf(LIBRARY);
    const { page } = await show(await openWorkshop(release, undefined, [], { folder }), { locale: 'en-US' });
    await write(page, 'hello');
    await page.getByRole('button', { name: 'Save as an example' }).click();
    await page.getByLabel('What this example shows').fill('once');
    await page.keyboard.press('Enter');
    const add = page.getByRole('button', { name: 'Add to flows/desk.talk.yaml' });
    await add.waitFor();
    let asked = 0;
    await page.route('**/workshop/talks', async (route) => {
      asked++;
      await page.waitForTimeout(300);
      await route.continue();
    });
    await add.dblclick();
    await expect.poll(() => page.getByRole('dialog').getByRole('status').textContent()).toMatch('Added to the end');
    expect(asked).toBe(1);
    expect(read('flows/desk.talk.yaml').match(/name:/g)).toHaveLength(1);
  });

  test('on a phone, from SMS, a talk through the repository’s flows passes its rehearsal', async () => {
    const release = repositoryRelease();
    const { page, complaints } = await show(await openWorkshop(release), { size: 'phone' });
    await page.getByLabel('SMS').check();
    for (const words of ['hola', '1', '1', 'menú']) await write(page, words);
    await page.getByRole('button', { name: 'Guardar como ejemplo' }).click();
    await page.getByLabel('Qué muestra este ejemplo').fill('a la primera');
    await page.getByRole('button', { name: 'Hacer el ejemplo' }).click();
    await expect.poll(() => page.locator('#record-text').inputValue()).toMatch('channel: sms');
    expect(await page.locator('#record-save').isVisible()).toBe(false);
    const text = await page.locator('#record-text').inputValue();
    expect(rehearse(release, 'flows/front-desk.talk.yaml', text)).toEqual({ talks: 1, wrong: [] });
    await shoot(page, 'phone-recorder');
    expect(await wide(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
  });
});
