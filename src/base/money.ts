import {
  type Decimal,
  decimalText,
  divideDecimals,
  divideHalfUp,
  multiplyDecimals,
  roundDecimal,
  wholeDecimal,
} from './decimal.ts';

/** An amount in the smallest unit of one currency (ISO 4217 code); two currencies never mix. */
export interface Money {
  readonly kind: 'money';
  readonly currency: string;
  readonly minor: bigint;
}

const exponents = new Map<string, number>();

/** How many decimals a currency is written with. */
export const minorDigits = (currency: string): number => {
  let digits = exponents.get(currency);
  if (digits === undefined) {
    digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    exponents.set(currency, digits);
  }
  return digits;
};

export const money = (currency: string, minor: bigint): Money => ({ kind: 'money', currency, minor });

/** The amount of a plain decimal in a currency; undefined when it has more decimals than the currency. */
export const moneyOf = (currency: string, amount: Decimal): Money | undefined => {
  const digits = minorDigits(currency);
  if (amount.scale > digits) return undefined;
  return money(currency, amount.units * 10n ** BigInt(digits - amount.scale));
};

/** `52.20` for 5220 minor units. */
export const amountText = ({ currency, minor }: Money): string =>
  decimalText({ kind: 'decimal', units: minor, scale: minorDigits(currency) });

/** The amount times a rate, rounded half up once. */
export const times = (amount: Money, rate: Decimal): Money =>
  money(amount.currency, divideHalfUp(amount.minor * rate.units, 10n ** BigInt(rate.scale)));

/** The amount as a plain decimal, without its currency. */
export const decimalOfMoney = ({ currency, minor }: Money): Decimal => ({
  kind: 'decimal',
  units: minor,
  scale: minorDigits(currency),
});

const rounded = (currency: string, amount: Decimal): Money =>
  money(currency, roundDecimal(amount, minorDigits(currency)).units);

/** The amount in another currency of which one unit of its own buys `rate`, rounded half up once. */
export const exchange = (amount: Money, rate: Decimal, currency: string): Money =>
  rounded(currency, multiplyDecimals(decimalOfMoney(amount), rate));

/** The amount in another currency of which `rate` units of its own buy one, rounded half up once; undefined at a rate of nought. */
export const exchangeBack = (amount: Money, rate: Decimal, currency: string): Money | undefined => {
  const value = divideDecimals(decimalOfMoney(amount), rate, minorDigits(currency));
  return value && money(currency, value.units);
};

/** `amount × part / whole`, rounded half up once; undefined where the whole is nought. */
export const share = ({ currency, minor }: Money, part: Decimal, whole: Decimal): Money | undefined => {
  const value = divideDecimals(multiplyDecimals(wholeDecimal(minor), part), whole, 0);
  return value && money(currency, value.units);
};
