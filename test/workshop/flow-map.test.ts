import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { LIBRARY, openWorkshop, releaseOf, repositoryRelease } from './app.ts';
import { CHROMIUM, last, SKIPPED, shoot, useBrowser, wide, write } from './browser.ts';

const lit = (page: Page) => page.locator('#map .step.lit');
const step = (page: Page, id: string) => page.locator(`#map [data-step="${id}"]`);

describe.skipIf(!CHROMIUM)(`the flow map in a browser${SKIPPED}`, () => {
  const show = useBrowser();

  test('beside the talk the way is lit as it goes, and follows into other flows', async () => {
    const { page, complaints } = await show(await openWorkshop(repositoryRelease()));
    await expect.poll(() => page.locator('#map .step').count()).toBeGreaterThan(0);
    expect(await page.getByRole('combobox', { name: 'Guion' }).inputValue()).toBe('front-desk');
    await write(page, 'hola');
    await expect.poll(() => lit(page).count()).toBe(1);
    expect(await step(page, 'desk').getAttribute('aria-current')).toBe('step');
    // A question of the same flow, then one of a flow that it calls.
    await last(page).getByRole('button').nth(2).click();
    await expect.poll(() => lit(page).count()).toBe(2);
    expect(await page.locator('#map .way.lit').count()).toBe(1);
    expect(await page.locator('#map .arrow.lit').count()).toBe(1);
    await last(page).getByRole('button').first().click();
    await expect.poll(() => page.getByRole('combobox', { name: 'Guion' }).inputValue()).not.toBe('front-desk');
    await expect.poll(() => lit(page).count()).toBeGreaterThan(0);
    expect(await page.locator('#map [aria-current="step"]').isVisible()).toBe(true);
    await shoot(page, 'desktop-map-beside');
    await page.getByRole('button', { name: 'Empezar de nuevo' }).click();
    await expect.poll(() => lit(page).count()).toBe(0);
    expect(await wide(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
  });

  test('of several ways to a step only the one that was taken is lit', async () => {
    const { page } = await show(await openWorkshop(releaseOf(LIBRARY)), { locale: 'en-US' });
    await write(page, 'hello');
    await write(page, 'borrow books');
    await expect.poll(() => step(page, 'loans').getAttribute('aria-current')).toBe('step');
    expect(await step(page, 'topic').locator('.way.lit').count()).toBeLessThanOrEqual(1);
    expect(await step(page, 'where').getAttribute('class')).not.toMatch('lit');
  });

  test('a step tells its texts in each language with their lines, by mouse, key and list', async () => {
    const { page, complaints } = await show(await openWorkshop(releaseOf(LIBRARY)), { at: '#map', locale: 'en-US' });
    const texts = page.locator('#step-texts');
    await expect.poll(() => page.locator('#map .step').count()).toBe(3);
    await step(page, 'loans').click();
    await expect.poll(() => texts.innerText()).toMatch('You may borrow {{fact.library.loans.most}} books.');
    for (const words of ['flows/desk.yaml:4', 'content/texts/en/desk.yaml:5', 'content/texts/es/desk.yaml:5', 'Puedes'])
      expect(await texts.innerText()).toMatch(words);
    expect(await page.getByRole('combobox', { name: 'Step' }).inputValue()).toBe('loans');
    await step(page, 'topic').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => texts.innerText()).toMatch('Pick one, please.');
    expect(await texts.innerText()).toMatch('option near');
    await page.getByRole('combobox', { name: 'Step' }).selectOption('where');
    await expect.poll(() => texts.innerText()).toMatch('¿Dónde estás?');
    await page.getByLabel('Language').selectOption('es');
    await expect.poll(() => step(page, 'where').textContent()).toMatch('¿Dónde');
    expect(complaints).toEqual([]);
  });

  test('on a phone the map has the page for itself, and a message leads to its step', async () => {
    const { page, complaints } = await show(await openWorkshop(repositoryRelease()), { size: 'phone' });
    await write(page, 'hola');
    expect(await page.locator('#map').isVisible()).toBe(false);
    await last(page).locator('.step a').click();
    await expect.poll(() => page.locator('#step-texts').innerText()).toMatch('front-desk › desk');
    expect(await step(page, 'desk').getAttribute('class')).toMatch('lit');
    expect(await page.locator('#words').isVisible()).toBe(false);
    expect(await wide(page)).toBeLessThanOrEqual(0);
    await shoot(page, 'phone-map');
    await page.getByRole('link', { name: 'Conversación' }).click();
    expect(await page.locator('#talk > li').count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  test('a flow that is not there is not found', async () => {
    const app = await openWorkshop(releaseOf(LIBRARY));
    const headers = { host: 'localhost' };
    expect((await app.inject({ url: '/workshop/flows/nowhere', headers })).statusCode).toBe(404);
    expect((await app.inject({ url: '/workshop/flows/__proto__', headers })).statusCode).toBe(404);
    expect((await app.inject({ url: '/workshop/flows', headers: { ...headers, via: '1.1 proxy' } })).statusCode).toBe(
      404,
    );
    await app.close();
  });
});
