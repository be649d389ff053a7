import { error } from '../base/diagnostic.ts';
import { kilometres } from '../content/geo/distance.ts';
import type { Rule } from './rule.ts';

/** A large city with its outskirts: an office farther from its town stands in another, or a figure is mistyped. */
const FARTHEST = 60;

export const placeFar: Rule = {
  name: 'place-far',
  why: 'people would be sent to where nothing is',
  check: (release, report) => {
    for (const [kind, places] of release.places)
      for (const { id, town, point, line } of places) {
        const centre = town === undefined ? undefined : release.geo?.pointOf(town);
        const away = centre ? Math.round(kilometres(centre, point)) : 0;
        if (away > FARTHEST)
          report(
            error(
              { file: `content/places/${kind}.csv`, line, column: 1 },
              'place-far',
              `"${id}" lies ${away} km from its town ${town}`,
              'look at latitude and longitude, or at the town',
            ),
          );
      }
  },
};
