import { existsSync, mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, vi } from 'vitest';

export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
if (!CHROMIUM && process.env.REQUIRE_ALL === '1') throw new Error('REQUIRE_ALL=1, and no chromium is found');
/** Said in the name of tests that did not run. */
export const SKIPPED = CHROMIUM ? '' : ' (skipped: no chromium is found)';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Starting a browser on a small machine takes its time. */
vi.setConfig({ testTimeout: 30_000 });
const SHOTS = process.env.SCREENSHOTS;

export const SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } } as const;

export interface Look {
  readonly size?: keyof typeof SIZES;
  readonly locale?: string;
  readonly dark?: boolean;
  /** What stands after the address, such as `#board`. */
  readonly at?: string;
}

export interface Opened {
  readonly page: Page;
  /** Whatever the browser complained about. */
  readonly complaints: string[];
  readonly port: number;
}

/** A browser for the tests of one file; every page and server is closed at the end. */
export const useBrowser = (): ((app: FastifyInstance, look?: Look) => Promise<Opened>) => {
  let browser: Browser;
  const closing: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: FLAGS });
  }, 120_000);
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
    await browser?.close();
  });
  return async (app, look = {}) => {
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.address() as AddressInfo;
    const context = await browser.newContext({
      viewport: SIZES[look.size ?? 'desktop'],
      locale: look.locale ?? 'es-MX',
      colorScheme: look.dark ? 'dark' : 'light',
    });
    closing.push(
      () => app.close(),
      () => context.close(),
    );
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
    page.on('pageerror', (cause) => complaints.push(String(cause)));
    await page.goto(`http://localhost:${port}/${look.at ?? ''}`);
    return { page, complaints, port };
  };
};

const answered = (page: Page, before: number) =>
  expect.poll(() => page.locator('#talk > li:not(.mine)').count()).toBeGreaterThan(before);

/** Writes a message and waits for its answer. */
export const write = async (page: Page, text: string): Promise<void> => {
  await page.locator('body[data-channel]').waitFor();
  const before = await page.locator('#talk > li:not(.mine)').count();
  await page.getByLabel(/^(Mensaje|Message)$/).fill(text);
  await page.keyboard.press('Enter');
  await answered(page, before);
};

export const last = (page: Page) => page.locator('#talk > li.theirs').last();

/** How much wider the page is than the window. */
export const wide = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');

export const shoot = async (page: Page, name: string): Promise<void> => {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
};
