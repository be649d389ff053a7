import { addDays, type Day } from '../../base/day.ts';
import { type Fact, hasEnded } from '../../content/fact.ts';
import type { Release } from '../../content/release.ts';
import { many } from '../fact-text.ts';
import type { CalendarEntry, Period } from './entry.ts';

/** One day on which a value of a fact comes due, and how. */
interface Due {
  readonly day: Day;
  readonly file: string;
  readonly overdue: boolean;
  readonly id: string;
  readonly checked: string;
}

/** When facts have to be looked up again, by file; and from when critical ones are told with a warning. */
export const reviewsOf = (release: Release, period: Period): readonly CalendarEntry[] => {
  const due = [...release.facts.values()].flatMap((fact) => duesOf(fact, period));
  const together = Map.groupBy(due, ({ day, file, overdue }) => `${day.iso} ${overdue} ${file}`);
  return [...together.values()].flatMap((all): CalendarEntry[] => {
    const [first] = all;
    if (!first) return [];
    const count = many(new Set(all.map(({ id }) => id)).size, 'fact');
    const byDay = Map.groupBy(all, ({ checked }) => checked);
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
          ([checked, some]) => `last checked ${checked}: ${[...new Set(some.map(({ id }) => id))].join(', ')}`,
        ),
      },
    ];
  });
};

/** What holds now comes due, and so does what begins later; not what has ended by then. */
const duesOf = (fact: Fact, { from, until }: Period): readonly Due[] =>
  fact.history
    .filter((held) => !hasEnded(held, from))
    .flatMap((held) => {
      const days = [{ day: addDays(held.freshUntil, 1), overdue: false }];
      if (fact.critical) days.push({ day: addDays(held.dueUntil, 1), overdue: true });
      return days
        .filter(({ day }) => day.iso <= until.iso && !hasEnded(held, day))
        .map((one) => ({ ...one, file: fact.at.file, id: fact.id, checked: held.checked.iso }));
    });
