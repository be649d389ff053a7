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

/** The two with as many digits behind the point as the longer one has. */
const aligned = (a: Decimal, b: Decimal): readonly [bigint, bigint, number] => {
  const scale = Math.max(a.scale, b.scale);
  return [a.units * 10n ** BigInt(scale - a.scale), b.units * 10n ** BigInt(scale - b.scale), scale];
};

export const addDecimals = (a: Decimal, b: Decimal): Decimal => {
  const [left, right, scale] = aligned(a, b);
  return { kind: 'decimal', units: left + right, scale };
};

export const wholeDecimal = (units: bigint): Decimal => ({ kind: 'decimal', units, scale: 0 });

export const negateDecimal = ({ units, scale }: Decimal): Decimal => ({ kind: 'decimal', units: -units, scale });

export const multiplyDecimals = (a: Decimal, b: Decimal): Decimal => ({
  kind: 'decimal',
  units: a.units * b.units,
  scale: a.scale + b.scale,
});

/** `a / b` with so many digits behind the point, the last one rounded half up; undefined where `b` is nought. */
export const divideDecimals = (a: Decimal, b: Decimal, digits: number): Decimal | undefined => {
  if (b.units === 0n) return undefined;
  const [left, right] = aligned(a, b);
  return { kind: 'decimal', units: divideHalfUp(left * 10n ** BigInt(digits), right), scale: digits };
};

/** With so many digits behind the point: zeros are added, the rest is rounded half up once. */
export const roundDecimal = (a: Decimal, digits: number): Decimal =>
  divideDecimals(a, wholeDecimal(1n), digits) as Decimal;
