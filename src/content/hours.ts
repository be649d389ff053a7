import { WEEKDAYS } from './schema.ts';

/** Opening hours that can be said in any language: days of the week, and times of the day. */
export type Hours =
  | { readonly days: readonly [first: number, last: number]; readonly from: string; readonly to: string }
  | string;

const TIMES = /^([a-z]+)(?:-([a-z]+))? (\d{2}:\d{2})-(\d{2}:\d{2})$/;

/** Reads `monday-friday 08:00-17:00`; anything else is said as it stands. */
export const readHours = (cell: string | undefined): Hours | undefined => {
  const [, first, last, from, to] = TIMES.exec(cell ?? '') ?? [];
  const days = [first, last ?? first].map((day) => (WEEKDAYS as readonly string[]).indexOf(day ?? ''));
  const [start = -1, end = -1] = days;
  return start < 0 || end < 0 || from === undefined || to === undefined ? cell : { days: [start, end], from, to };
};

/** The hours in one language: `lun-vie 8:00-17:00`. */
export const hoursText = (hours: Hours, tag: string): string => {
  if (typeof hours === 'string') return hours;
  const weekday = new Intl.DateTimeFormat(tag, { weekday: 'short', timeZone: 'UTC' });
  // The first of January 2024 was a Monday.
  const name = (day: number): string => weekday.format(Date.UTC(2024, 0, 1 + day)).replace('.', '');
  const [first, last] = hours.days;
  return `${first === last ? name(first) : `${name(first)}-${name(last)}`} ${hours.from}-${hours.to}`;
};
