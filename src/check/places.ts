import { error, type Position } from '../base/diagnostic.ts';
import { didYouMean } from '../base/spelling.ts';
import type { Release } from '../content/release.ts';
import type { Rule } from './rule.ts';

/** Everywhere that content names a town, region or country. */
const spots = (release: Release): readonly { readonly id: string; readonly at: Position }[] => {
  const settings = release.geo?.settings;
  return [
    ...[...(settings?.aliases ?? [])].map(([name, id]) => ({ id, at: settings?.at(['aliases', name]) })),
    ...[...(settings?.ask ?? [])].flatMap(([name, ids]) => ids.map((id) => ({ id, at: settings?.at(['ask', name]) }))),
    ...[...release.places].flatMap(([kind, places]) =>
      places.map(({ town, line }) => ({ id: town, at: { file: `content/places/${kind}.csv`, line, column: 1 } })),
    ),
  ].flatMap(({ id, at }) => (id === undefined || at === undefined ? [] : [{ id, at }]));
};

export const unknownSpot: Rule = {
  name: 'unknown-spot',
  why: 'a name would lead nowhere, or a place would be called wrongly',
  check: (release, report) => {
    for (const { id, at } of spots(release))
      if (release.geo && !release.geo.pointOf(id))
        report(error(at, 'unknown-spot', `there is no "${id}"`, 'towns stand in content/geo/cities.tsv'));
    for (const [kind, places] of release.places)
      for (const { note, line } of places)
        if (note !== undefined && !release.facts.has(note))
          report(
            error(
              { file: `content/places/${kind}.csv`, line, column: 1 },
              'unknown-fact',
              `there is no fact "${note}"`,
              didYouMean(note, release.facts.keys()),
            ),
          );
  },
};
