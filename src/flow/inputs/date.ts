import { addDays, addMonths, type Day, dayOf, parseDay, yearOf } from '../../base/day.ts';
import { fold } from '../../base/fold.ts';
import { distance } from '../../base/spelling.ts';
import type { InputWords } from '../scene.ts';
import { DAY } from '../type.ts';
import { textInput } from './input.ts';
import { readNumber } from './read-number.ts';

/** Which way a day without a year lies, and a span without a word for it. */
type Way = 1 | -1;

const dayInput = (name: string, way: Way) =>
  textInput(name, DAY, (text, words, today) => {
    const iso = parseDay(text.trim());
    if (iso) return iso;
    const folded = fold(text);
    return (
      relative(folded, words, today, way) ?? byNumbers(folded, today, way) ?? byMonthName(folded, words, today, way)
    );
  });

/** A day: `2026-12-20`, `20/12/2026`, `20 dic`, `December 20`, `hoy`, `en 5 días`, `7 meses`. A day without a year is the next one. */
export const date = dayInput('date', 1);

/** A day that has been: the same, but a day without a year is the last one, and `3 semanas` is three weeks ago. */
export const pastDate = dayInput('past-date', -1);

const relative = (folded: string, words: InputWords, today: Day, way: Way): Day | undefined => {
  if (words.tomorrow.includes(folded)) return addDays(today, 1);
  if (words.today.includes(folded)) return today;
  if (words.yesterday?.includes(folded)) return addDays(today, -1);
  const tokens = folded.split(' ');
  const sign = words.ago?.some((ago) => ` ${folded} `.includes(` ${ago} `)) ? -1 : way;
  // The number stands right before its span: "20 de diciembre de este año" is no span of 20 years.
  for (const [i, token] of tokens.entries()) {
    const span = (['day', 'week', 'month', 'year'] as const).find((name) => words.spans[name].includes(token));
    if (!span || !readNumber(tokens[i - 1] ?? '', words)) continue;
    const number = readNumber(tokens.slice(0, i).join(' '), words);
    if (!number || number.scale > 0 || number.units > 36_500n) return undefined;
    // "Un año y medio", "un año y 3 meses": what is joined to a span belongs to it.
    const goesOn = words.joins?.includes(tokens[i + 1] ?? '') ?? false;
    if (goesOn || readNumber(folded, words)?.units !== number.units) return undefined;
    const count = Number(number.units) * sign;
    if (span === 'day') return addDays(today, count);
    if (span === 'week') return Math.abs(count) > 5200 ? undefined : addDays(today, count * 7);
    const months = span === 'month' ? count : count * 12;
    return Math.abs(months) > 1200 ? undefined : addMonths(today, months);
  }
  return undefined;
};

/** Day first, as in Mexico; month first only where day first is no date (`12/20`). */
const byNumbers = (folded: string, today: Day, way: Way): Day | undefined => {
  const match = /^(\d{1,2}) (\d{1,2})(?: (\d{2}|\d{4}))?$/.exec(folded);
  if (!match) return undefined;
  const [a, b] = [Number(match[1]), Number(match[2])];
  const year = fullYear(match[3]);
  return nearDay(b, a, year, today, way) ?? nearDay(a, b, year, today, way);
};

const byMonthName = (folded: string, words: InputWords, today: Day, way: Way): Day | undefined => {
  const tokens = folded.split(' ').map((token) => token.replace(/(?<=^\d+)(st|nd|rd|th)$/, ''));
  const month = monthIn(tokens, words.months);
  const numbers = tokens.filter((token) => /^\d{1,4}$/.test(token));
  const [day, short, ...more] = numbers.filter((number) => number.length <= 2);
  if (month === undefined || day === undefined) return undefined;
  const year = numbers.find((number) => number.length === 4);
  // "5 de mayo del 25" and "May 5, 25" end with their year; "el 5 de mayo a las 10" tells something else.
  const close = tokens.slice(-3, -1).some((token) => /^\d/.test(token) || monthIn([token], words.months) !== undefined);
  if (year === undefined && short !== undefined && !(more.length === 0 && tokens.at(-1) === short && close))
    return undefined;
  return nearDay(month, Number(day), fullYear(year ?? short), today, way);
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

/** The next or the last such day; the 29th of February comes every fourth or eighth year. */
const nearDay = (month: number, day: number, year: number | undefined, today: Day, way: Way): Day | undefined => {
  if (year !== undefined) return dayOf(year, month, day);
  for (let off = 0; off <= 8; off++) {
    const near = dayOf(yearOf(today) + off * way, month, day);
    if (near && (way === 1 ? near.iso >= today.iso : near.iso <= today.iso)) return near;
  }
  return undefined;
};
