import { fold } from '../../base/fold.ts';
import type { Locale } from '../../base/locale.ts';
import type { Point, Spot } from '../../base/value.ts';
import type { About, Located } from '../../flow/scene.ts';
import { nearest, type Place } from '../place.ts';
import { countryPoint } from './atlas.ts';
import { pointOf, type Wanted } from './choose.ts';
import { createCodes } from './codes.ts';
import { createGazetteer, type Town } from './gazetteer.ts';
import { createLocator } from './locate.ts';
import type { GeoSettings } from './settings.ts';

/** Where names, postal codes and positions are, and how places are called. Nothing is read before it is asked for. */
export interface Geo {
  readonly countries: readonly string[];
  readonly settings: GeoSettings;
  readonly locate: (said: string | Point, about: About) => Located;
  /** Whether these words are the name of a place and nothing else. */
  readonly isName: (said: string) => boolean;
  /** Every town, country by country, those with most people first in each region. */
  readonly towns: () => readonly Town[];
  /** The point of what was offered to choose from; undefined where the release knows it no more. */
  readonly pointOf: (id: string) => Point | undefined;
  /** `Laredo, Texas`; the country where there is no region. */
  readonly nameOf: (spot: Pick<Spot, 'id' | 'country' | 'region' | 'town'>, locale: Locale) => string;
}

interface Sources {
  readonly settings: GeoSettings;
  readonly cities: string;
  readonly codes: string | undefined;
  readonly places: ReadonlyMap<string, readonly Place[]>;
}

export const createGeo = ({ settings, cities, codes: codesText, places }: Sources): Geo => {
  const gazetteer = createGazetteer(cities);
  const [listed] = settings.codes.filter((code) => code.listed);
  const codes = listed && codesText !== undefined ? createCodes(codesText, listed.country) : undefined;
  const wanted = (kind: string): Wanted | undefined => {
    const rows = places.get(kind);
    if (!rows) return undefined;
    const towns = new Set(rows.map(({ town }) => town));
    return { isIn: ({ id }) => towns.has(id), nearest: (town) => nearest(rows, pointOf(town), 1)[0]?.id };
  };
  const called = (id: string, locale: Locale): string | undefined => {
    const name = settings.called.get(id);
    return typeof name === 'string' ? name : name?.[locale];
  };
  const countryName = (code: string, locale: Locale): string =>
    called(code, locale) ?? new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code;
  const townOf = (id: string): Town | undefined => {
    const name = id.split('/')[2];
    if (name === undefined) return undefined;
    return gazetteer.byId(id) ?? codes?.towns(fold(name)).find((town) => town.id === id);
  };
  return {
    countries: settings.countries,
    settings,
    ...createLocator({ settings, gazetteer, codes, wanted }),
    towns: gazetteer.towns,
    pointOf: (id) => {
      const town = townOf(id);
      if (town) return pointOf(town);
      const [country = '', region = '', name] = id.split('/');
      const point = name === undefined ? countryPoint(gazetteer, country) : undefined;
      return point && { ...point, spot: { id, country, region, namesakes: [] } };
    },
    nameOf: ({ id, country, region, town }, locale) => {
      const area = (region === '' ? undefined : called(`${country}/${region}`, locale)) ?? countryName(country, locale);
      const name = town === undefined ? undefined : (called(id, locale) ?? town);
      // "Washington, D.C." and "Ciudad de México" say where they are.
      return name === undefined ? area : name.endsWith(area) ? name : `${name}, ${area}`;
    },
  };
};
