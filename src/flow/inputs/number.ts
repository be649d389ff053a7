import { type Decimal, parseDecimal } from '../../base/decimal.ts';
import { fold } from '../../base/fold.ts';
import { moneyOf } from '../../base/money.ts';
import type { InputWords } from '../scene.ts';
import { INTEGER } from '../type.ts';
import { type Input, textInput } from './input.ts';

/**
 * The one number in a text: `2`, `2.`, `2️⃣`, `1,950.50`, `$1 950`, `dos`, `mil`. Undefined when there is none or more than one.
 * Thousands are written with a comma or a space and decimals with a point, as in Mexico and the USA; `1.950` is read as thousands.
 */
export const readNumber = (text: string, words: InputWords): Decimal | undefined => {
  const plain = text.normalize('NFKC').replace(/[\uFE0F\u20E3]/g, '');
  const found = plain.match(/\d[\d.,' ]*/g)?.map((n) => n.trim().replace(/[.,']+$/, '')) ?? [];
  if (found.length === 1) {
    const amount = parseDecimal(digits(found[0] ?? ''));
    const multiplied =
      amount && /\d\s*(mil|k|thousand)\b/i.test(plain) ? { ...amount, units: amount.units * 1000n } : amount;
    return multiplied;
  }
  if (found.length > 1) return undefined;
  const spoken = fold(text)
    .split(' ')
    .filter((word) => words.numbers[word] !== undefined);
  return spoken.length === 1 ? parseDecimal(String(words.numbers[spoken[0] ?? ''])) : undefined;
};

const digits = (typed: string): string => {
  // "1 950" is one number, "2 3" is two: a space may only stand before groups of three.
  if (/[' ]/.test(typed) && !/^\d{1,3}([' ]\d{3})+([.,]\d+)?$/.test(typed)) return '';
  const compact = typed.replace(/[' ]/g, '');
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(compact)) return compact.replaceAll(',', '');
  if (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(compact)) return compact.replaceAll('.', '').replace(',', '.');
  return /^\d+,\d{1,2}$/.test(compact) ? compact.replace(',', '.') : compact;
};

/** A whole number. */
export const integer: Input = textInput('integer', INTEGER, (text, words) => {
  if (/-\s*\d/.test(text)) return undefined;
  const number = readNumber(text, words);
  return number && number.scale === 0 ? number.units : undefined;
});

/** An amount in one currency; what the person calls the currency is not looked at. */
export const money = (currency: string): Input =>
  textInput('money', { kind: 'money', currency }, (text, words) => {
    if (/-\s*\d/.test(text)) return undefined;
    const number = readNumber(text, words);
    return number && moneyOf(currency, number);
  });
