import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Point } from '../../src/base/value.ts';
import { loadRelease } from '../../src/content/load.ts';
import { nearest } from '../../src/content/place.ts';
import type { About, Located } from '../../src/flow/scene.ts';
import { FOREIGN, filesOf, ROOT, releaseOf, withFile } from '../support/repository.ts';

const foreign = filesOf(FOREIGN);
const small = releaseOf(foreign);
const HERE: About = { within: ['ES'] };

const idsOf = (located: Located | undefined): readonly string[] =>
  located?.kind === 'at'
    ? [located.point.spot?.id ?? '']
    : located?.kind === 'several'
      ? located.points.map(({ spot }) => spot?.id ?? '')
      : [];
const find = (said: string | Point, about: About = HERE) => idsOf(small.geo?.locate(said, about));
const at = (latitude: number, longitude: number): Point => ({ kind: 'point', latitude, longitude });

describe('a name', () => {
  it.each([
    ['Madrid', ['ES/MD/Madrid']],
    ['  I live in  MÁDRID! ', ['ES/MD/Madrid']],
    ['madriz', ['ES/MD/Madrid']],
    ['Sta. Olalla', ['ES/CM/Santa Olalla']],
    ['Aldea', ['ES/MD/Aldea', 'ES/CM/Aldea']],
    ['Aldea, La Mancha', ['ES/CM/Aldea']],
    ['aldea in castilla la mancha spain', ['ES/CM/Aldea']],
    ['Aldea MD', ['ES/MD/Aldea']],
    ['Toledo', ['ES/CM/Toledo', 'US/OH/Toledo']],
    ['Toledo Ohio', ['US/OH/Toledo']],
    ['Toledo, Spain', ['ES/CM/Toledo']],
    ['Paris', ['FR//Paris']],
    ['Portugal', ['PT']],
    ['Spain', []],
    ['Castilla-La Mancha', ['ES/CM/Toledo', 'ES/CM/Aldea']],
    ['upper town', ['ES/MD/Madrid', 'ES/MD/Aranjuez']],
    ['Ohio', ['US']],
    ['Villa Nueva', ['ES/MD/Villa Nueva de la Torre']],
    ['madird', ['ES/MD/Madrid']],
    ['Badajos', ['ES/EX/Badajoz']],
    ['Aldaea MD', ['ES/MD/Aldea']],
    ['Guadalmina', ['PT//Guadalmina']],
    ['Lone Farm', ['ES/CM/Lone Farm']],
    ['Hamlet on Hill', ['ES/MD/Hamlet on Hill', 'ES/CM/Hamlet on Hill']],
    ['Hamlet on Hill, La Mancha', ['ES/CM/Hamlet on Hill']],
    ['somewhere up the road from Badajoz you know', ['ES/EX/Badajoz']],
    ['between Badajoz and Aranjuez', []],
    ['ok', []],
    ['md', []],
    ['', []],
    ['zzqx', []],
  ])('%j is %j', (said, ids) => {
    expect(find(said)).toEqual(ids);
  });
  it('with a place of the kind looked for is taken first, and its namesakes are told', () => {
    const geo = releaseOf(
      withFile(foreign, 'content/places/archives.csv', (text) => text.replace('ES/CM/Toledo', 'ES/CM/Aldea')),
    ).geo;
    const located = geo?.locate('aldea', { within: ['ES'], near: 'archives' });
    expect(located).toMatchObject({ kind: 'at', point: { spot: { id: 'ES/CM/Aldea', namesakes: ['ES/MD'] } } });
  });
  it('needs no question where all of that name lead to the same place', () => {
    expect(find('aldea', { within: ['ES'], near: 'branches' })).toEqual(['ES/MD/Aldea', 'ES/CM/Aldea']);
    const one = withFile(foreign, 'content/places/branches.csv', (text) => text.split('\n').slice(0, 2).join('\n'));
    expect(idsOf(releaseOf(one).geo?.locate('aldea', { within: ['ES'], near: 'branches' }))).toEqual(['ES/MD/Aldea']);
  });
  it('is looked for at home before abroad', () => {
    expect(find('Elvas')).toEqual(['PT//Elvas']);
    expect(find('Guadalmina', { within: ['PT'] })).toEqual(['PT//Guadalmina']);
    expect(find('Toledo Ohio', { within: ['US'] })).toEqual(['US/OH/Toledo']);
  });
  it('alone, or with other words, is told apart', () => {
    for (const said of ['Madrid', 'near Toledo, Ohio', 'mad', 'Castilla-La Mancha'])
      expect(small.geo?.isName(said)).toBe(true);
    for (const said of ['madird', 'they beat me in Madrid', 'Lone Farm', ''])
      expect(small.geo?.isName(said)).toBe(false);
  });
  it('is said in each language, with its region or country', () => {
    const said = (id: string, locale: string) => {
      const spot = small.geo?.pointOf(id)?.spot;
      return spot && small.geo?.nameOf(spot, locale);
    };
    expect(said('ES/MD/Aranjuez', 'en')).toBe('Aranjuez on Tagus, Madrid region');
    expect(said('ES/MD/Aranjuez', 'es')).toBe('Aranjuez, Comunidad de Madrid');
    expect(said('ES/EX/Badajoz', 'en')).toBe('Badajoz, Spain');
    expect(said('PT', 'es')).toBe('Portugal');
    expect(said('ES/CM', 'en')).toBe('Castilla-La Mancha');
    expect(said('ES/CM/Lone Farm', 'en')).toBe('Lone Farm, Castilla-La Mancha');
    expect(said('ES/CM/Nowhere', 'en')).toBeUndefined();
  });
});

describe('a postal code', () => {
  it.each([
    ['28001', ['ES/MD/Madrid']],
    ['my code is 28077-1234', ['ES/MD/Hamlet on Hill']],
    ['45099', ['ES/CM/Lone Farm']],
    ['75001', ['FR']],
    ['ab123cd', []],
    ['ab1 2cd', ['GB']],
    ['AB12CD', ['GB']],
  ])('%s is %j', (said, ids) => {
    expect(find(said)).toEqual(ids);
  });
  it('that is listed nowhere may be that of another country of the same form: it is asked', () => {
    expect(small.geo?.locate('75001', HERE).kind).toBe('several');
    expect(small.geo?.locate('ab1 2cd', HERE).kind).toBe('at');
  });
  it('lies where it is listed', () => {
    expect(small.geo?.locate('28013', HERE)).toMatchObject({ point: { latitude: 40.421, longitude: -3.692 } });
  });
});

describe('a position', () => {
  it('is in the country of the nearest town and stays where it is', () => {
    expect(small.geo?.locate(at(40.45, -3.65), HERE)).toMatchObject({
      kind: 'at',
      point: { latitude: 40.45, longitude: -3.65, spot: { id: 'ES/MD/Madrid' } },
    });
  });
  it('near a border is given up for the nearest town of each side', () => {
    expect(find(at(38.879, -7.05))).toEqual(['ES/EX/Badajoz', 'PT//Elvas']);
  });
  it('far from everything is not known', () => {
    expect(find(at(30, -30))).toEqual([]);
  });
  it('that was chosen by name needs no second question', () => {
    const point = small.geo?.pointOf('ES/EX/Badajoz');
    expect(point && find(point)).toEqual(['ES/EX/Badajoz']);
  });
});

describe('without a gazetteer', () => {
  it('a position is taken as it is, and no name is known', () => {
    const { release, diagnostics } = loadRelease(withFile(foreign, 'content/geo/cities.tsv', null));
    expect(release?.geo).toBeUndefined();
    expect(diagnostics.find(({ rule }) => rule === 'geo')).toMatchObject({ file: 'content/geo/geo.yaml' });
  });
});

/** The worked examples: what is read, and the nearest place with how far it is. */
const rows = (file: string) =>
  readFileSync(join(ROOT, 'test/examples', file), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t') as [id: string, input: string, expected: string, covered: string]);
const release = releaseOf(filesOf(ROOT));
const WINDOWS = 'health-windows';

describe('the nearest window', () => {
  const places = release.places.get(WINDOWS) ?? [];
  const measured = rows('health.tsv').flatMap(([id, input, expected]) => {
    const [, town, region, far] = /; ([^;,]+), ([A-Z]{2}) ([\d.]+) km/.exec(expected) ?? [];
    const [, latitude, longitude] = /^pin (.*),(.*)$/.exec(input) ?? [];
    const pin = latitude === undefined ? undefined : at(Number(latitude), Number(longitude));
    if (town === undefined || /do not/.test(expected)) return [];
    return [{ id, said: pin ?? input, town: `US/${region}/${town}`, far: Number(far) }];
  });
  it('is measured in most examples', () => {
    expect(measured.length).toBeGreaterThan(30);
  });
  it.each(measured.map((row) => [row.id, row] as const))('%s', (_, { said, town, far }) => {
    const located = typeof said === 'string' ? release.geo?.locate(said, { within: ['US'], near: WINDOWS }) : undefined;
    const point = typeof said === 'string' ? (located?.kind === 'at' ? located.point : undefined) : said;
    const [found] = point ? nearest(places, point, 1) : [];
    const called = places.find(({ id }) => id === found?.id)?.town;
    expect(called?.replace('New York City', 'New York').replace('Washington, D.C.', 'Washington')).toBe(town);
    expect(Math.abs((found?.kilometres ?? 0) - far)).toBeLessThanOrEqual(0.2);
  });
});

describe('help on the way', () => {
  const kinds = { COMAR: 'comar', reception_centre: 'reception-centres', shelter: 'shelters' } as const;
  const measured = readFileSync(join(ROOT, 'test/examples/transit.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [id = '', input = '', expected = '', covered = ''] = line.split('\t');
      const kind = /reception/.test(input) ? kinds.reception_centre : /COMAR/.test(input) ? kinds.COMAR : kinds.shelter;
      const [, where] = / (?:to|city to) (.*)$/.exec(input) ?? [];
      const [far] = [...expected.matchAll(/([\d.]+) km/g)].map(([, km]) => Number(km));
      return covered === 'yes' && where !== undefined && far !== undefined ? [[id, kind, where, far] as const] : [];
    });
  it('is measured in most examples', () => {
    expect(measured.length).toBeGreaterThan(9);
  });
  it.each(measured)('%s: %s near %s', (_, kind, where, far) => {
    const located = release.geo?.locate(where, { within: ['MX', 'US'] });
    const [found] = located?.kind === 'at' ? nearest(release.places.get(kind) ?? [], located.point, 1) : [];
    expect(Math.abs((found?.kilometres ?? 0) - far)).toBeLessThanOrEqual(0.2);
  });
  it('W-16: from a position in Tijuana', () => {
    const found = nearest(release.places.get('shelters') ?? [], at(32.5381, -117.0369), 20);
    const far = (id: string) => found.find((place) => place.id === id)?.kilometres;
    expect(far('tij-padrechava')).toBeCloseTo(0.5, 0);
    expect(Math.abs((far('tij-scalabrini') ?? 0) - 3.7)).toBeLessThanOrEqual(0.2);
  });
});
