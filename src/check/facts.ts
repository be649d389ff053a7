import { dayIn } from '../base/day.ts';
import { error, type Position, warning } from '../base/diagnostic.ts';
import { didYouMean } from '../base/spelling.ts';
import { freshness, hasEnded } from '../content/fact.ts';
import { localesOf, type Release } from '../content/release.ts';
import type { Rule } from './rule.ts';

export const factWithoutSource: Rule = {
  name: 'fact-without-source',
  why: 'nobody could tell where the figure is from',
  check: (release, report) => {
    for (const { source, at } of citations(release))
      if (!release.sources.has(source))
        report(
          error(
            at,
            'fact-without-source',
            `there is no source "${source}"`,
            didYouMean(source, release.sources.keys(), 'add it to content/sources/'),
          ),
        );
  },
};

/** Everywhere that content names a source. */
export const citations = (release: Release): readonly { readonly source: string; readonly at: Position }[] => [
  ...[...release.facts.values()].flatMap(({ history }) => history.filter(({ source }) => source !== '')),
  ...[...release.calendars.values()].map(({ source, sourceAt }) => ({ source, at: sourceAt })),
  ...release.quotes,
  ...[...release.places].flatMap(([kind, places]) =>
    places.flatMap(({ sources, line }) =>
      sources.map((source) => ({ source, at: { file: `content/places/${kind}.csv`, line, column: 1 } })),
    ),
  ),
];

const SAID_ALONE = ['yes-no', 'date', 'phone', 'url', 'email', 'text', 'year'];

export const unknownUnit: Rule = {
  name: 'unknown-unit',
  why: 'a number would be said without what it counts',
  check: (release, report) => {
    for (const locale of localesOf(release)) {
      const units = release.units.get(locale);
      for (const { unit, id, at } of unitsOf(release))
        if (!SAID_ALONE.includes(unit) && !units?.has(unit))
          report(
            error(
              at,
              'unknown-unit',
              `the unit "${unit}" of "${id}" is not said in ${locale}`,
              didYouMean(unit, units?.keys() ?? [], `add it to content/texts/${locale}/units.yaml`),
            ),
          );
    }
  },
};

/** Everything that is said with a unit. */
const unitsOf = (
  release: Release,
): readonly { readonly unit: string; readonly id: string; readonly at: Position }[] => [
  ...release.facts.values(),
  ...release.quotes.flatMap(({ sent, received, provider, at }) =>
    [sent, received].flatMap((amount) => (amount ? [{ unit: amount.currency, id: provider, at }] : [])),
  ),
];

/** Reported as of a day: the calendar alone never turns a build red, so this is a warning. */
export const overdueReview = (now: number): Rule => ({
  name: 'overdue-review',
  why: 'the figure may be old; people are told when it was last confirmed',
  check: (release, report) => {
    const today = dayIn(release.settings.zone, now);
    // What holds now grows old while the next value waits for its day, and so does that one.
    for (const { id, history } of release.facts.values())
      for (const held of history)
        if (!hasEnded(held, today) && freshness(held, today) !== 'fresh')
          report(
            warning(
              held.at,
              'overdue-review',
              `"${id}" was last checked on ${held.checked.iso}`,
              `check it again and set checked: to that day`,
            ),
          );
  },
});

/** As of a day too: time alone takes it back. */
export const futureCheck = (now: number): Rule => ({
  name: 'future-check',
  why: 'a figure would pass for newer than it is, and its review would come too late',
  check: (release, report) => {
    const today = dayIn(release.settings.zone, now);
    for (const { id, history } of release.facts.values())
      for (const { checked, at } of history)
        if (checked.iso > today.iso)
          report(
            warning(
              at,
              'future-check',
              `"${id}" is said to have been checked on ${checked.iso}`,
              'that day is to come',
            ),
          );
  },
});
