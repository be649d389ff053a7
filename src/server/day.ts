import { parseDay } from '../base/day.ts';

/** Calendars and zones are only sure of themselves around our own time. */
const NEAR_DAY = /^(?:19|20|21)\d\d-/;

/** Whether someone names a day on which content can be looked at. */
export const isNearDay = (text: unknown): text is string =>
  typeof text === 'string' && NEAR_DAY.test(text) && parseDay(text) !== undefined;
