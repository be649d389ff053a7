import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, type Day, dayIn, dayOf, daysBetween, parseDay, yearOf } from '../../src/base/day.ts';

const day = (iso: string): Day => parseDay(iso) as Day;
const anyDay = fc.integer({ min: 0, max: 3_000_000 }).map((n) => addDays(day('1000-01-01'), n));
const shift = fc.integer({ min: -36_525, max: 36_525 });

describe('a day', () => {
  it('is read from its ISO text only, and must exist', () => {
    expect(parseDay('2026-02-28')).toEqual({ kind: 'day', iso: '2026-02-28' });
    for (const wrong of [
      '2026-02-29',
      '2026-13-01',
      '2026-1-1',
      '26-01-01',
      '',
      'x',
      '2026-00-10',
      '2026-01-00',
      '2026-04-31',
      '2026-01-01T00:00',
      ' 2026-01-01',
      '2026-01-01\n',
      '+010000-01-01',
    ])
      expect(parseDay(wrong), wrong).toBeUndefined();
  });
  it('is of the years 1000 to 9999: the years 0 to 99 are never taken for those of the last century', () => {
    for (const wrong of ['0050-01-01', '0000-01-01', '0999-12-31']) expect(parseDay(wrong), wrong).toBeUndefined();
    expect(parseDay('1000-01-01')?.iso).toBe('1000-01-01');
    expect(parseDay('9999-12-31')?.iso).toBe('9999-12-31');
  });
  it('is made of numbers that the calendar has', () => {
    expect(dayOf(2024, 2, 29)?.iso).toBe('2024-02-29');
    for (const [y, m, d] of [
      [99_999, 1, 1],
      [2026, 0, 1],
      [2026, 13, 1],
      [2026, 1, 32],
      [2026, 1, Number.NaN],
    ] as const)
      expect(dayOf(y, m, d)).toBeUndefined();
  });
  it('counts in days and in calendar months', () => {
    expect(addDays(day('2026-12-31'), 1).iso).toBe('2027-01-01');
    expect(addMonths(day('2026-01-31'), 1).iso).toBe('2026-02-28');
    expect(addMonths(day('2028-02-29'), 12).iso).toBe('2029-02-28');
    expect(daysBetween(day('2026-11-21'), day('2026-12-21'))).toBe(30);
    expect(daysBetween(day('2026-12-21'), day('2026-11-21'))).toBe(-30);
    expect(yearOf(day('2026-11-21'))).toBe(2026);
  });
  it('and back again is the same day', () => {
    fc.assert(
      fc.property(anyDay, shift, (a, n) => {
        const b = addDays(a, n);
        fc.pre(parseDay(b.iso) !== undefined);
        expect(daysBetween(a, b)).toBe(n);
        expect(addDays(b, -n)).toEqual(a);
        expect(a.iso < b.iso).toBe(n > 0);
      }),
    );
  });
  it('some months on is of that month, and its day never later', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 1200 }), (a, months) => {
        const b = addMonths(a, months);
        fc.pre(parseDay(b.iso) !== undefined);
        const index = (d: Day): number => yearOf(d) * 12 + Number(d.iso.slice(5, 7));
        expect(index(b) - index(a)).toBe(months);
        expect(b.iso.slice(8) <= a.iso.slice(8)).toBe(true);
      }),
    );
  });
  it('is that of a place on earth', () => {
    const instant = Date.parse('2027-01-01T05:30:00Z');
    expect(dayIn('America/Mexico_City', instant).iso).toBe('2026-12-31');
    expect(dayIn('America/New_York', instant).iso).toBe('2027-01-01');
    expect(parseDay(dayIn('America/Tijuana', instant).iso)).toBeDefined();
  });
});
