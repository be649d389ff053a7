/** An exact decimal: `units` / 10^`scale`. Rates and measures; never a floating-point number. */
export interface Decimal {
  readonly kind: 'decimal';
  readonly units: bigint;
  readonly scale: number;
}

const PLAIN = /^-?\d{1,15}(\.\d{1,9})?$/;

/** Reads `0.19` or `52.20`; undefined when it is no plain decimal. */
export const parseDecimal = (text: string): Decimal | undefined => {
  return PLAIN.test(text) ? decimalOf(text) : undefined;
};

/** Reads back what `decimalText` wrote, however long: sums can have more digits than anyone may type. */
export const decimalOf = (text: string): Decimal | undefined => {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return undefined;
  const [whole = '0', fraction = ''] = text.split('.');
  return { kind: 'decimal', units: BigInt(whole + fraction), scale: fraction.length };
};

export const decimalText = ({ units, scale }: Decimal): string => {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
};

/** -1, 0 or 1. */
export const compareDecimals = (a: Decimal, b: Decimal): number => {
  const left = a.units * 10n ** BigInt(b.scale);
  const right = b.units * 10n ** BigInt(a.scale);
  return left < right ? -1 : left > right ? 1 : 0;
};

/** `numerator / denominator`, halves away from zero. */
export const divideHalfUp = (numerator: bigint, denominator: bigint): bigint => {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const rounded = (2n * n + d) / (2n * d);
  return negative ? -rounded : rounded;
};
