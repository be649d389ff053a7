import type { Point } from '../../base/value.ts';
import type { Release } from '../../content/release.ts';
import type { About, Scene } from '../../flow/scene.ts';

type Town = ReturnType<NonNullable<Release['geo']>['towns']>[number];

/** Out at sea, far from every place. */
const FAR: readonly Point[] = [
  { kind: 'point', latitude: 0, longitude: 0 },
  { kind: 'point', latitude: -80, longitude: 0 },
];
/** Positions beside places of one kind. */
const MOST_POINTS = 10;

/** Where to stand: beside places of every kind, in the largest and the smallest town of each region, and far from all. */
export const pointsOf = ({ places, geo }: Release, about?: About): readonly Point[] => {
  const towns = Map.groupBy(geo?.towns() ?? [], ({ country, region }) =>
    about?.within.includes(country) ? `${country}/${region}` : country,
  );
  return [
    ...[...places.values()].flatMap((some) => some.slice(0, MOST_POINTS).map(({ point }) => point)),
    ...[...towns.values()].flatMap((some) => [some[0], some.at(-1)].flatMap((town) => (town ? [pointOf(town)] : []))),
    ...FAR,
  ];
};

const pointOf = ({ latitude, longitude }: Town): Point => ({ kind: 'point', latitude, longitude });

/** What to call a place: every country and region, the towns of all places, names that need a question, and shared names. */
export const namesOf = ({ places, geo }: Release, scene: Scene, about: About): readonly string[] => {
  const areas = new Map<string, string>();
  for (const [name, ids] of geo?.settings.areasNamed ?? [])
    for (const id of ids) if (!areas.has(id)) areas.set(id, name);
  const towns = [...places.values()].flat().flatMap(({ town }) => town?.split('/').at(-1) ?? []);
  return [...new Set([...areas.values(), ...towns, ...(geo?.settings.ask.keys() ?? []), ...shared(geo, scene, about)])];
};

/** A name in each country that several towns have, of which one is assumed; and one that is asked about. */
const shared = (geo: Release['geo'], scene: Scene, about: About): Iterable<string> => {
  const found = new Map<string, string>();
  for (const [name, { length }] of Map.groupBy(geo?.towns() ?? [], ({ folded }) => folded)) {
    const located = length > 1 ? scene.locate(name, about) : undefined;
    const spot = located?.kind === 'at' ? located.point.spot : undefined;
    if (located?.kind === 'several' || spot?.namesakes.length) found.set(`${located?.kind} ${spot?.country}`, name);
  }
  return found.values();
};
