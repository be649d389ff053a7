import { describe, expect, test } from 'vitest';
import { LIBRARY, openWorkshop, releaseOf, repositoryRelease } from './app.ts';
import { CHROMIUM, type Look, last, SKIPPED, shoot, useBrowser, wide, write } from './browser.ts';

/** Whether the "start over" button lies on the words of the title; run in the page. */
const TITLE_COVERED = `(() => {
  const words = document.createRange();
  words.selectNodeContents(document.querySelector('h1'));
  const [title, button] = [words.getBoundingClientRect(), document.getElementById('restart').getBoundingClientRect()];
  return title.right > button.left && title.bottom > button.top && title.left < button.right && title.top < button.bottom;
})()`;

describe.skipIf(!CHROMIUM)(`the simulator in a browser${SKIPPED}`, () => {
  const show = useBrowser();

  /** A page on a fresh server. */
  const open = async (
    release: Parameters<typeof openWorkshop>[0],
    { token, ...look }: Look & { token?: string } = {},
  ) => show(await openWorkshop(release, token), look);

  test.each(['phone', 'desktop'] as const)(
    'on a %s a person greets, picks the first topic and is answered',
    async (size) => {
      const { page, complaints } = await open(repositoryRelease(), { size });
      await shoot(page, `${size}-empty`);
      await page.getByRole('button', { name: 'hola' }).click();
      await expect.poll(() => last(page).locator('.bubble').textContent()).toMatch('¿Qué necesitas saber');
      const buttons = last(page).getByRole('button');
      const [first = ''] = await buttons.allTextContents();
      expect(first).not.toBe('');
      expect(await last(page).locator('.step').textContent()).toBe('front-desk › desk');
      expect(await last(page).locator('.trace .at').textContent()).toMatch(/^flows\/front-desk\.yaml:\d+$/);
      await shoot(page, `${size}-menu`);
      await buttons.first().click();
      await expect.poll(() => page.locator('#talk > li.theirs').count()).toBe(2);
      expect(await page.locator('.mine').last().textContent()).toMatch(first);
      expect(await page.locator('#words:focus').count()).toBe(1);
      expect(await wide(page)).toBeLessThanOrEqual(0);
      expect(await page.evaluate<boolean>(TITLE_COVERED)).toBe(false);
      await shoot(page, `${size}-topic`);
      expect(complaints).toEqual([]);
    },
  );

  test('each channel is a phone of its own: SMS lists by number and counts its segments', async () => {
    const { page, complaints } = await open(repositoryRelease(), { size: 'phone', dark: true });
    await write(page, 'hola');
    await page.getByLabel('SMS').check();
    expect(await page.locator('#talk > li').count()).toBe(0);
    await write(page, 'hola');
    expect(await last(page).locator('.bubble').textContent()).toMatch(/1[.)] /);
    expect(await last(page).getByRole('button').count()).toBe(0);
    expect(await last(page).locator('.segments').textContent()).toMatch(/^\d de 4 segmentos, (GSM-7|UCS-2)$/);
    await write(page, '2');
    await shoot(page, 'phone-sms-dark');
    await page.getByLabel('WhatsApp').check();
    await write(page, 'hola');
    expect(await last(page).locator('.segments').count()).toBe(0);
    await shoot(page, 'phone-whatsapp-dark');
    for (let i = 0; i < 4; i++) await write(page, 'hola');
    expect(await page.evaluate<number>('document.documentElement.scrollHeight - innerHeight')).toBe(0);
    await page.getByLabel('Telegram').check();
    expect(await page.locator('#talk > li').count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  test('the language changes the page and asks the waiting question again', async () => {
    const { page, complaints } = await open(repositoryRelease());
    await write(page, 'hola');
    await page.getByLabel('Idioma').selectOption('en');
    await expect.poll(() => page.locator('#talk > li.theirs').count()).toBe(2);
    expect(await last(page).locator('.bubble').getAttribute('lang')).toBe('en');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.getByRole('button', { name: 'Start over' }).isVisible()).toBe(true);
    await write(page, 'urgent');
    expect(await last(page).locator('.bubble').textContent()).toMatch('911');
    expect(await last(page).locator('.facts').textContent()).toMatch(/^help\.lines\.emergency/);
    expect(await last(page).locator('.sources li').count()).toBeGreaterThan(0);
    expect(await page.locator('#news').textContent()).toMatch('911');
    await shoot(page, 'desktop-english');
    await write(page, 'español');
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('es');
    expect(await page.getByLabel('Idioma').inputValue()).toBe('es');
    await page.getByRole('button', { name: 'Empezar de nuevo' }).click();
    expect(await page.locator('#talk > li').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('a browser in English meets the page in English; the day can be another one', async () => {
    const { page, complaints } = await open(releaseOf(LIBRARY), { locale: 'en-US', dark: true });
    expect(await page.getByLabel('Date', { exact: true }).inputValue()).toBe('2026-11-21');
    await write(page, 'borrow books');
    expect(await last(page).locator('.bubble').textContent()).toMatch('five books');
    await page.getByLabel('Date', { exact: true }).fill('2027-01-02');
    await write(page, 'menu');
    await write(page, 'borrow books');
    expect(await last(page).locator('.bubble').textContent()).toMatch('seven books');
    await shoot(page, 'desktop-dark');
    expect(complaints).toEqual([]);
  });

  test('a question about a place shows somewhere to write it; silence and markup are shown as they are', async () => {
    const { page, complaints } = await open(releaseOf(LIBRARY), { locale: 'en-US', size: 'phone' });
    await write(page, '<b>nearest</b> library');
    expect(await page.locator('.mine b').count()).toBe(0);
    await write(page, 'The nearest library');
    await page.getByLabel('Latitude').fill('20.5');
    await page.getByLabel('Longitude').fill('-100.25');
    await shoot(page, 'phone-place');
    await page.getByRole('button', { name: 'Send location' }).click();
    await expect.poll(() => page.getByLabel('Latitude').isVisible()).toBe(false);
    expect(await page.locator('.mine').last().textContent()).toMatch('20.5, -100.25');
    await write(page, 'stop');
    await write(page, 'hello');
    expect(await page.locator('.note').textContent()).toMatch('No answer');
    expect(complaints).toEqual([]);
  });

  test('behind a message stand its texts, facts and sources, each with its line', async () => {
    const { page, complaints } = await open(releaseOf(LIBRARY), { locale: 'en-US' });
    await write(page, 'borrow books');
    const trace = last(page).locator('.trace');
    expect(await trace.locator('.size').textContent()).toMatch(/^\d+ of 4096 characters$/);
    expect(await trace.locator('.at').textContent()).toBe('flows/desk.yaml:4');
    const grounds = last(page).locator('.grounds');
    expect(await grounds.locator('.facts').isVisible()).toBe(false);
    await grounds.locator('summary').focus();
    await page.keyboard.press('Enter');
    const fact = await grounds.locator('.facts li').innerText();
    for (const words of ['library.loans.most', 'five', 'until 2026-12-31', 'checked 2026-11-21', 'up to date'])
      expect(fact).toMatch(words);
    expect(fact).toMatch('board, content/facts/library/loans.yaml:5');
    expect(await grounds.locator('.texts').innerText()).toMatch('content/texts/en/desk.yaml:5');
    expect(await grounds.locator('.sources').innerText()).toMatch('Notice board');
    await page.getByLabel('SMS').check();
    await write(page, 'hello');
    expect(await last(page).locator('.segments').textContent()).toBe('1 of 4 segments, GSM-7');
    expect(await last(page).locator('.texts').textContent()).not.toMatch('desk.yaml:4');
    await shoot(page, 'desktop-grounds');
    expect(complaints).toEqual([]);
  });

  test('all of it can be done from the keyboard', async () => {
    const { page } = await open(releaseOf(LIBRARY), { locale: 'en-US' });
    await page.keyboard.type('hello');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.theirs').count()).toBe(1);
    await last(page).getByRole('button', { name: 'Borrow books' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.theirs').count()).toBe(2);
    await page.keyboard.type('menu');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.theirs').count()).toBe(3);
    await page.getByLabel('Telegram').focus();
    await page.keyboard.press('ArrowLeft');
    expect(await page.locator('body').getAttribute('data-channel')).toBe('whatsapp');
  });

  test('a server that has gone away is told', async () => {
    const { page } = await open(releaseOf(LIBRARY), { locale: 'en-US' });
    await page.route('**/simulator/messages', (route) => route.abort());
    await page.getByLabel('Message').fill('hello');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('alert').textContent()).toMatch('does not answer');
    await page.unroute('**/simulator/messages');
    await write(page, 'hello');
    expect(await page.getByRole('alert').isVisible()).toBe(false);
  });

  test('from elsewhere the token signs in', async () => {
    const token = 'sesame-sesame-sesame';
    const { page, port } = await open(releaseOf(LIBRARY), { locale: 'en-US', token });
    await page.setExtraHTTPHeaders({ via: '1.1 proxy' });
    expect((await page.goto(`http://localhost:${port}/`))?.status()).toBe(401);
    await shoot(page, 'sign-in');
    await page.getByLabel('workshop token').fill('something-else');
    await page.getByRole('button').click();
    expect(await page.getByRole('alert').textContent()).toMatch('not right');
    await page.getByLabel('workshop token').fill(token);
    await page.getByRole('button').click();
    await write(page, 'hello');
    expect(page.url()).toBe(`http://localhost:${port}/`);
  });
});
