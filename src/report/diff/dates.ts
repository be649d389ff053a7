import { addMonths, type Day } from '../../base/day.ts';
import type { Release } from '../../content/release.ts';
import { calendarOf } from '../calendar/calendar.ts';
import type { CalendarEntry } from '../calendar/entry.ts';
import type { Redated } from './difference.ts';

const MONTHS = 24;

/** Coming days on which something changes or ends otherwise than it would have. When to look again is no matter of people's. */
export const redated = (before: Release, after: Release, day: Day): readonly Redated[] => {
  const period = { from: day, until: addMonths(day, MONTHS) };
  const [old, now] = [linesOf(before), linesOf(after)];
  function linesOf(release: Release): ReadonlyMap<string, readonly string[]> {
    const all = calendarOf(release, period).filter(({ kind }) => kind !== 'review');
    return new Map(
      [...Map.groupBy(all, ({ day: on, kind }) => `${on.iso} ${kind}`)].map(([key, entries]) => [
        key,
        entries.flatMap(({ title, lines }) => (lines.length > 0 ? lines : [title]).map(withoutPlace)),
      ]),
    );
  }
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((key): Redated[] => {
    const [a, b] = [old.get(key) ?? [], now.get(key) ?? []];
    const gone = a.filter((line) => !b.includes(line));
    const came = b.filter((line) => !a.includes(line));
    if (gone.length + came.length === 0) return [];
    const [on = '', kind] = key.split(' ') as [string, CalendarEntry['kind']];
    return [{ day: on, kind: kind === 'end' ? 'end' : 'change', gone, came }];
  });
};

/** Where something stands in its file moves with every line above it. */
const withoutPlace = (line: string): string => line.replace(/ \([^()]*:\d+\)/g, '');
