import { didYouMean } from '../../base/spelling.ts';
import { date, pastDate } from './date.ts';
import type { Input } from './input.ts';
import { decimal, integer, money } from './number.ts';
import { city, location, text, yesNo, zip } from './words.ts';

/** Every type of typed answer; `money` takes a currency besides. */
export const INPUTS: readonly Input[] = [text, integer, decimal, date, pastDate, zip, city, location, yesNo];

/** The input that an editor names (`integer`, `money USD`), or what is wrong with the name. */
export const inputOf = (name: string): Input | { readonly problem: string; readonly hint?: string | undefined } => {
  const known = INPUTS.find((input) => input.name === name);
  if (known) return known;
  const currency = /^money ([A-Z]{3})$/.exec(name)?.[1];
  if (currency) return money(currency);
  if (name.startsWith('money')) return { problem: 'an amount needs its currency', hint: 'such as: ask: money USD' };
  const names = [...INPUTS.map((input) => input.name), 'money'];
  return { problem: `"${name}" is not a type of answer`, hint: didYouMean(name, names, `known: ${names.join(', ')}`) };
};
