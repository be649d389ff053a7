import { describe, expect, it } from 'vitest';
import { readYaml } from '../../src/base/yaml.ts';
import { type Calendar, readCalendar, workingDaysAfter } from '../../src/content/calendar.ts';
import { day } from '../flow/support.ts';
import { filesOf, ROOT, releaseOf } from '../support/repository.ts';

const yaml = readYaml(
  'content/calendars/town.yaml',
  'from: 2026-01-01\nuntil: 2026-12-31\nrest: [saturday, sunday]\ndays: [2026-02-02, 2026-03-16]\nsource: s\nchecked: 2026-01-01\n',
  () => undefined,
);
const town = yaml && (readCalendar('town', yaml, () => undefined) as Calendar);
const counted = (from: string, count: number): string | undefined =>
  town && workingDaysAfter(town, day(from), count)?.iso;

describe('working days', () => {
  it.each([
    ['the day itself is not counted', '2026-01-28', 1, '2026-01-29'],
    ['a Saturday and a Sunday are passed over', '2026-01-23', 1, '2026-01-26'],
    ['a day of rest is passed over with the days around it', '2026-01-30', 1, '2026-02-03'],
    ['a limit that begins on a day of rest begins to count after it', '2026-02-02', 1, '2026-02-03'],
    ['thirty days are six weeks and the day of rest', '2026-02-03', 30, '2026-03-18'],
    ['none is the day itself', '2026-02-02', 0, '2026-02-02'],
  ])('%s', (_, from, count, until) => {
    expect(counted(from, count)).toBe(until);
  });
  it('are not counted outside of what the calendar knows', () => {
    expect(counted('2025-12-31', 1)).toBeUndefined();
    expect(counted('2026-12-30', 2)).toBeUndefined();
    expect(counted('2026-01-30', -1)).toBeUndefined();
    expect(counted('2026-01-30', 100_000)).toBeUndefined();
  });
});

describe('the calendar of the federal offices', () => {
  // Article 74 of the labour law: three holidays move to a Monday.
  const mexico = releaseOf(filesOf(ROOT)).calendars.get('mexico') as Calendar;
  it.each([
    ['2026-01-30', 1, '2026-02-03'],
    ['2026-03-13', 1, '2026-03-17'],
    ['2026-11-13', 1, '2026-11-17'],
    ['2026-12-24', 1, '2026-12-28'],
    ['2026-11-20', 30, '2027-01-05'],
    ['2026-11-20', 15, '2026-12-11'],
  ])('%s and %i working days: %s', (from, count, until) => {
    expect(workingDaysAfter(mexico, day(from), count)?.iso).toBe(until);
  });
});
