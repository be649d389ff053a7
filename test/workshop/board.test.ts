import { describe, expect, test } from 'vitest';
import type { SourceFile } from '../../src/content/tree.ts';
import type { Listed } from '../../src/delivery/list-questions.ts';
import { boardOf } from '../../src/report/board.ts';
import { LIBRARY, NOW, openWorkshop, releaseOf, repositoryRelease } from './app.ts';
import { CHROMIUM, SKIPPED, shoot, useBrowser, wide } from './browser.ts';

const answer = (id: string, text: string): SourceFile => ({
  file: `content/answers/${id.replace('.', '/')}.yaml`,
  text: `examples: { es: [x], en: [x] }\nkeywords: { es: [x], en: [x] }\ntext:\n${text}reviewed: 2026-11-0${id.length % 9}\n`,
});

/** Three answers of two topics: one that rests on a fact, one in one language only, one that is long. */
const SHELF = releaseOf([
  ...LIBRARY,
  answer(
    'loans.most',
    '  es: "Puedes llevar {{fact.library.loans.most}} libros."\n  en: "You may borrow {{fact.library.loans.most}}."\n',
  ),
  answer('loans.late', '  es: "Devuelve el libro."\n'),
  answer('hall.hours', `  es: "${'Abre de nueve a cinco. '.repeat(12)}"\n  en: "We open at nine."\n`),
]);

const ASKED: readonly Listed[] = [
  {
    term: 'wifi',
    people: 4,
    language: 'en',
    kind: 'none',
    last: '2026-11-20',
    nearest: { id: 'hall.hours', file: 'content/answers/hall/hours.yaml', line: 1 },
  },
];

describe('the board', () => {
  test('tells of each answer its stalest fact, its languages, its ease and its segments', () => {
    const rows = new Map(boardOf(SHELF, NOW).map((row) => [row.id, row]));
    expect(rows.get('loans.most')).toMatchObject({
      topic: 'loans',
      freshness: 'fresh',
      due: '2027-01-21',
      facts: 1,
      missing: [],
      words: [
        { language: 'es', segments: 1 },
        { language: 'en', segments: 1 },
      ],
    });
    expect(rows.get('loans.late')).toMatchObject({ missing: ['en'], facts: 0, words: [{ language: 'es' }] });
    expect(rows.get('loans.late')).not.toHaveProperty('due');
    expect(rows.get('hall.hours')?.words[0]?.segments).toBe(2);
  });

  test.each([
    ['2027-01-20', 'fresh'],
    ['2027-01-21', 'due'],
    ['2027-03-22', 'overdue'],
  ])('on %s the fact is %s', (day, state) => {
    const row = boardOf(SHELF, Date.parse(`${day}T18:00:00Z`)).find(({ id }) => id === 'loans.most');
    expect(row?.freshness).toBe(state);
  });

  test('a day that is none is refused', async () => {
    const app = await openWorkshop(SHELF);
    for (const day of ['2027-02-30', 'SECRET', '0001-01-01', '2027-01-01&day=2027-01-02']) {
      const refused = await app.inject(`/workshop/board?day=${day}`);
      expect(refused.statusCode).toBe(400);
      expect(refused.body).not.toMatch('SECRET');
    }
    expect((await app.inject({ url: '/workshop/board', headers: { via: '1.1 proxy' } })).statusCode).toBe(404);
    await app.close();
  });
});

describe.skipIf(!CHROMIUM)(`the board in a browser${SKIPPED}`, () => {
  const show = useBrowser();

  test('can be sorted by its columns, filtered by topic, and looked at on another day', async () => {
    const app = await openWorkshop(SHELF, undefined, [], { asked: ASKED });
    const { page, complaints } = await show(app, { at: '#board', locale: 'en-US' });
    const ids = () =>
      page.locator('#board-rows th').evaluateAll((all) => all.map((one) => one.firstChild?.textContent));
    await expect.poll(() => page.locator('#board-rows tr').count()).toBe(3);
    expect(await page.getByRole('status').textContent()).toBe('3 of 3 answers');
    await page.getByRole('button', { name: 'SMS segments' }).click();
    expect((await ids())[0]).toBe('hall.hours');
    expect(await page.locator('[data-order="segments"]').getAttribute('aria-sort')).toBe('ascending');
    await page.keyboard.press('Enter');
    expect((await ids()).at(-1)).toBe('hall.hours');
    expect(await page.locator('[data-order="segments"]').getAttribute('aria-sort')).toBe('descending');
    await page.getByLabel('Topic').selectOption('loans');
    expect([...(await ids())].sort()).toEqual(['loans.late', 'loans.most']);
    expect(await page.getByRole('status').textContent()).toBe('2 of 3 answers');
    expect(await page.locator('#board-rows').innerText()).toMatch('en missing');
    await page.getByLabel('Date', { exact: true }).fill('2027-06-01');
    await expect.poll(() => page.locator('#board-rows .overdue').textContent()).toBe('✖ review overdue');
    expect((await ids()).length).toBe(2);
    await page.getByText('What was asked').click();
    expect(await page.locator('#questions').innerText()).toMatch(
      /wifi[\s\S]*4 people, last on 2026-11-20[\s\S]*hall\.hours/,
    );
    expect(complaints).toEqual([]);
  });

  test('shows the day that was chosen last, even where the answer for another comes later', async () => {
    const { page } = await show(await openWorkshop(SHELF), { at: '#board', locale: 'en-US' });
    await expect.poll(() => page.locator('#board-rows tr').count()).toBe(3);
    const answered: string[] = [];
    await page.route('**/workshop/board?*', async (route) => {
      const day = new URL(route.request().url()).searchParams.get('day') ?? '';
      if (day === '2027-06-01') await page.waitForTimeout(500);
      await route.continue();
      answered.push(day);
    });
    for (const day of ['2027-06-01', '2026-12-01']) await page.getByLabel('Date', { exact: true }).fill(day);
    await expect.poll(() => answered.length).toBe(2);
    await page.waitForTimeout(300);
    expect(await page.locator('#board-rows .overdue').count()).toBe(0);
  });

  test.each(['phone', 'desktop'] as const)('on a %s every answer of the repository is there', async (size) => {
    const release = repositoryRelease();
    const { page, complaints } = await show(await openWorkshop(release), {
      at: '#board',
      size,
      dark: size === 'phone',
    });
    await expect.poll(() => page.locator('#board-rows tr').count()).toBe(release.answers.size);
    expect(await wide(page)).toBeLessThanOrEqual(0);
    await shoot(page, `${size}-board`);
    const order = page.getByLabel('Ordenar por');
    expect(await order.isVisible()).toBe(size === 'phone');
    if (size === 'phone') await order.selectOption('answer');
    else await page.getByRole('button', { name: 'Respuesta' }).click();
    const cells = await page
      .locator('#board-rows tr')
      .first()
      .locator('th, td')
      .evaluateAll((all) => new Set(all.map((cell) => Math.round(cell.getBoundingClientRect().top))).size);
    expect(cells).toBe(size === 'phone' ? 7 : 1);
    const [first] = [...release.answers.keys()].sort();
    expect(await page.locator('#board-rows th').first().textContent()).toMatch(first ?? '');
    expect(complaints).toEqual([]);
  });
});
