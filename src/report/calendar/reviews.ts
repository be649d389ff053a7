import { addDays, type Day } from '../../base/day.ts';
import type { Dated, Fact } from '../../content/fact.ts';
import type { Release } from '../../content/release.ts';
import { many } from '../fact-text.ts';
import type { CalendarEntry, Period } from './entry.ts';

/** One day on which facts of one file come due, and how. */
interface Due {
  readonly day: Day;
  readonly file: string;
  readonly overdue: boolean;
  readonly fact: Fact;
}

/** When facts have to be looked up again, by file; and from when critical ones are told with a warning. */
export const reviewsOf = (release: Release, { until }: Period): readonly CalendarEntry[] => {
  const due = [...release.facts.values()].flatMap((fact): Due[] => {
    const last = fact.history.at(-1);
    if (!last) return [];
    const days = [{ day: addDays(last.freshUntil, 1), overdue: false }];
    if (fact.critical) days.push({ day: addDays(last.dueUntil, 1), overdue: true });
    return days
      .filter(({ day }) => day.iso <= until.iso && !isOver(last, day))
      .map((one) => ({ ...one, file: fact.at.file, fact }));
  });
  const together = Map.groupBy(due, ({ day, file, overdue }) => `${day.iso} ${overdue} ${file}`);
  return [...together.values()].flatMap((all): CalendarEntry[] => {
    const [first] = all;
    if (!first) return [];
    const count = many(all.length, 'fact');
    const byDay = Map.groupBy(all, ({ fact }) => fact.history.at(-1)?.checked.iso);
    const what = first.overdue
      ? `${count} told with a warning instead, unless looked up before`
      : `${count} to be looked up again`;
    return [
      {
        day: first.day,
        kind: 'review',
        about: first.overdue ? `${first.file} overdue` : first.file,
        title: `${first.file}: ${what}`,
        lines: [...byDay].map(
          ([checked, facts]) => `last checked ${checked}: ${facts.map(({ fact }) => fact.id).join(', ')}`,
        ),
      },
    ];
  });
};

/** What has ended needs no second look. */
const isOver = (last: Dated, day: Day): boolean => last.until !== undefined && last.until.iso < day.iso;
