import type { Point } from '../../base/value.ts';
import type { About, Located } from '../../flow/scene.ts';
import type { Town } from './gazetteer.ts';

/** A namesake abroad, or elsewhere at home, that is so many times larger is the one meant. */
const TIMES = 10;
/** Smaller namesakes are not offered: hardly anyone means them, and who does says the region. */
const LEAST_PEOPLE = 10_000;
/** How many are offered, and how many are told of beside the one assumed. */
const MOST = 2;

/** What choosing between towns of one name must know of the places that are looked for. */
export interface Wanted {
  /** Whether one of them is in this town. */
  readonly isIn: (town: Town) => boolean;
  /** The one nearest to a town. */
  readonly nearest: (town: Town) => string | undefined;
}

export const pointOf = (town: Town, namesakes: readonly Town[] = []): Point => ({
  kind: 'point',
  latitude: town.latitude,
  longitude: town.longitude,
  spot: {
    id: town.id,
    country: town.country,
    region: town.region,
    town: town.name,
    namesakes: namesakes.slice(0, MOST).map(({ country, region }) => `${country}/${region}`),
  },
});

const at = (town: Town, namesakes: readonly Town[] = []): Located => ({
  kind: 'at',
  point: pointOf(
    town,
    namesakes.filter((other) => other.id !== town.id && other.people >= LEAST_PEOPLE),
  ),
});

/**
 * Which of several towns of one name is meant, those with most people first. At home before abroad, unless the one abroad is ten
 * times as large; a town that has one of the places looked for before any other; no question where all lead to the same place.
 */
export const choose = (
  candidates: readonly Town[],
  { within }: About,
  wanted: Wanted | undefined,
): Located | undefined => {
  const home = candidates.filter(({ country }) => within.includes(country));
  const abroad = candidates.find(({ country }) => !within.includes(country));
  const [first] = home;
  if (!first) return abroad && at(abroad);
  if (abroad && abroad.people >= TIMES * Math.max(1, first.people)) return at(abroad);
  const own = wanted && home.find(wanted.isIn);
  if (own) return at(own, home);
  const large = home.filter(({ people }) => people >= LEAST_PEOPLE);
  const [largest, second] = large.length > 0 ? large : home;
  if (!largest || !second) return at(first);
  const nearest = new Set(wanted && large.map(wanted.nearest));
  if (nearest.size === 1) return at(largest);
  if (largest.people >= TIMES * Math.max(1, second.people)) return at(largest, home);
  return { kind: 'several', points: [largest, second].map((town) => pointOf(town)) };
};

/** The one that another name stands for, told with its namesakes at home. */
export const chosen = (town: Town, candidates: readonly Town[], { within }: About): Located =>
  at(
    town,
    candidates.filter(({ country, id }) => within.includes(country) && id !== town.id),
  );
