import { moneyOf } from '../../base/money.ts';
import { DECIMAL, INTEGER } from '../type.ts';
import { type Input, textInput } from './input.ts';
import { digits, readNumber } from './read-number.ts';

/** A rate has as many digits behind its point or comma as it likes: `18.461` is no number of thousands. */
const rateDigits = (typed: string): string => {
  const [, whole, behind] = /^(\d+)[.,](\d{4,9}|\d{1,2})$/.exec(typed) ?? [];
  if (whole !== undefined) return `${whole}.${behind}`;
  return /^\d+\.\d{3}$/.test(typed) ? typed : digits(typed);
};

/** A minus, however a keyboard writes it. */
const BELOW_NOUGHT = /[-\u2212\u2012-\u2014]\s*\d/;

/** A whole number. */
export const integer: Input = textInput('integer', INTEGER, (text, words) => {
  if (BELOW_NOUGHT.test(text)) return undefined;
  const number = readNumber(text, words);
  return number && number.scale === 0 ? number.units : undefined;
});

/** A rate or percentage: `17.45`, `0.83 %`, `18,4843`. */
export const decimal: Input = textInput('decimal', DECIMAL, (text, words) =>
  BELOW_NOUGHT.test(text) ? undefined : readNumber(text, words, rateDigits),
);

/** An amount in one currency; what the person calls the currency is not looked at. */
export const money = (currency: string): Input =>
  textInput('money', { kind: 'money', currency }, (text, words) => {
    if (BELOW_NOUGHT.test(text)) return undefined;
    const number = readNumber(text, words);
    return number && moneyOf(currency, number);
  });
