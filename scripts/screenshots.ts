/**
 * Makes the pictures of docs/screenshots/ anew, of the repository's own content on a fixed day, on a phone and on a desktop:
 *
 *   node scripts/screenshots.ts
 *
 * Needs a Chromium at /usr/bin/chromium, or where CHROMIUM says.
 */
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { createApp } from '../src/app.ts';
import { systemClock } from '../src/base/clock.ts';
import { readConfig } from '../src/config.ts';
import { readTree } from '../src/content/tree.ts';
import { createLogger } from '../src/server/log.ts';

const ROOT = join(import.meta.dirname, '..');
const TO = join(ROOT, 'docs', 'screenshots');
const SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };
const NOW = '2026-11-21T18:00:00Z';
/** Long enough for a picture that is drawn anew to stand still. */
const STILL_MS = 400;

const config = readConfig({ DATABASE_URL: 'sqlite::memory:', PERSON_KEY: '0'.repeat(64), NOW, LOG_LEVEL: 'silent' });
const app = await createApp(config, readTree(ROOT), systemClock(config.startAt), createLogger('silent'));
await app.server.listen({ host: '127.0.0.1', port: 0 });
const { port } = app.server.server.address() as AddressInfo;

const say = async (page: Page, words: string): Promise<void> => {
  const heard = await page.locator('#talk > li.theirs').count();
  await page.locator('#words').fill(words);
  await page.keyboard.press('Enter');
  await page.locator('#talk > li.theirs').nth(heard).waitFor();
};

/** What each picture shows, and how one comes to it. */
const PICTURES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  simulator: async (page) => {
    await page.locator('input[value="sms"]').check();
    for (const words of ['hola', '3', '1', '1']) await say(page, words);
    await page.locator('.grounds summary').last().click();
    await page.locator('.grounds').last().scrollIntoViewIfNeeded();
  },
  map: async (page) => {
    for (const words of ['hola', 'mi carro', 'permiso temporal', 'sonora']) await say(page, words);
    await page.locator('nav a[href="#map"]').click();
    await page.locator('#map .lit').first().waitFor();
    await page.locator('#step').selectOption({ index: 1 });
    await page.locator('#step-texts h3').waitFor();
  },
  board: async (page) => {
    await page.locator('nav a[href="#board"]').click();
    await page.locator('#board-rows tr').first().waitFor();
    await page.locator('#day').fill('2027-01-15');
    await page.locator('#board-rows .due').first().waitFor();
  },
};

mkdirSync(TO, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
for (const [size, viewport] of Object.entries(SIZES))
  for (const [name, come] of Object.entries(PICTURES)) {
    const page = await browser.newPage({ viewport, locale: 'es-MX', colorScheme: 'light' });
    await page.goto(`http://localhost:${port}/`);
    await page.locator('body[data-channel]').waitFor();
    await come(page);
    await page.waitForTimeout(STILL_MS);
    await page.screenshot({ path: join(TO, `${name}-${size}.png`) });
    await page.close();
  }
await browser.close();
await app.close();
