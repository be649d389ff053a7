import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDecimals,
  compareDecimals,
  type Decimal,
  decimalOf,
  decimalText,
  divideDecimals,
  divideHalfUp,
  multiplyDecimals,
  negateDecimal,
  parseDecimal,
  roundDecimal,
  wholeDecimal,
} from '../../src/base/decimal.ts';

const decimal = (text: string): Decimal => parseDecimal(text) as Decimal;
const any: fc.Arbitrary<Decimal> = fc
  .tuple(fc.bigInt(), fc.nat(30))
  .map(([units, scale]) => ({ kind: 'decimal', units, scale }));

describe('a decimal', () => {
  it('is exact, and keeps its zeros', () => {
    for (const text of ['0', '52.20', '-3.5', '-0.05', '0.19', '123456789012345', '0.123456789'])
      expect(decimalText(decimal(text))).toBe(text);
  });
  it('is typed plainly, with 15 digits before and 9 behind the point at most', () => {
    for (const wrong of [
      '',
      '-',
      '.5',
      '1.',
      '1e3',
      '1,000',
      '1234567890123456',
      '0.1234567890',
      '0x1',
      ' 1',
      '1 ',
      '1\n',
      '+1',
      '١',
      'Infinity',
    ])
      expect(parseDecimal(wrong), wrong).toBeUndefined();
  });
  it('is read back from its own text, however long', () => {
    fc.assert(
      fc.property(any, (d) => {
        expect(decimalOf(decimalText(d))).toEqual(d);
      }),
    );
    for (const wrong of ['', 'x', '1.', '.5', '--1']) expect(decimalOf(wrong)).toBeUndefined();
  });
  it('compares by value, whatever its zeros', () => {
    expect([
      compareDecimals(decimal('3.5'), decimal('3.50')),
      compareDecimals(decimal('3.49'), decimal('3.5')),
      compareDecimals(decimal('4'), decimal('3.999')),
      compareDecimals(decimal('-1'), decimal('-1.1')),
    ]).toEqual([0, -1, 1, 1]);
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(compareDecimals(a, b)).toBe(0 - compareDecimals(b, a));
        expect(compareDecimals(a, { ...a, units: a.units * 10n, scale: a.scale + 1 })).toBe(0);
      }),
    );
  });
  it('rounds halves away from zero', () => {
    const cases: readonly (readonly [bigint, bigint, bigint])[] = [
      [5n, 2n, 3n],
      [-5n, 2n, -3n],
      [4n, 3n, 1n],
      [-4n, 3n, -1n],
      [1n, -2n, -1n],
      [0n, 7n, 0n],
    ];
    for (const [a, b, rounded] of cases) expect(divideHalfUp(a, b)).toBe(rounded);
  });
  it('is never off by more than half', () => {
    const divisor = fc.bigInt().filter((n) => n !== 0n);
    const size = (n: bigint): bigint => (n < 0n ? -n : n);
    fc.assert(
      fc.property(fc.bigInt(), divisor, (a, b) => {
        const rounded = divideHalfUp(a, b);
        expect(2n * size(a - rounded * b) <= size(b)).toBe(true);
        expect(divideHalfUp(-a, b)).toBe(-rounded);
      }),
    );
  });
});

describe('sums of decimals', () => {
  it('are exact', () => {
    expect(decimalText(addDecimals(decimal('0.1'), decimal('0.25')))).toBe('0.35');
    expect(decimalText(multiplyDecimals(decimal('18.50'), decimal('0.9979')))).toBe('18.461150');
    expect(decimalText(negateDecimal(decimal('0.5')))).toBe('-0.5');
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(compareDecimals(addDecimals(addDecimals(a, b), negateDecimal(b)), a)).toBe(0);
        expect(multiplyDecimals(a, b)).toEqual(multiplyDecimals(b, a));
        expect(compareDecimals(multiplyDecimals(a, wholeDecimal(3n)), addDecimals(a, addDecimals(a, a)))).toBe(0);
      }),
    );
  });
  it('are rounded half up where they do not come out even, once', () => {
    const divided = (a: string, b: string, digits: number): string | undefined => {
      const value = divideDecimals(decimal(a), decimal(b), digits);
      return value && decimalText(value);
    };
    expect(divided('2', '3', 3)).toBe('0.667');
    expect(divided('-1', '2', 0)).toBe('-1');
    expect(divided('6566.40', '342', 4)).toBe('19.2000');
    expect(divided('1', '0', 2)).toBeUndefined();
    expect(decimalText(roundDecimal(decimal('2.345'), 2))).toBe('2.35');
    expect(decimalText(roundDecimal(decimal('-2.345'), 2))).toBe('-2.35');
    expect(decimalText(roundDecimal(decimal('2'), 2))).toBe('2.00');
  });
});
