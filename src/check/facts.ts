import { dayIn } from '../base/day.ts';
import { error, warning } from '../base/diagnostic.ts';
import { didYouMean } from '../base/spelling.ts';
import { localesOf } from '../content/release.ts';
import type { Rule } from './rule.ts';

export const factWithoutSource: Rule = {
  name: 'fact-without-source',
  why: 'nobody could tell where the figure is from',
  check: (release, report) => {
    for (const fact of release.facts.values())
      for (const held of fact.history)
        if (held.source !== '' && !release.sources.has(held.source))
          report(
            error(
              held.at,
              'fact-without-source',
              `there is no source "${held.source}"`,
              didYouMean(held.source, release.sources.keys(), 'add it to content/sources/'),
            ),
          );
    for (const places of release.places.entries())
      for (const place of places[1])
        if (!release.sources.has(place.source))
          report(
            error(
              { file: `content/places/${places[0]}.csv`, line: place.line, column: 1 },
              'fact-without-source',
              `there is no source "${place.source}"`,
              didYouMean(place.source, release.sources.keys()),
            ),
          );
  },
};

const SAID_ALONE = ['yes-no', 'date', 'phone', 'url', 'email', 'text', 'year'];

export const unknownUnit: Rule = {
  name: 'unknown-unit',
  why: 'a number would be said without what it counts',
  check: (release, report) => {
    for (const locale of localesOf(release)) {
      const units = release.units.get(locale);
      for (const fact of release.facts.values())
        if (!SAID_ALONE.includes(fact.unit) && !units?.has(fact.unit))
          report(
            error(
              fact.at,
              'unknown-unit',
              `the unit "${fact.unit}" of "${fact.id}" is not said in ${locale}`,
              didYouMean(fact.unit, units?.keys() ?? [], `add it to content/texts/${locale}/units.yaml`),
            ),
          );
    }
  },
};

/** Reported as of a day: the calendar alone never turns a build red, so this is a warning. */
export const overdueReview = (now: number): Rule => ({
  name: 'overdue-review',
  why: 'the figure may be old; people are told when it was last confirmed',
  check: (release, report) => {
    const today = dayIn(release.settings.zone, now);
    for (const fact of release.facts.values()) {
      const last = fact.history.at(-1);
      if (last && last.freshUntil.iso < today.iso)
        report(
          warning(
            last.at,
            'overdue-review',
            `"${fact.id}" was last checked on ${last.checked.iso}`,
            `check it again and set checked: to that day`,
          ),
        );
    }
  },
});
