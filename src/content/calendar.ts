import { addDays, type Day, daysBetween, parseDay, weekdayOf } from '../base/day.ts';
import { error, type Position, type Report } from '../base/diagnostic.ts';
import { readShape, type YamlFile } from '../base/yaml.ts';
import { calendarSchema, WEEKDAYS } from './schema.ts';

/** On which days offices work: known from `from` to `until`, and never guessed outside. */
export interface Calendar {
  readonly id: string;
  readonly from: Day;
  readonly until: Day;
  /** Weekdays of rest, 1 (Monday) to 7. */
  readonly rest: ReadonlySet<number>;
  /** Days of rest besides, as ISO text. */
  readonly days: ReadonlySet<string>;
  readonly source: string;
  readonly sourceAt: Position;
  readonly at: Position;
}

/** Reads `content/calendars/<name>.yaml`. */
export const readCalendar = (id: string, yaml: YamlFile, report: Report): Calendar | undefined => {
  const raw = readShape(yaml, [], calendarSchema, report);
  if (!raw) return undefined;
  const [from, until] = [parseDay(raw.from), parseDay(raw.until)];
  if (!from || !until || until.iso < from.iso) {
    report(error(yaml.at(['until']), 'calendar', 'a calendar needs two real days, from: before until:'));
    return undefined;
  }
  raw.days.forEach((iso, i) => {
    const day = parseDay(iso);
    if (!day) report(error(yaml.at(['days', i]), 'calendar', `"${iso}" is no day of the calendar`));
    else if (iso < raw.from || iso > raw.until)
      report(
        error(
          yaml.at(['days', i]),
          'calendar',
          `${iso} is outside of what this calendar knows`,
          'see from: and until:',
        ),
      );
    else if (raw.days.indexOf(iso) !== i) report(error(yaml.at(['days', i]), 'calendar', `${iso} stands twice`));
  });
  return {
    id,
    from,
    until,
    rest: new Set(raw.rest.map((name) => WEEKDAYS.indexOf(name) + 1)),
    days: new Set(raw.days),
    source: raw.source,
    sourceAt: yaml.at(['source']),
    at: yaml.at([]),
  };
};

/** The day on which the `count`-th working day after `day` falls; undefined where the calendar does not reach. */
export const workingDaysAfter = (calendar: Calendar, day: Day, count: number): Day | undefined => {
  if (day.iso < calendar.from.iso || count < 0 || count > daysBetween(calendar.from, calendar.until)) return undefined;
  let reached = day;
  for (let left = count; left > 0; ) {
    reached = addDays(reached, 1);
    if (reached.iso > calendar.until.iso) return undefined;
    if (!calendar.rest.has(weekdayOf(reached)) && !calendar.days.has(reached.iso)) left--;
  }
  return reached;
};
