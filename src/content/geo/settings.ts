import { z } from 'zod';
import type { Report } from '../../base/diagnostic.ts';
import { fold } from '../../base/fold.ts';
import type { Locale } from '../../base/locale.ts';
import { readShape, type YamlFile } from '../../base/yaml.ts';

const filled = z.string().trim().min(1, 'must not be empty');
const words = z.array(filled);
/** One name for all languages, or one for each. */
const names = z.union([filled, z.record(z.string(), filled)]);
const country = z.string().regex(/^[A-Z]{2}$/, 'a country is two capital letters');
const id = z.string().regex(/^[A-Z]{2}(\/[A-Z]{0,5}(\/.+)?)?$/, 'COUNTRY, COUNTRY/REGION or COUNTRY/REGION/Town');

const form = z.string().regex(/^[#A ]+$/, '# for a digit, A for a letter, and spaces');

export const geoSchema = z.strictObject({
  codes: z
    .array(z.strictObject({ country, form, listed: z.boolean().optional() }))
    .describe('`#` is a digit, `A` a letter. `listed`: its codes stand in codes.tsv; the others only tell the country'),
  countries: z.record(
    country,
    z.strictObject({
      name: z.record(z.string(), filled),
      also: words.optional(),
      regions: z.record(z.string(), z.strictObject({ name: names, also: words.optional() })).optional(),
    }),
  ),
  fillers: words.describe('Words before a name that say nothing of it'),
  short: z.record(filled, filled).describe('Short words → what is written in full'),
  aliases: z.record(filled, id).describe('Other names of a town or region'),
  called: z.record(id, names).describe('How a town is called, where that is not as in cities.tsv'),
  ask: z.record(filled, z.tuple([id, id])).describe('Names that always need a question, and the two that are offered'),
});

export interface CodeForm {
  readonly country: string;
  readonly listed: boolean;
  readonly pattern: RegExp;
}

type Called = Readonly<Record<Locale, string>> | string;

/** What editors say about names of places; every word folded. */
export interface GeoSettings {
  readonly codes: readonly CodeForm[];
  /** What countries, regions and some towns are called, by id. */
  readonly called: ReadonlyMap<string, Called>;
  readonly countries: readonly string[];
  /** Folded name → the areas of that name, countries first. */
  readonly areasNamed: ReadonlyMap<string, readonly string[]>;
  /** The same with the short names of regions, which say something only behind the name of a town. */
  readonly areasBehind: ReadonlyMap<string, readonly string[]>;
  readonly fillers: readonly string[];
  readonly short: ReadonlyMap<string, string>;
  readonly aliases: ReadonlyMap<string, string>;
  readonly ask: ReadonlyMap<string, readonly [string, string]>;
  readonly at: YamlFile['at'];
}

export const readGeoSettings = (yaml: YamlFile, report: Report): GeoSettings | undefined => {
  const raw = readShape(yaml, [], geoSchema, report);
  if (!raw) return undefined;
  const called = new Map<string, Called>(Object.entries(raw.called));
  const [areasNamed, areasBehind] = [new Map<string, string[]>(), new Map<string, string[]>()];
  const name = (area: string, names: readonly string[], into = [areasNamed, areasBehind]): void => {
    for (const map of into)
      for (const each of new Set(names.map(fold))) map.set(each, [...(map.get(each) ?? []), area]);
  };
  for (const [code, country] of Object.entries(raw.countries)) {
    called.set(code, country.name);
    name(code, [...Object.values(country.name), ...(country.also ?? [])]);
  }
  for (const [code, { regions = {} }] of Object.entries(raw.countries))
    for (const [short, region] of Object.entries(regions)) {
      called.set(`${code}/${short}`, region.name);
      const own = typeof region.name === 'string' ? [region.name] : Object.values(region.name);
      name(`${code}/${short}`, [...own, ...(region.also ?? [])]);
      name(`${code}/${short}`, [short], [areasBehind]);
    }
  const folded = <T>(record: Readonly<Record<string, T>>): Map<string, T> =>
    new Map(Object.entries(record).map(([key, value]) => [fold(key), value]));
  return {
    codes: raw.codes.map(({ listed = false, ...code }) => ({
      country: code.country,
      listed,
      pattern: patternOf(code.form),
    })),
    called,
    countries: Object.keys(raw.countries),
    areasNamed,
    areasBehind,
    fillers: raw.fillers.map(fold).sort((a, b) => b.length - a.length),
    short: folded(raw.short),
    aliases: folded(raw.aliases),
    ask: folded(raw.ask),
    at: yaml.at,
  };
};

const SIGNS: Readonly<Record<string, string>> = { '#': '\\d', A: '[a-z]', ' ': ' ?' };

/** A code as it stands in folded words; a space in it may be left out. */
const patternOf = (form: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${[...form].map((sign) => SIGNS[sign]).join('')}(?![\\p{L}\\p{N}])`, 'gu');
