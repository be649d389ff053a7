/** A calendar day without time or zone. Days compare as their ISO text. */
export interface Day {
  readonly kind: 'day';
  readonly iso: string;
}

/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads `2026-11-21`; undefined when it is no such day. */
export const parseDay = (iso: string): Day | undefined => {
  if (!ISO_DAY.test(iso)) return undefined;
  const [year, month, day] = iso.split('-').map(Number) as [number, number, number];
  return dayOf(year, month, day);
};

/** The day of these numbers (month and day from 1), or undefined when the calendar has none. */
export const dayOf = (year: number, month: number, day: number): Day | undefined => {
  // Date.UTC takes the years 0 to 99 for those of the last century.
  if (year < 1000 || year > 9999) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return { kind: 'day', iso: date.toISOString().slice(0, 10) };
};

const plain = (day: Day): Temporal.PlainDate => Temporal.PlainDate.from(day.iso);
const fromPlain = (date: Temporal.PlainDate): Day => ({ kind: 'day', iso: date.toString() });

export const addDays = (day: Day, days: number): Day => fromPlain(plain(day).add({ days }));

/** Calendar months; the 31st becomes the last day of a shorter month. */
export const addMonths = (day: Day, months: number): Day => fromPlain(plain(day).add({ months }));

/** Days from `a` to `b`, negative when `b` comes first. */
export const daysBetween = (a: Day, b: Day): number => plain(a).until(plain(b), { largestUnit: 'days' }).days;

/** 1 (Monday) to 7 (Sunday). */
export const weekdayOf = (day: Day): number => plain(day).dayOfWeek;

export const yearOf = (day: Day): number => Number(day.iso.slice(0, 4));

/** Whether there is a time zone of this IANA name. */
export const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch (cause) {
    if (cause instanceof RangeError) return false;
    throw cause;
  }
};

const zoned = new Map<string, Intl.DateTimeFormat>();

/** The calendar day that it is in a time zone (IANA name) at an instant. */
export const dayIn = (zone: string, at: Instant): Day => {
  let format = zoned.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    zoned.set(zone, format);
  }
  return { kind: 'day', iso: format.format(at) };
};
