import { addDays, type Day, dayOf, parseDay } from '../../base/day.ts';
import { type Decimal, decimalOf, decimalText, multiplyDecimals, roundDecimal } from '../../base/decimal.ts';
import { minorDigits } from '../../base/money.ts';

/** What a table cell says as a number: `1,950.50`, `$2.99`, `6.51E-4`. Exact: nothing passes through a floating-point number. */
export const readFigure = (text: string): Decimal | undefined => {
  const [, digits, exponent] = /^(-?\$?[\d,]*\.?\d+)(?:[eE]([+-]?\d{1,2}))?$/.exec(text.trim()) ?? [];
  if (digits === undefined) return undefined;
  const plain = digits.replace('$', '');
  if (plain.includes(',') && !/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)) return undefined;
  const number = decimalOf(plain.replaceAll(',', '').replace(/^(-?)\./, '$10.'));
  if (!number || exponent === undefined) return number;
  const shift = Number(exponent);
  const ten: Decimal =
    shift < 0
      ? { kind: 'decimal', units: 1n, scale: -shift }
      : { kind: 'decimal', units: 10n ** BigInt(shift), scale: 0 };
  return multiplyDecimals(number, ten);
};

/** A number without the noise that spreadsheets leave at its end. */
export const withoutNoise = (number: Decimal): Decimal => (number.scale > 9 ? roundDecimal(number, 9) : number);

/** A number as it is written into content, without idle zeros. */
export const figureText = (number: Decimal): string => {
  const text = decimalText(withoutNoise(number));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
};

/** An amount as it is written into content: `400.00 EUR`. */
export const amountOf = (number: Decimal, currency: string): string =>
  `${decimalText(roundDecimal(number, minorDigits(currency)))} ${currency}`;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A day as tables write it: `2025-12-04`, `04/Dec/2025`, or the number of a spreadsheet's day. */
export const readTableDay = (text: string): Day | undefined => {
  const iso = parseDay(text.slice(0, 10));
  if (iso && /^\d{4}-\d{2}-\d{2}([T ].*)?$/.test(text)) return iso;
  const [, day, month, year] = /^(\d{1,2})[/-]([A-Za-z]{3})[A-Za-z]*[/-](\d{4})$/.exec(text) ?? [];
  if (day && month && year) return dayOf(Number(year), MONTHS.indexOf(month.toLowerCase()) + 1, Number(day));
  // Spreadsheets count days from 30 December 1899; these are the years 1954 to 2119.
  const serial = /^(\d{5})(\.\d+)?$/.exec(text)?.[1];
  return serial && Number(serial) >= 20_000 && Number(serial) < 80_500
    ? addDays({ kind: 'day', iso: '1899-12-30' }, Number(serial))
    : undefined;
};
