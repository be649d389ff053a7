import { type Decimal, parseDecimal } from '../../base/decimal.ts';
import { fold } from '../../base/fold.ts';
import { moneyOf } from '../../base/money.ts';
import type { InputWords } from '../scene.ts';
import { DECIMAL, INTEGER } from '../type.ts';
import { type Input, textInput } from './input.ts';

/**
 * The one number in a text: `2`, `2.`, `2️⃣`, `1,950.50`, `$1 950`, `dos`, `mil`. Undefined when there is none or more than one.
 * Thousands are written with a comma or a space and decimals with a point, as in Mexico and the USA; `1.950` is read as thousands.
 */
export const readNumber = (text: string, words: InputWords, read = digits): Decimal | undefined => {
  const plain = text.normalize('NFKC').replace(/[\uFE0F\u20E3]/g, '');
  // Millions would be read as their count, and nobody is asked for so much.
  if (/\d\s*mill[oói]/i.test(plain)) return undefined;
  const found = plain.match(/\d[\d.,' ]*/g)?.map((n) => n.trim().replace(/[.,']+$/, '')) ?? [];
  if (found.length === 1) {
    const amount = parseDecimal(read(found[0] ?? ''));
    if (amount && /\d\s*(mil|k|thousand)\b/i.test(plain)) return shortest({ ...amount, units: amount.units * 1000n });
    // "mil 500" is 1500, not 500.
    return fold(text)
      .split(' ')
      .some((word) => (words.numbers[word] ?? 0) >= 100)
      ? undefined
      : amount && shortest(amount);
  }
  if (found.length > 1) return undefined;
  const spoken = fold(text)
    .split(' ')
    .filter((word) => words.numbers[word] !== undefined);
  return spoken.length === 1 ? parseDecimal(String(words.numbers[spoken[0] ?? ''])) : undefined;
};

/** `2.0` is 2: zeros after the point say nothing. */
const shortest = ({ kind, units, scale }: Decimal): Decimal =>
  scale > 0 && units % 10n === 0n ? shortest({ kind, units: units / 10n, scale: scale - 1 }) : { kind, units, scale };

const digits = (typed: string): string => {
  // "1 950" is one number, "2 3" is two: a space may only stand before groups of three.
  if (/[' ]/.test(typed) && !/^\d{1,3}([' ]\d{3})+([.,]\d+)?$/.test(typed)) return '';
  const compact = typed.replace(/[' ]/g, '');
  // Nobody writes thousands behind a nought: `0.950` is less than one.
  if (/^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(compact)) return compact.replaceAll(',', '');
  if (/^[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/.test(compact)) return compact.replaceAll('.', '').replace(',', '.');
  return /^\d+,\d{1,2}$/.test(compact) ? compact.replace(',', '.') : compact;
};

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
