import { addMonths, parseDay } from '../base/day.ts';
import type { Locale } from '../base/locale.ts';
import type { Point } from '../base/value.ts';
import type { Formatter } from '../content/format.ts';
import { hoursText } from '../content/hours.ts';
import type { Place } from '../content/place.ts';
import type { Release } from '../content/release.ts';
import type { ContentScene } from '../content/scene.ts';
import type { FoundPlace } from '../flow/scene.ts';
import type { SystemText } from './system.ts';

/** Offices move and numbers change: what is older than this is said with a warning. */
const OLD_MONTHS = 24;
/** How near a place is whose position is only that of its town, is not said below this. */
const COARSE_KM = 10;
const KM_PER_MILE = 1.609344;

/** What saying places takes: their release, the day, and the words of a language. */
export interface Telling {
  readonly release: Release;
  readonly scene: ContentScene;
  readonly locale: Locale;
  readonly formatter: Formatter;
  readonly system: (key: SystemText, values?: Readonly<Record<string, string>>) => string;
}

/** Says places one below the other: name and distance, address, phones, hours, what else must be known, and how old that is. */
export const placesText = (telling: Telling, kind: string, found: readonly FoundPlace[]): string => {
  const places = telling.release.places.get(kind) ?? [];
  return found
    .flatMap(({ id, kilometres }) => {
      const place = places.find((p) => p.id === id);
      return place ? [placeLines(telling, place, kilometres).join('\n')] : [];
    })
    .join('\n\n');
};

const placeLines = (telling: Telling, place: Place, kilometres: number): readonly string[] => {
  const { release, scene, locale, system } = telling;
  for (const source of place.sources) scene.cite(source);
  const near = place.coarse && kilometres < COARSE_KM;
  const far = near ? system('place-close') : distanceText(kilometres, release.settings.distances ?? ['km']);
  const note = place.note === undefined ? undefined : scene.held(place.note)?.spoken?.[locale];
  return [
    `${placeName(release, place, locale)} (${far})`,
    place.address,
    place.phone,
    place.emergency && system('place-emergency', { what: place.emergency }),
    place.hours && hoursText(place.hours, release.settings.languages[locale]?.format ?? locale),
    note,
    place.dated && datedText(place.dated, telling),
  ].filter((line) => line !== undefined && line !== '') as string[];
};

export const placeName = (release: Release, { id, name, town }: Place, locale: Locale): string => {
  const [country = '', region = '', townName] = town?.split('/') ?? [];
  const where =
    town === undefined || townName === undefined
      ? undefined
      : release.geo?.nameOf({ id: town, country, region, town: townName }, locale);
  return [name, where].filter((part) => part !== undefined).join(', ') || id;
};

/** One decimal below ten, whole numbers above: `6.3 km (3.9 mi)`. */
export const distanceText = (kilometres: number, units: readonly ('km' | 'mi')[]): string => {
  const said = units.map((unit) => {
    const far = unit === 'km' ? kilometres : kilometres / KM_PER_MILE;
    return `${far < 9.95 ? far.toFixed(1) : Math.round(far)} ${unit}`;
  });
  return said.join(', ');
};

const datedText = (dated: string, { scene, formatter, system }: Telling): string => {
  const first = parseDay(`${dated}-01-01`.slice(0, 10));
  if (!first) return system('place-undated');
  const published = dated.length === 4 ? dated : formatter.month(dated.slice(0, 7));
  const old = addMonths(first, OLD_MONTHS).iso < scene.today.iso;
  return system(old ? 'place-old' : 'place-dated', { published });
};

/** `Laredo, Texas`; undefined of a point that nothing is known of. */
export const pointText = (release: Release, { spot }: Point, locale: Locale): string | undefined =>
  spot && release.geo?.nameOf(spot, locale);

/** The regions with another town of that name. */
export const namesakesText = (release: Release, { spot }: Point, locale: Locale): string =>
  (spot?.namesakes ?? [])
    .map((id) => {
      const [country = '', region = ''] = id.split('/');
      return release.geo?.nameOf({ id, country, region }, locale) ?? id;
    })
    .join(', ');
