import { describe, expect, it } from 'vitest';
import { createFormatter, type Units } from '../../src/content/format.ts';

const units: Units = new Map([
  ['USD', { one: '{{n}} dólar', other: '{{n}} dólares' }],
  ['percent', { other: '{{n}} %' }],
  ['days', { one: '{{n}} día', other: '{{n}} días' }],
]);
const es = createFormatter('es-US', units);

describe('amounts are said', () => {
  it('with their unit, grouped, and without empty cents', () => {
    const usd = (minor: bigint) => es.value({ kind: 'money', currency: 'USD', minor });
    expect([100n, 11400n, 2850n, 195000n, 123456789n, 0n].map(usd)).toEqual([
      '1 dólar',
      '114 dólares',
      '28.50 dólares',
      '1,950 dólares',
      '1,234,567.89 dólares',
      '0 dólares',
    ]);
  });
  it('as percentages, counts, days of the calendar and bare words', () => {
    expect(es.value({ kind: 'decimal', units: 19n, scale: 2 }, 'percent')).toBe('19 %');
    expect(es.value({ kind: 'decimal', units: 335n, scale: 3 }, 'percent')).toBe('33.5 %');
    expect(es.value(1n, 'days')).toBe('1 día');
    expect(es.value(180n, 'days')).toBe('180 días');
    expect(es.value(2007n, 'year')).toBe('2,007');
    expect(es.value({ kind: 'day', iso: '2026-11-21' })).toBe('21 nov 2026');
    expect(createFormatter('en-US', units).value({ kind: 'day', iso: '2026-11-21' })).toBe('Nov 21, 2026');
    expect(es.value('911', 'phone')).toBe('911');
    expect(es.value(true)).toBe('1');
    expect(es.value({ kind: 'point', latitude: 1, longitude: 2 })).toBe('');
  });
  it('below nought with their minus, however near to it', () => {
    expect(es.value({ kind: 'money', currency: 'USD', minor: -50n })).toBe('-0.50 dólares');
    expect(es.value({ kind: 'money', currency: 'USD', minor: -123450n })).toBe('-1,234.50 dólares');
    expect(es.number('-0.5')).toBe('-0.5');
  });
  it('as percentages with all their digits, and as months', () => {
    expect(es.percent({ kind: 'decimal', units: 2000n, scale: 5 })).toBe('2.000 %');
    expect(es.percent({ kind: 'decimal', units: -2037n, scale: 5 })).toBe('-2.037 %');
    expect(es.percent({ kind: 'decimal', units: 5n, scale: 2 })).toBe('5 %');
    expect(es.percent({ kind: 'decimal', units: 5n, scale: 1 })).toBe('50 %');
    expect(es.percent({ kind: 'decimal', units: 1n, scale: 0 })).toBe('100 %');
    expect(es.month('2025-12')).toBe('dic 2025');
  });
});
