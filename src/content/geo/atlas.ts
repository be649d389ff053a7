import type { Point } from '../../base/value.ts';
import type { Wanted } from './choose.ts';
import type { Codes } from './codes.ts';
import type { Gazetteer } from './gazetteer.ts';
import type { GeoSettings } from './settings.ts';

/** Towns and codes to look in, and what editors say about them. */
export interface Atlas {
  readonly settings: GeoSettings;
  readonly gazetteer: Gazetteer;
  readonly codes: Codes | undefined;
  /** What is known of the places of a kind. */
  readonly wanted: (kind: string) => Wanted | undefined;
}

/** A country is where its largest town is. */
export const countryPoint = (gazetteer: Gazetteer, country: string): Point | undefined => {
  const towns = gazetteer.towns().filter((town) => town.country === country);
  const [largest] = towns.toSorted((a, b) => b.people - a.people);
  return (
    largest && {
      kind: 'point',
      latitude: largest.latitude,
      longitude: largest.longitude,
      spot: { id: country, country, region: '', namesakes: [] },
    }
  );
};
