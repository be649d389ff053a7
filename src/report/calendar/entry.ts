import type { Day } from '../../base/day.ts';

/** Something that happens to the content on a day without anybody touching it. */
export interface CalendarEntry {
  readonly day: Day;
  /** Something reads differently, has to be looked at again, or is over with nothing after it. */
  readonly kind: 'change' | 'end' | 'review';
  /** What it is about: with day and kind it names the entry. */
  readonly about: string;
  readonly title: string;
  readonly lines: readonly string[];
}

/** The first day that is looked at, and the last. */
export interface Period {
  readonly from: Day;
  readonly until: Day;
}

/** The days of a period on which a fact begins or stops to hold, each once. */
export const within = ({ from, until }: Period, day: Day | undefined): day is Day =>
  day !== undefined && day.iso > from.iso && day.iso <= until.iso;
