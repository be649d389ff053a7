import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { readTree, type SourceFile } from '../../src/content/tree.ts';
import { watchFolder } from '../../src/server/live-reload.ts';
import { createLogger } from '../../src/server/log.ts';
import { openEdited } from './app.ts';
import { CHROMIUM, last, SKIPPED, useBrowser, write } from './browser.ts';
import { useFolder } from './edited.ts';

const TEXTS = 'content/texts/en/desk.yaml';

const { dir, edit } = useFolder();

const bubbles = (page: Page) => page.locator('#talk .bubble').allInnerTexts();

describe.skipIf(!CHROMIUM)(`live reload in a browser${SKIPPED}`, () => {
  const show = useBrowser();

  test('a saved text stands in the talk, on the map and in the next answer, and nothing of the talk is lost', async () => {
    const { page, complaints } = await show(await openEdited(dir()), { locale: 'en-US' });
    await write(page, 'hello');
    await page.getByLabel('SMS').check();
    await write(page, 'hello');
    await write(page, '1');
    await page.locator('#words').fill('half a sent');
    await edit(TEXTS, (text) => text.replace('You may borrow', 'You can take home'));
    await expect.poll(() => last(page).innerText()).toMatch('You can take home five books.');
    expect(await bubbles(page)).toHaveLength(4);
    expect(await page.locator('#words').inputValue()).toBe('half a sent');
    await expect.poll(() => page.locator('#map [data-step="loans"]').textContent()).toMatch('You can take home');
    await expect.poll(() => page.locator('#map [data-step="loans"]').getAttribute('aria-current')).toBe('step');
    await edit(TEXTS, (text) => text.replace('What do you need?', 'What shall it be?'));
    await expect.poll(async () => (await bubbles(page)).join()).toMatch('What shall it be?');
    await page.getByLabel('Telegram').check();
    expect(await bubbles(page)).toHaveLength(2);
    expect(await last(page).innerText()).toMatch('What shall it be?');
    await last(page).getByRole('button', { name: 'Borrow books' }).click();
    await expect.poll(() => last(page).innerText()).toMatch('You can take home five books.');
    expect(complaints).toEqual([]);
  });

  /** A page whose talk is just being held again: what it asks the server waits until it may go on. */
  const heldAgain = async () => {
    const { page, complaints } = await show(await openEdited(dir()), { locale: 'en-US' });
    await write(page, 'hello');
    const { promise: gate, resolve: goOn } = Promise.withResolvers<void>();
    const asked: string[] = [];
    await page.route('**/simulator/messages', async (route) => {
      asked.push(route.request().postDataJSON().text);
      await gate;
      await route.continue();
    });
    await edit(TEXTS, (text) => text.replace('You may borrow', 'You can take home'));
    await expect.poll(() => asked).toEqual(['hello']);
    return { page, complaints, asked, goOn };
  };

  test('what is written while the talk is held again is answered in it', async () => {
    const { page, complaints, asked, goOn } = await heldAgain();
    for (const text of ['borrow books', 'menu']) {
      await page.locator('#words').fill(text);
      await page.keyboard.press('Enter');
    }
    goOn();
    await expect.poll(() => asked).toEqual(['hello', 'borrow books', 'menu']);
    await expect.poll(() => bubbles(page)).toHaveLength(6);
    const said = (await bubbles(page)).join('\n');
    for (const text of ['hello', 'borrow books', 'You can take home five books.', 'menu']) expect(said).toMatch(text);
    expect(complaints).toEqual([]);
  });

  test('who begins anew while the talk is held again has an empty one', async () => {
    const { page, asked, goOn } = await heldAgain();
    await page.getByRole('button', { name: 'Start over' }).click();
    await page.locator('#words').fill('menu');
    await page.keyboard.press('Enter');
    goOn();
    await expect.poll(() => asked).toEqual(['hello', 'menu']);
    await expect.poll(() => bubbles(page)).toHaveLength(2);
    expect((await bubbles(page))[0]).toMatch('menu');
  });

  test('a mistake is shown with its line and the content before stays, until it is mended', async () => {
    const { page, complaints } = await show(await openEdited(dir()), { locale: 'en-US', size: 'phone' });
    await write(page, 'hello');
    await edit('flows/desk.yaml', (text) => text.replace('to: loans', 'to: loanss'));
    const problems = page.locator('#problems');
    await expect
      .poll(() => problems.innerText())
      .toMatch(/flows\/desk\.yaml:3:\d+ error unknown-step .*did you mean "loans"/);
    await write(page, 'borrow books');
    expect(await last(page).innerText()).toMatch('five books');
    await edit('flows/desk.yaml', (text) => text.replace('to: loanss', 'to: loans'));
    await expect.poll(() => problems.isVisible()).toBe(false);
    expect(await bubbles(page)).toHaveLength(4);
    expect(complaints).toEqual([]);
  });

  test('a step that is new can be gone through at once', async () => {
    const { page } = await show(await openEdited(dir()), { locale: 'en-US', at: '#map' });
    await expect.poll(() => page.locator('#map .step').count()).toBe(3);
    for (const locale of ['en', 'es'])
      await edit(`content/texts/${locale}/desk.yaml`, (text) => `${text}thanks: "Enjoy."\n`);
    await edit('flows/desk.yaml', (text) => `${text}  thanks: { say: ~, options: [menu] }\n`);
    await expect.poll(() => page.locator('#map .step').count()).toBe(4);
  });
});

describe('a folder that is watched', () => {
  const clock = systemClock();

  /** Watches a folder of which these files were loaded. Gives the files that are taken up from then on, and a way to stop. */
  const watched = (loaded: readonly SourceFile[]) => {
    const taken: string[] = [];
    const before = new Map(loaded.map(({ file, text }) => [file, text]));
    const stop = watchFolder({
      dir: dir(),
      files: loaded,
      reload: async (files) => {
        taken.push(...files.filter(({ file, text }) => text !== before.get(file)).map(({ file }) => file));
        return [];
      },
      told: () => undefined,
      sleep: clock.sleep,
      log: createLogger('silent'),
    });
    return { taken, stop };
  };

  test('is looked through once at the beginning: a file may have been saved while the server started', async () => {
    const loaded = readTree(dir());
    await edit(TEXTS, (text) => text.replace('You may borrow', 'You can take home'));
    const { taken, stop } = watched(loaded);
    await expect.poll(() => taken).toEqual([TEXTS]);
    stop();
  });

  test('is left alone where nothing was saved', async () => {
    const { taken, stop } = watched(readTree(dir()));
    await clock.sleep(300);
    stop();
    expect(taken).toEqual([]);
  });
});

describe('news for the pages', () => {
  test('are kept to those who may see the workshop, and end when the server does', async () => {
    const app = await openEdited(dir());
    expect((await app.inject({ url: '/workshop/news', headers: { via: '1.1 proxy' } })).statusCode).toBe(404);
    await app.listen({ host: '127.0.0.1', port: 0 });
    const address = app.server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const answer = await fetch(`http://127.0.0.1:${port}/workshop/news`);
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const reader = answer.body?.getReader();
    const first = new TextDecoder().decode((await reader?.read())?.value);
    expect(first).toMatch(/^data: \{"release":"[\w-]+","problems":\[\]\}\n\n$/);
    await app.close();
    expect((await reader?.read())?.done).toBe(true);
  });
});
