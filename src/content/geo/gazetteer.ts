import { fold } from '../../base/fold.ts';
import type { Point } from '../../base/value.ts';
import { kilometres } from './distance.ts';

/** A town, with how many people live there (none known of those that only a postal code names). */
export interface Town {
  readonly id: string;
  readonly name: string;
  readonly folded: string;
  readonly country: string;
  readonly region: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly people: number;
}

/** Towns and postal codes, read when they are first asked for. */
export interface Gazetteer {
  /** Towns of this folded name, those with most people first. */
  readonly named: (folded: string) => readonly Town[];
  readonly byId: (id: string) => Town | undefined;
  /** Every town, country by country, those with most people first in each region. */
  readonly towns: () => readonly Town[];
  readonly nearest: (point: Pick<Point, 'latitude' | 'longitude'>) => readonly Near[];
}

/** The town of one country that is nearest to a point. */
export interface Near {
  readonly town: Town;
  readonly kilometres: number;
}

/** Reads `cities.tsv`: a line of two cells is a country and region, the towns of it follow. */
export const createGazetteer = (text: string): Gazetteer => {
  let read: ReturnType<typeof index> | undefined;
  const all = (): ReturnType<typeof index> => {
    read ??= index(parseTowns(text));
    return read;
  };
  return {
    named: (folded) => all().byName.get(folded) ?? [],
    byId: (id) => all().byId.get(id),
    towns: () => all().towns,
    nearest: (point) => {
      const best = new Map<string, Near>();
      for (const town of all().towns) {
        // A degree of latitude is 111 km: who is farther off than the best one by that alone is not measured.
        const known = best.get(town.country);
        if (known && Math.abs(town.latitude - point.latitude) * 110 > known.kilometres) continue;
        const far = kilometres(point, town);
        if (!known || far < known.kilometres) best.set(town.country, { town, kilometres: far });
      }
      return [...best.values()].sort((a, b) => a.kilometres - b.kilometres);
    },
  };
};

const parseTowns = (text: string): readonly Town[] => {
  const towns: Town[] = [];
  let [country, region] = ['', ''];
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [first = '', second = '', longitude, people] = line.split('\t');
    if (longitude === undefined) [country, region] = [first, second];
    else
      towns.push({
        id: `${country}/${region}/${first}`,
        name: first,
        folded: fold(first),
        country,
        region,
        latitude: Number(second) / 10_000,
        longitude: Number(longitude) / 10_000,
        people: Number(people),
      });
  }
  return towns;
};

const index = (towns: readonly Town[]) => {
  const byName = new Map<string, Town[]>();
  const byId = new Map<string, Town>();
  for (const town of towns) {
    const same = byName.get(town.folded);
    if (same) same.push(town);
    else byName.set(town.folded, [town]);
    // The first is the largest of that name in its region.
    if (!byId.has(town.id)) byId.set(town.id, town);
  }
  for (const same of byName.values()) same.sort((a, b) => b.people - a.people);
  return { towns, byName, byId };
};
