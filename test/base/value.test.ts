import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Day, parseDay } from '../../src/base/day.ts';
import { money } from '../../src/base/money.ts';
import { decodeVars, encodeVars, type Value } from '../../src/base/value.ts';

const first = parseDay('1000-01-01') as Day;
const value: fc.Arbitrary<Value> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.boolean(),
  fc.bigInt(),
  fc.tuple(fc.constantFrom('USD', 'MXN', 'JPY'), fc.bigInt()).map(([currency, minor]) => money(currency, minor)),
  fc.integer({ min: 0, max: 3_287_181 }).map((n) => addDays(first, n)),
  fc.tuple(fc.bigInt(), fc.nat(20)).map(([units, scale]): Value => ({ kind: 'decimal', units, scale })),
);
const name = fc.oneof(fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/), fc.constantFrom('constructor', '__proto__'));
const throughJson = (vars: Readonly<Record<string, Value>>) => decodeVars(JSON.parse(JSON.stringify(encodeVars(vars))));

describe('the codec of variables', () => {
  it('is lossless through JSON', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value)), (entries) => {
        const vars = Object.fromEntries(entries);
        expect(Object.entries(throughJson(vars))).toEqual(Object.entries(vars));
      }),
    );
  });
  it('keeps a percentage of nine decimals, which has eleven as a rate', () => {
    const rate: Value = { kind: 'decimal', units: 123456789n, scale: 11 };
    expect(throughJson({ rate })).toEqual({ rate });
  });
  it('never keeps coordinates', () => {
    const where: Value = { kind: 'point', latitude: 32.5, longitude: -117.1 };
    expect(JSON.stringify(encodeVars({ where, n: 1n }))).toBe('{"n":["i","1"]}');
  });
  it('refuses what it did not write', () => {
    const refused: unknown[] = [
      ['d', 'no day'],
      ['n', '1.'],
      ['m', '5'],
      ['x', '5'],
      ['d', '+010000-01-01'],
    ];
    for (const x of refused) expect(() => decodeVars({ x } as never)).toThrow(/x was stored in an unknown form/);
  });
});
