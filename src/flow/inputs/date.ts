import { addDays, addMonths, type Day, dayOf, parseDay, yearOf } from '../../base/day.ts';
import { fold } from '../../base/fold.ts';
import type { InputWords } from '../scene.ts';
import { DAY } from '../type.ts';
import { textInput } from './input.ts';
import { readNumber } from './number.ts';

/** A day: `2026-12-20`, `20/12/2026`, `20 dic`, `December 20`, `hoy`, `en 5 días`, `7 meses`. A day without a year is the next one. */
export const date = textInput('date', DAY, (text, words, today) => {
  const iso = parseDay(text.trim());
  if (iso) return iso;
  const folded = fold(text);
  return relative(text, words, today) ?? byNumbers(folded, today) ?? byMonthName(folded, words, today);
});

const relative = (text: string, words: InputWords, today: Day): Day | undefined => {
  const folded = fold(text);
  if (words.tomorrow.includes(folded)) return addDays(today, 1);
  if (words.today.includes(folded)) return today;
  const tokens = folded.split(' ');
  const span = (['day', 'week', 'month', 'year'] as const).find((name) =>
    tokens.some((t) => words.spans[name].includes(t)),
  );
  const number = span && readNumber(text, words);
  if (!span || !number || number.scale > 0 || number.units > 36_500n) return undefined;
  const count = Number(number.units);
  if (span === 'day') return addDays(today, count);
  if (span === 'week') return addDays(today, count * 7);
  if (count > 1200) return undefined;
  return addMonths(today, span === 'month' ? count : count * 12);
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
  const month = tokens.map((t) => words.months[t] ?? words.months[t.slice(0, 3)]).find((m) => m !== undefined);
  const numbers = tokens.map((t) => t.replace(/(st|nd|rd|th)$/, '')).filter((t) => /^\d{1,4}$/.test(t));
  const day = numbers.find((n) => n.length <= 2);
  if (month === undefined || day === undefined) return undefined;
  return comingDay(month, Number(day), fullYear(numbers.find((n) => n.length === 4)), today);
};

const fullYear = (year: string | undefined): number | undefined =>
  year === undefined ? undefined : Number(year) + (year.length === 2 ? 2000 : 0);

const comingDay = (month: number, day: number, year: number | undefined, today: Day): Day | undefined => {
  if (year !== undefined) return dayOf(year, month, day);
  const thisYear = dayOf(yearOf(today), month, day);
  return thisYear && thisYear.iso >= today.iso ? thisYear : dayOf(yearOf(today) + 1, month, day);
};
