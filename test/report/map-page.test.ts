import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flowMap } from '../../src/report/map/map.ts';
import { filesOf, ROOT, releaseOf } from '../support/repository.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
if (!CHROMIUM && process.env.REQUIRE_ALL === '1') throw new Error('REQUIRE_ALL=1, and no chromium is found');

/** Words that stand out of their card, or are smaller than anyone reads; run in the page. */
const UNREADABLE = `[...document.querySelectorAll('.step')].flatMap((step) => {
  const box = step.querySelector('.box').getBoundingClientRect();
  return [...step.querySelectorAll('text')].filter((text) => {
    const words = text.getBoundingClientRect();
    const out = words.left < box.left || words.right > box.right || words.top < box.top || words.bottom > box.bottom + 1;
    return out || parseFloat(getComputedStyle(text).fontSize) < 11;
  }).map((text) => step.dataset.step + ': ' + text.textContent);
})`;

describe.skipIf(!CHROMIUM)(`the picture in a browser${CHROMIUM ? '' : ' (skipped: no chromium is found)'}`, () => {
  const release = releaseOf(filesOf(ROOT));
  const largest = [...release.flows.values()].reduce((a, b) => (b.steps.size > a.steps.size ? b : a));
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(() => browser?.close());

  test.each([
    ['phone', 360],
    ['desktop', 1200],
  ] as const)('of the largest flow can be read on a %s without scrolling sideways', async (_, width) => {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    const svg = flowMap(release, largest, 'es', width);
    await page.setContent(`<body style="margin:0">${svg}</body>`);
    expect(await page.locator('.step').count()).toBe(largest.steps.size);
    expect(await page.evaluate(UNREADABLE)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await page.locator(`[id="${largest.id}/${largest.start}"]`).focus();
    expect(await page.evaluate('document.activeElement.dataset.step')).toBe(largest.start);
    await page.close();
  });
});
