import {
  addDecimals,
  compareDecimals,
  type Decimal,
  divideDecimals,
  negateDecimal,
  wholeDecimal,
} from '../../base/decimal.ts';

/** What is lost in the exchange, in percent: the offered rate against the reference rate, the reference as base. Less than nought is a gain. */
export const marginOf = (offered: Decimal, reference: Decimal): Decimal => {
  const kept = divideDecimals(offered, reference, 12);
  if (!kept) throw new RangeError('a reference rate of nought');
  const lost = addDecimals(wholeDecimal(1n), negateDecimal(kept));
  return { ...lost, scale: lost.scale - 2 };
};

const size = (number: Decimal): Decimal => (number.units < 0n ? negateDecimal(number) : number);

/** Whether a number lies farther from another than so much. */
export const apart = (a: Decimal, b: Decimal, most: Decimal): boolean =>
  compareDecimals(size(addDecimals(a, negateDecimal(b))), most) > 0;
