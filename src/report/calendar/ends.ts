import { addDays, type Day } from '../../base/day.ts';
import type { Release } from '../../content/release.ts';
import { many } from '../fact-text.ts';
import { usesOf } from '../uses.ts';
import { type CalendarEntry, type Period, within } from './entry.ts';

/** What is over on a day with nothing to follow at once: facts, calendars of working days, published prices. */
export const endsOf = (release: Release, period: Period): readonly CalendarEntry[] => [
  ...endsOfFacts(release, period),
  ...[...release.calendars.values()]
    .map(({ id, until, at }) => ({ day: addDays(until, 1), id, at }))
    .filter(({ day }) => within(period, day))
    .map(
      ({ day, id, at }): CalendarEntry => ({
        day,
        kind: 'end',
        about: at.file,
        title: `working days of "${id}" are not known any more`,
        lines: [`${at.file}: give it a later until:, with the days of rest up to then`],
      }),
    ),
  ...[...Map.groupBy(release.quotes, ({ corridor }) => corridor)].flatMap(([corridor, quotes]): CalendarEntry[] => {
    const day = addDays(quotes.map(({ until }) => until).reduce(later), 1);
    if (!within(period, day)) return [];
    const title = `no price of "${corridor}" is one of now any more`;
    return [{ day, kind: 'end', about: corridor, title, lines: ['take newer ones over: ventanilla import'] }];
  }),
];

const later = (a: Day, b: Day): Day => (a.iso > b.iso ? a : b);

/** Facts of one file that end together stand together. */
const endsOfFacts = (release: Release, period: Period): readonly CalendarEntry[] => {
  const uses = usesOf(release);
  const ended = [...release.facts.values()].flatMap((fact) =>
    fact.history.flatMap(({ until, at }, i) => {
      const day = until && addDays(until, 1);
      const next = fact.history[i + 1]?.from;
      return within(period, day) && next?.iso !== day.iso ? [{ id: fact.id, day, next, at }] : [];
    }),
  );
  const together = Map.groupBy(ended, ({ day, next, at }) => `${day.iso} ${next?.iso} ${at.file}`);
  return [...together.values()].flatMap((all): CalendarEntry[] => {
    const [first] = all;
    if (!first) return [];
    const used = all.map(({ id }) => uses(id));
    const answers = [...new Set(used.flatMap((one) => one.answers))];
    const steps = new Map(used.flatMap((one) => one.steps).map((one) => [`${one.flow}/${one.step}`, one.at]));
    const again = first.next ? ` until ${first.next.iso}` : '';
    return [
      {
        day: first.day,
        kind: 'end',
        about: `${first.at.file}${again}`,
        title: `${first.at.file}: ${many(all.length, 'fact')} without a value from this day on${again}`,
        lines: [
          ...all.map(({ id, day, at }) => `${id} (${at.file}:${at.line}): add what holds from ${day.iso}`),
          ...(answers.length > 0 ? [`said by ${answers.join(', ')}`] : []),
          ...[...steps].map(([id, at]) => `used by ${id} (${at.file}:${at.line})`),
        ],
      },
    ];
  });
};
