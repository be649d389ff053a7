import { defineCommand } from 'citty';
import { OperationalError } from '../base/operational-error.ts';
import { didYouMean } from '../base/spelling.ts';
import type { Point } from '../base/value.ts';
import { hoursText } from '../content/hours.ts';
import { nearest, type Place } from '../content/place.ts';
import type { Release } from '../content/release.ts';
import { openScene } from '../content/scene.ts';
import { createVoice } from '../dialog/speak.ts';
import { placeName, placesText, pointText, type Telling } from '../dialog/speak-places.ts';
import { now } from './now.ts';
import { dirOption, openRelease } from './options.ts';

const MOST = 100;

/** A place as the program knows it, with how far it is from the point asked about. */
interface Told {
  readonly place: Place;
  readonly kilometres: number;
}

/** Everything that telling places takes, in the words of the default language as of now. */
const tellingOf = (release: Release): Telling => {
  const [locale, scene] = [release.settings.default, openScene(release, now())];
  const { system } = createVoice(release, scene, locale, undefined);
  return { release, scene, locale, formatter: release.formatter(locale), system };
};

/** What people are told of a place, and what only editors need: where that is from. */
const asText = (telling: Telling, kind: string, { place, kilometres }: Told): string =>
  [
    ...placesText(telling, kind, [{ id: place.id, kilometres }]).split('\n'),
    `source: ${place.sources.map((id) => sourceText(telling.release, id)).join(' | ')}`,
    `dated: ${place.dated ?? 'not said'}, checked: ${place.checked.iso}`,
  ].join('\n  ');

const sourceText = (release: Release, id: string): string => {
  const source = release.sources.get(id);
  if (!source) return id;
  return `${source.title}; ${source.publisher}; ${source.published ?? 'undated'}; ${source.url ?? source.address ?? ''}`;
};

const asJson = (release: Release, { place, kilometres }: Told): string => {
  const { id, town, address, phone, emergency, hours, note, sources, dated, checked, coarse, point } = place;
  return JSON.stringify({
    id,
    name: placeName(release, place, release.settings.default),
    kilometres: Number(kilometres.toFixed(3)),
    town,
    latitude: point.latitude,
    longitude: point.longitude,
    coarse,
    address,
    phone,
    emergency,
    hours: hours && hoursText(hours, 'en'),
    note,
    sources,
    dated,
    checked: checked.iso,
  });
};

/** The point that was asked about: two numbers, or a name, code or town that is one place only. */
const pointNear = (release: Release, kind: string, near: string): Point => {
  const [, latitude, longitude] = /^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$/.exec(near) ?? [];
  if (latitude !== undefined && longitude !== undefined) {
    const point: Point = { kind: 'point', latitude: Number(latitude), longitude: Number(longitude) };
    if (Math.abs(point.latitude) > 90 || Math.abs(point.longitude) > 180)
      throw new OperationalError('bad-option', `--near ${near} is no position on earth`);
    return point;
  }
  const towns = release.places.get(kind)?.flatMap(({ town }) => town?.split('/')[0] ?? []) ?? [];
  const located = release.geo?.locate(near, { within: [...new Set(towns)], near: kind });
  if (located?.kind === 'at') return located.point;
  const locale = release.settings.default;
  if (located?.kind === 'several')
    throw new OperationalError(
      'ambiguous-place',
      `"${near}" may be ${located.points.map((point) => pointText(release, point, locale)).join(' or ')}: add the state`,
    );
  throw new OperationalError(
    'unknown-place',
    `"${near}" is not known; give a postal code, a town with its state, or LAT,LON`,
  );
};

export const places = defineCommand({
  meta: { name: 'places', description: 'shows the places of a kind that are nearest to a point' },
  args: {
    kind: { type: 'positional', required: true, description: 'a file of content/places/, without .csv' },
    near: { type: 'string', required: true, description: 'LAT,LON, a postal code, or a town', valueHint: 'WHERE' },
    limit: { type: 'string', description: `how many (1 to ${MOST})`, default: '3', valueHint: 'N' },
    json: { type: 'boolean', description: 'one JSON line a place', default: false },
    dir: dirOption,
  },
  run: ({ args }) => {
    const release = openRelease(args.dir);
    const rows = release.places.get(args.kind);
    if (!rows)
      throw new OperationalError(
        'unknown-places',
        `there are no places "${args.kind}"; ${didYouMean(args.kind, release.places.keys(), `known: ${[...release.places.keys()].join(', ')}`)}`,
      );
    const limit = Number(args.limit);
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
      throw new OperationalError('bad-option', `--limit must be a whole number from 1 to ${MOST}`);
    const point = pointNear(release, args.kind, args.near);
    const told = nearest(rows, point, limit).flatMap(({ id, kilometres }): Told[] => {
      const place = rows.find((row) => row.id === id);
      return place ? [{ place, kilometres }] : [];
    });
    const where = pointText(release, point, release.settings.default);
    if (args.json) process.stdout.write(told.map((each) => `${asJson(release, each)}\n`).join(''));
    else {
      const telling = tellingOf(release);
      const texts = told.map((each) => asText(telling, args.kind, each));
      process.stdout.write(`${[...(where ? [where] : []), ...texts].join('\n\n')}\n`);
    }
  },
});
