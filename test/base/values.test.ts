import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, type Day, dayIn, dayOf, daysBetween, parseDay, yearOf } from '../../src/base/day.ts';
import { compareDecimals, type Decimal, decimalText, divideHalfUp, parseDecimal } from '../../src/base/decimal.ts';
import { amountText, minorDigits, money, moneyOf, times } from '../../src/base/money.ts';
import { decodeVars, encodeVars, type Value } from '../../src/base/value.ts';

const day = (iso: string): Day => parseDay(iso) as Day;
const decimal = (text: string): Decimal => parseDecimal(text) as Decimal;

describe('a day', () => {
  it('is read from its ISO text only, and must exist', () => {
    expect(parseDay('2026-02-28')).toEqual({ kind: 'day', iso: '2026-02-28' });
    for (const wrong of ['2026-02-29', '2026-13-01', '2026-1-1', '26-01-01', '', 'x', '0050-01-01', '2026-00-10'])
      expect(parseDay(wrong)).toBeUndefined();
    expect(dayOf(2024, 2, 29)?.iso).toBe('2024-02-29');
    expect(dayOf(99_999, 1, 1)).toBeUndefined();
  });
  it('counts in days and in calendar months', () => {
    expect(addDays(day('2026-12-31'), 1).iso).toBe('2027-01-01');
    expect(addMonths(day('2026-01-31'), 1).iso).toBe('2026-02-28');
    expect(daysBetween(day('2026-11-21'), day('2026-12-21'))).toBe(30);
    expect(daysBetween(day('2026-12-21'), day('2026-11-21'))).toBe(-30);
    expect(yearOf(day('2026-11-21'))).toBe(2026);
  });
  it('is that of a place on earth', () => {
    const instant = Date.parse('2027-01-01T05:30:00Z');
    expect(dayIn('America/Mexico_City', instant).iso).toBe('2026-12-31');
    expect(dayIn('America/New_York', instant).iso).toBe('2027-01-01');
  });
});

describe('a decimal', () => {
  it('is exact, and keeps its zeros', () => {
    for (const text of ['0', '52.20', '-3.5', '0.19', '123456789012345']) expect(decimalText(decimal(text))).toBe(text);
    for (const wrong of ['', '.5', '1.', '1e3', '1,000', '1234567890123456', '0x1', ' 1'])
      expect(parseDecimal(wrong)).toBeUndefined();
  });
  it('compares by value, whatever its zeros', () => {
    expect([
      compareDecimals(decimal('3.5'), decimal('3.50')),
      compareDecimals(decimal('3.49'), decimal('3.5')),
      compareDecimals(decimal('4'), decimal('3.999')),
    ]).toEqual([0, -1, 1]);
  });
  it('rounds halves away from zero', () => {
    expect(
      [
        [5n, 2n],
        [-5n, 2n],
        [4n, 3n],
        [-4n, 3n],
        [1n, -2n],
      ].map(([a, b]) => divideHalfUp(a as bigint, b as bigint)),
    ).toEqual([3n, -3n, 1n, -1n, -1n]);
  });
});

describe('money', () => {
  it('has the decimals of its currency', () => {
    expect([minorDigits('USD'), minorDigits('JPY'), minorDigits('KWD')]).toEqual([2, 0, 3]);
    expect(moneyOf('USD', decimal('52.2'))).toEqual(money('USD', 5220n));
    expect(moneyOf('USD', decimal('52.201'))).toBeUndefined();
    expect(moneyOf('JPY', decimal('52.2'))).toBeUndefined();
    expect(amountText(money('USD', 5n))).toBe('0.05');
    expect(amountText(money('USD', -5n))).toBe('-0.05');
  });
  it('times a rate is rounded half up once', () => {
    expect(times(money('USD', 60000n), decimal('0.19'))).toEqual(money('USD', 11400n));
    expect(times(money('USD', 50n), decimal('0.19'))).toEqual(money('USD', 10n));
  });
});

describe('the codec of variables', () => {
  const value: fc.Arbitrary<Value> = fc.oneof(
    fc.string(),
    fc.boolean(),
    fc.bigInt(),
    fc.tuple(fc.constantFrom('USD', 'MXN', 'JPY'), fc.bigInt()).map(([currency, minor]) => money(currency, minor)),
    fc.integer({ min: 0, max: 300_000 }).map((n) => addDays(day('1600-01-01'), n)),
    fc
      .tuple(fc.bigInt({ min: -999_999_999_999n, max: 999_999_999_999n }), fc.nat(6))
      .map(([units, scale]): Value => ({ kind: 'decimal', units, scale })),
  );
  it('is lossless through JSON, and leaves coordinates out', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z_]{1,9}$/), value), (vars) => {
        const through = JSON.parse(
          JSON.stringify(encodeVars({ ...vars, zz_where: { kind: 'point', latitude: 1, longitude: 2 } })),
        );
        expect(decodeVars(through)).toEqual(vars);
      }),
    );
  });
  it('refuses what it did not write', () => {
    expect(() => decodeVars({ x: ['d', 'no day'] })).toThrow(/unknown form/);
  });
});
