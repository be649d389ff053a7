import { type Day, daysBetween } from '../../base/day.ts';
import type { CalendarEntry } from './entry.ts';

/** Writes the content calendar for a terminal. */
export const calendarText = (entries: readonly CalendarEntry[], today: Day, until: Day): string => {
  if (entries.length === 0) return `nothing changes, ends or is due before ${until.iso}\n`;
  const days = Map.groupBy(entries, ({ day }) => day.iso);
  return [...days.values()]
    .flatMap((all) =>
      all
        .slice(0, 1)
        .map(({ day }) => [`${day.iso}, ${distance(daysBetween(today, day))}`, ...all.flatMap(linesOf), ''].join('\n')),
    )
    .join('\n');
};

const linesOf = ({ kind, title, lines }: CalendarEntry): readonly string[] => [
  `  ${kind.padEnd(8)}${title}`,
  ...lines.map((line) => `          ${line}`),
];

const distance = (days: number): string =>
  days === 0
    ? 'today'
    : days === 1
      ? 'tomorrow'
      : days > 0
        ? `in ${days} days`
        : days === -1
          ? 'yesterday'
          : `${-days} days ago`;
