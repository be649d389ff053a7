import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { FOREIGN } from '../support/repository.ts';
import { change, copyOfForeign, inside } from './inside.ts';

const made: string[] = [];
afterAll(() => {
  for (const dir of made) rmSync(dir, { recursive: true });
});
afterEach(() => void vi.unstubAllEnvs());
const copy = (): string => {
  const dir = copyOfForeign();
  made.push(dir);
  return dir;
};

const LOAN = 'content/facts/library/loan.yaml';

describe('places', () => {
  const HINT =
    '{ value: { en: "Ring twice", es: "Toca dos veces" }, source: lib-rules, checked: 2026-01-10, confidence: high }';
  const dated = (dates: string, words: string): string =>
    `{ ${dates}, value: { en: "${words}", es: "No" }, source: lib-rules, checked: 2026-01-10, confidence: high }`;

  it('shows the note that holds today: not one that has ended, nor one that has not begun', async () => {
    const dir = copy();
    change(
      dir,
      LOAN,
      HINT,
      [
        dated('until: 2026-03-31', 'Ring once'),
        dated('from: 2026-05-01, until: 2026-05-31', 'Ring in May'),
        dated('from: 2026-09-01', 'Ring thrice'),
      ].join('\n    - '),
    );
    const madrid = async (day: string): Promise<string> => {
      vi.stubEnv('NOW', `${day}T12:00:00Z`);
      return (await inside('places', 'archives', '--near', 'Madrid', '--limit', '1', '--dir', dir)).out;
    };
    expect(await madrid('2026-03-01')).toContain('Ring once');
    expect(await madrid('2026-05-03')).toContain('Ring in May');
    for (const day of ['2026-04-10', '2026-07-01']) expect(await madrid(day)).not.toMatch(/Ring/);
  });

  it('tells no more of how near a place is than people are told', async () => {
    const out = async (near: string) =>
      (await inside('places', 'archives', '--near', near, '--limit', '1', '--dir', FOREIGN)).out;
    expect(await out('40.0311,-3.65')).toMatch(/^Old archive, Aranjuez on Tagus, Madrid region \(near\)\n/);
    expect(await out('40.0311,-3.8')).toMatch(/^Old archive, Aranjuez on Tagus, Madrid region \(17 km\)\n/);
    expect(await out('40.4165,-3.71')).toMatch(/^Madrid, Madrid region \(0\.6 km\)\n/);
  });
});

describe('fact', () => {
  it('says yes and no in words, and what differs by language in the default one', async () => {
    const dir = copy();
    change(dir, LOAN, '{ en: "Ring twice", es: "Toca dos veces" }', '{ es: "Toca dos veces", en: "Ring twice" }');
    const first = async (id: string, day: string): Promise<string> =>
      (await inside('fact', id, '--as-of', day, '--dir', dir)).out.split('\n')[0] ?? '';
    expect(await first('library.loan.holiday', '2026-08-10')).toBe('library.loan.holiday: yes');
    expect(await first('library.loan.holiday', '2026-09-10')).toBe('library.loan.holiday: no value on 2026-09-10');
    expect(await first('library.loan.hint', '2026-08-10')).toBe('library.loan.hint: Ring twice');
    change(dir, LOAN, 'value: true', 'value: false');
    expect(await first('library.loan.holiday', '2026-08-10')).toBe('library.loan.holiday: no');
  });
});

describe('translations --done', () => {
  it('begins an account of a language only with what is written in it', async () => {
    const dir = copy();
    change(dir, 'content/settings.yaml', '  es: {', '  fr: { name: Français, format: fr-FR }\n  es: {');
    const [french, spanish] = ['fr', 'es'].map((locale) => join(dir, `content/translations/${locale}.tsv`)) as [
      string,
      string,
    ];
    const before = readFileSync(spanish, 'utf8');
    const done = await inside('translations', 'content/texts/en/counter.yaml', '--done', '--dir', dir);
    expect(done).toEqual({ code: 0, out: "0 translations are of today's wording now\n", err: '' });
    expect(existsSync(french)).toBe(false);
    expect(readFileSync(spanish, 'utf8')).toBe(before);
    change(dir, LOAN, 'es: "Toca dos veces"', 'es: "Toca dos veces", fr: "Sonnez deux fois"');
    expect((await inside('translations', LOAN, '--done', '--dir', dir)).out).toMatch(/^1 translations are/);
    expect(readFileSync(french, 'utf8')).toMatch(/^# [^\n]*\nfacts:\/library\.loan\.hint\/first\t\S+\t\S+\n$/);
  });
});

describe('check --as-of', () => {
  it.each(['Pacific/Auckland', 'Asia/Dhaka', 'Europe/Madrid', 'Pacific/Honolulu'])(
    'proves the day that is named where the content is at home: %s',
    async (zone) => {
      const dir = copy();
      change(dir, 'content/settings.yaml', 'Europe/Madrid', zone);
      const day = async (asOf: string): Promise<string> =>
        (await inside('check', LOAN, '--as-of', asOf, '--dir', dir)).out;
      expect(await day('2026-01-09')).toContain(' future-check ');
      expect(await day('2026-01-10')).not.toContain(' future-check ');
    },
  );

  it('says what is wrong with settings that cannot be read', async () => {
    const dir = copy();
    change(dir, 'content/settings.yaml', 'Europe/Madrid', 'Europe/Nowhere');
    expect((await inside('check', '--as-of', '2026-03-01', '--dir', dir)).out).toContain(
      'error settings there is no time zone "Europe/Nowhere"',
    );
  });
});
