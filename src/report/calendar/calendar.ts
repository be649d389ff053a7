import type { Release } from '../../content/release.ts';
import { changesOf } from './changes.ts';
import { endsOf } from './ends.ts';
import type { CalendarEntry, Period } from './entry.ts';
import { reviewsOf } from './reviews.ts';

/** The content calendar, in order: reviews that are due already come first, under the day since when. */
export const calendarOf = (release: Release, period: Period): readonly CalendarEntry[] =>
  [...reviewsOf(release, period), ...changesOf(release, period), ...endsOf(release, period)].sort(
    (a, b) => order(a.day.iso, b.day.iso) || order(a.kind, b.kind) || order(a.about, b.about),
  );

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
