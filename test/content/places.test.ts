import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { fold } from '../../src/base/fold.ts';
import { hoursText, readHours } from '../../src/content/hours.ts';
import { readPlaces } from '../../src/content/place.ts';
import { writings } from '../../src/content/text.ts';
import { filesOf, ROOT, releaseOf } from '../support/repository.ts';

const HEADING = 'id,name,town,latitude,longitude,coarse,address,phone,emergency,hours,note,source,dated,checked';

describe('a row of places', () => {
  const problems = (row: string): readonly string[] => {
    const found: string[] = [];
    readPlaces('content/places/x.csv', `${HEADING}\n${row}\n`, (d) => found.push(`${d.line} ${d.message}`));
    return found;
  };
  it('holds what is known, and nothing for an empty cell', () => {
    const [place] = readPlaces(
      'content/places/x.csv',
      `${HEADING}\na,,ES/MD/Madrid,40.4,-3.7,,,1 2,,monday-friday 08:00-17:00,,one two,2025-12,2026-01-10\n`,
      () => undefined,
    );
    expect(place).toMatchObject({ id: 'a', phone: '1 2', sources: ['one', 'two'], dated: '2025-12', coarse: false });
    expect(place?.address).toBeUndefined();
    expect(place?.name).toBeUndefined();
  });
  it.each([
    [',x,,1,1,,,,,,,s,,2026-01-10', 'a place needs an id, and a name or a town'],
    ['a,,,1,1,,,,,,,s,,2026-01-10', 'a place needs an id, and a name or a town'],
    ['a,x,Madrid,1,1,,,,,,,s,,2026-01-10', 'town is COUNTRY/REGION/Town, as in content/geo/cities.tsv'],
    ['a,x,,91,1,,,,,,,s,,2026-01-10', '"a" has no position on earth'],
    ['a,x,,,1,,,,,,,s,,2026-01-10', '"a" has no position on earth'],
    ['a,x,,1,1,,,,,,,,,2026-01-10', '"a" needs a source and the day it was checked'],
    ['a,x,,1,1,,,,,,,s,,', '"a" needs a source and the day it was checked'],
    ['a,x,,1,1,,,,,,,s,soon,2026-01-10', 'dated is a day, month or year such as 2025-12, or "undated"'],
    ['a,x,,1,1,maybe,,,,,,s,,2026-01-10', 'coarse is "yes" or empty'],
  ])('%s: %s', (row, message) => {
    expect(problems(row)).toEqual([`2 ${message}`]);
  });
});

describe('opening hours', () => {
  it('are said in each language, and as they stand where they are no plain hours', () => {
    const hours = readHours('monday-friday 08:00-17:00') ?? '';
    expect(hoursText(hours, 'es-US')).toBe('lun-vie 08:00-17:00');
    expect(hoursText(hours, 'en-US')).toBe('Mon-Fri 08:00-17:00');
    expect(hoursText(readHours('saturday 10:00-12:00') ?? '', 'en-US')).toBe('Sat 10:00-12:00');
    for (const other of ['mornings', 'monday 8-9', 'noday 08:00-09:00']) expect(readHours(other)).toBe(other);
    expect(readHours(undefined)).toBeUndefined();
  });
});

const FACTS = join(ROOT, '../shared/facts');
const without = !existsSync(FACTS);
const named = (name: string): string => (without ? `${name} [skipped: ../shared/facts is not here]` : name);
const rowsOf = (file: string): readonly Record<string, string>[] =>
  parse(readFileSync(join(FACTS, file), 'utf8'), { columns: true, bom: true });

const release = releaseOf(filesOf(ROOT));
/** Everything that a person could be told: cells of places, values of facts, texts and answers. Notes of editors are none. */
const said: readonly string[] = [
  ...[...release.places.values()].flatMap((places) =>
    places.flatMap(({ name, address, phone, emergency, hours }) =>
      [name, address, phone, emergency, typeof hours === 'string' ? hours : undefined].flatMap((cell) => cell ?? []),
    ),
  ),
  ...[...release.facts.values()].flatMap(({ history }) =>
    history.flatMap(({ value, spoken = {} }) => [
      ...(typeof value === 'string' ? [value] : []),
      ...Object.values(spoken),
    ]),
  ),
  ...[...release.texts.books.values()].flatMap((books) =>
    [...books.values()].flatMap((book) =>
      [...book.values()].flatMap((entry) => writings(entry).map((w) => w.template)),
    ),
  ),
];
const saidDigits = said.map((text) => text.replace(/\D/g, ''));
const saidFolded = said.map(fold);

/** Phone numbers in a cell, as the ten digits that tell them. */
const phonesIn = (cell: string): readonly string[] =>
  (cell.match(/(?:\+?\d[\d\s()-]{7,}\d)/g) ?? [])
    .map((phone) => phone.replace(/\D/g, '').slice(-10))
    .filter((digits) => digits.length === 10);
/** Addresses in a cell: what stands before the brackets of its origin, where it has a number. */
const addressesIn = (cell: string): readonly string[] =>
  cell
    .split(';')
    .map((part) => fold(part.replace(/[[(].*$/, '')))
    .filter((address) => /\d/.test(address) && address.split(' ').length > 2);

describe.skipIf(without)('what is only a lead', () => {
  const consulates = without ? [] : rowsOf('consulates.csv');
  const windows = without ? [] : rowsOf('health_windows.csv');
  const shelters = without ? [] : rowsOf('shelters.csv');
  const offices = without ? [] : rowsOf('visa_offices.csv');
  const groups = without ? [] : rowsOf('grupos_beta.csv');
  const doubtful = offices.filter((row) =>
    /DOUBTFUL|SUPERSEDED|CLOSED|^OLD|not reconfirmed$|detention|not on UNHCR/.test(row['status'] ?? ''),
  );
  const leads = [...consulates, ...windows].flatMap((row) =>
    Object.entries(row).flatMap(([column, cell]) => (column.endsWith('_lead_unverified') ? [cell] : [])),
  );
  const published = consulates.flatMap((row) => [
    ...phonesIn(row['phone'] ?? ''),
    ...phonesIn(row['emergency_phone'] ?? ''),
  ]);

  it(named('has no phone that anybody is told'), () => {
    const phones = new Set([
      ...leads.flatMap(phonesIn),
      ...consulates.flatMap((row) => phonesIn(row['notes'] ?? '')).filter((phone) => !published.includes(phone)),
      ...doubtful.flatMap((row) => [...phonesIn(row['phone'] ?? ''), ...phonesIn(row['note'] ?? '')]),
    ]);
    // One office has the number of the whole institute, which is confirmed.
    for (const sure of offices.filter((row) => row['status'] === 'open').flatMap((row) => phonesIn(row['phone'] ?? '')))
      phones.delete(sure);
    expect(phones.size).toBeGreaterThan(25);
    expect([...phones].filter((phone) => saidDigits.some((digits) => digits.includes(phone)))).toEqual([]);
  });
  it(named('has no address that anybody is told'), () => {
    const addresses = new Set([
      ...leads.flatMap(addressesIn),
      ...doubtful.flatMap((row) => addressesIn(row['address'] ?? '')),
      ...shelters
        .filter((row) => row['publishable'] === 'name_and_city_only')
        .flatMap((row) => addressesIn(row['street_address'] ?? '')),
    ]);
    expect(addresses.size).toBeGreaterThan(12);
    expect([...addresses].filter((address) => saidFolded.some((text) => text.includes(address)))).toEqual([]);
  });
  it(named('is no office in the lists'), () => {
    const towns = (kind: string) => (release.places.get(kind) ?? []).map(({ town }) => town?.split('/')[2]);
    expect(release.places.get('health-windows')).toHaveLength(
      windows.filter((row) => row['type'] === 'VDS' && row['use_in_nearest'] !== 'no').length,
    );
    expect(towns('comar')).not.toContain('Acayucan');
    expect(towns('comar')).not.toContain('Juárez');
    expect(towns('comar')).not.toContain('Naucalpan de Juárez');
    expect(towns('visa-offices')).not.toContain('Tapachula');
    expect(towns('grupos-beta')).toHaveLength(groups.filter((row) => row['row_type'] === 'city').length);
  });
  it(named('has no opening hours or host that anybody is told'), () => {
    for (const window of release.places.get('health-windows') ?? []) expect(window.hours).toBeUndefined();
    const hosts = windows
      .filter((row) => row['host_confidence'] === 'low-stale')
      .map((row) => fold(row['host_agency'] ?? ''));
    expect(hosts.filter((host) => host !== '' && saidFolded.some((text) => text.includes(host)))).toEqual([]);
  });
  it(named('and a house is told by its city where only that may be published'), () => {
    const houses = [...(release.places.get('shelters') ?? []), ...(release.places.get('reception-centres') ?? [])];
    const exact = shelters.filter(
      (row) => row['publishable'] === 'yes_with_caveat' && row['coord_precision'] === 'exact',
    );
    expect(houses.filter(({ coarse }) => !coarse)).toHaveLength(exact.length);
    for (const house of houses) {
      expect(house.address).toBeUndefined();
      expect(house.phone).toBeUndefined();
    }
  });
  it(named('and what is told of a consulate is in the papers'), () => {
    const all = new Set(consulates.flatMap((row) => [row['phone'], row['emergency_phone']]));
    for (const { phone, emergency } of release.places.get('consulates') ?? []) {
      if (phone !== undefined) expect(all).toContain(phone);
      if (emergency !== undefined) expect(all).toContain(emergency);
    }
    expect(release.places.get('consulates')).toHaveLength(consulates.length);
  });
});
