import { addDays, addMonths, type Day, dayIn, type Instant } from '../../base/day.ts';
import type { Value } from '../../base/value.ts';
import type { Release } from '../../content/release.ts';

/** How far ahead changes are looked for. */
const MONTHS = 24;
const SECOND = 1000;

/** Midnight at which a day begins in a time zone. */
const beginOf = (day: Day, zone: string): Instant =>
  Temporal.PlainDate.from(day.iso).toZonedDateTime(zone).epochMilliseconds;

/** Every midnight at which a fact, a published price or a day of a calendar begins or ends, and days that facts name. */
const changesOf = ({ facts, quotes, calendars, settings }: Release): readonly Instant[] => {
  const begins = (day: Day | undefined, zone = settings.zone) => (day ? [beginOf(day, zone)] : []);
  const ends = (day: Day | undefined, zone?: string) => begins(day && addDays(day, 1), zone);
  const named = (value: Value, zone?: string) =>
    typeof value === 'object' && value.kind === 'day' ? [...begins(value, zone), ...ends(value, zone)] : [];
  return [
    ...[...facts.values()].flatMap(({ history, zone }) =>
      history.flatMap(({ from, until, value }) => [...begins(from, zone), ...ends(until, zone), ...named(value, zone)]),
    ),
    ...quotes.flatMap(({ first, until }) => [...begins(first), ...ends(until)]),
    ...[...calendars.values()].flatMap(({ from, until, days }) => [
      ...begins(from),
      ...ends(until),
      ...[...days].flatMap((iso) => begins({ kind: 'day', iso })),
    ]),
  ];
};

const around = (changes: Iterable<Instant>): readonly Instant[] =>
  [...new Set(changes)].sort((a, b) => a - b).flatMap((at) => [at - SECOND, at, at + SECOND]);

/** The beginnings of so many months from a day on: flows may ask for the month and the year. */
const months = (day: Day, zone: string, from: number, to: number): readonly Instant[] =>
  Array.from({ length: to - from }, (_, i) =>
    beginOf(addMonths({ kind: 'day', iso: `${day.iso.slice(0, 7)}-01` }, from + i), zone),
  );

/** One second before, at and one second after each change of the next two years. */
export const instantsAhead = (release: Release, now: Instant): readonly Instant[] => {
  const { zone } = release.settings;
  const today = dayIn(zone, now);
  const end = beginOf(addMonths(today, MONTHS), zone);
  return around([...changesOf(release), ...months(today, zone, 1, MONTHS + 1)].filter((at) => at > now && at <= end));
};

/** The same of the past, the newest first. */
export const instantsBefore = (release: Release, now: Instant): readonly Instant[] => {
  const { zone } = release.settings;
  return around(
    [...changesOf(release), ...months(dayIn(zone, now), zone, -MONTHS, 1)].filter((at) => at <= now),
  ).toReversed();
};
