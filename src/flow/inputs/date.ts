import { addDays, addMonths, type Day, dayOf, parseDay, yearOf } from '../../base/day.ts';
import { fold } from '../../base/fold.ts';
import { distance } from '../../base/spelling.ts';
import type { InputWords } from '../scene.ts';
import { DAY } from '../type.ts';
import { textInput } from './input.ts';
import { readNumber } from './number.ts';

/** A day: `2026-12-20`, `20/12/2026`, `20 dic`, `December 20`, `hoy`, `en 5 días`, `7 meses`. A day without a year is the next one. */
export const date = textInput('date', DAY, (text, words, today) => {
  const iso = parseDay(text.trim());
  if (iso) return iso;
  const folded = fold(text);
  return relative(folded, words, today) ?? byNumbers(folded, today) ?? byMonthName(folded, words, today);
});

const relative = (folded: string, words: InputWords, today: Day): Day | undefined => {
  if (words.tomorrow.includes(folded)) return addDays(today, 1);
  if (words.today.includes(folded)) return today;
  const tokens = folded.split(' ');
  // The number stands right before its span: "20 de diciembre de este año" is no span of 20 years.
  for (const [i, token] of tokens.entries()) {
    const span = (['day', 'week', 'month', 'year'] as const).find((name) => words.spans[name].includes(token));
    const number = span && readNumber(tokens[i - 1] ?? '', words);
    if (!number || number.scale > 0 || number.units > 36_500n) continue;
    if (readNumber(folded, words)?.units !== number.units) return undefined;
    const count = Number(number.units);
    if (span === 'day') return addDays(today, count);
    if (span === 'week') return count > 5200 ? undefined : addDays(today, count * 7);
    const months = span === 'month' ? count : count * 12;
    return months > 1200 ? undefined : addMonths(today, months);
  }
  return undefined;
};

/** Day first, as in Mexico; month first only where day first is no date (`12/20`). */
const byNumbers = (folded: string, today: Day): Day | undefined => {
  const match = /^(\d{1,2}) (\d{1,2})(?: (\d{2}|\d{4}))?$/.exec(folded);
  if (!match) return undefined;
  const [a, b] = [Number(match[1]), Number(match[2])];
  const year = fullYear(match[3]);
  return comingDay(b, a, year, today) ?? comingDay(a, b, year, today);
};

const byMonthName = (folded: string, words: InputWords, today: Day): Day | undefined => {
  const tokens = folded.split(' ');
  const month = monthIn(tokens, words.months);
  const numbers = tokens.map((t) => t.replace(/(st|nd|rd|th)$/, '')).filter((t) => /^\d{1,4}$/.test(t));
  const day = numbers.find((n) => n.length <= 2);
  if (month === undefined || day === undefined) return undefined;
  return comingDay(month, Number(day), fullYear(numbers.find((n) => n.length === 4)), today);
};

/** A month as it is known, shortened (`diciem`) or with one slip (`dicienbre`); the first letters alone would make March of "martes". */
const monthIn = (tokens: readonly string[], months: InputWords['months']): number | undefined => {
  const known = Object.entries(months);
  const near = (fits: (token: string, name: string) => boolean): number | undefined =>
    known.find(([name]) => tokens.some((token) => fits(token, name)))?.[1];
  return (
    near((token, name) => token === name) ??
    near((token, name) => token.length >= 3 && name.startsWith(token)) ??
    near((token, name) => token.length >= 5 && name.length >= 5 && distance(token, name, 1) <= 1)
  );
};

const fullYear = (year: string | undefined): number | undefined =>
  year === undefined ? undefined : Number(year) + (year.length === 2 ? 2000 : 0);

/** The next such day; the 29th of February comes every fourth or eighth year. */
const comingDay = (month: number, day: number, year: number | undefined, today: Day): Day | undefined => {
  if (year !== undefined) return dayOf(year, month, day);
  for (let ahead = 0; ahead <= 8; ahead++) {
    const coming = dayOf(yearOf(today) + ahead, month, day);
    if (coming && coming.iso >= today.iso) return coming;
  }
  return undefined;
};
