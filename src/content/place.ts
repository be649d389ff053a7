import { type Day, parseDay } from '../base/day.ts';
import { error, type Report } from '../base/diagnostic.ts';
import { didYouMean } from '../base/spelling.ts';
import type { Point } from '../base/value.ts';
import type { FoundPlace } from '../flow/scene.ts';
import { type CsvRow, readCsv } from './csv.ts';
import { kilometres } from './geo/distance.ts';
import { type Hours, readHours } from './hours.ts';

/** An office, shelter or desk. An empty cell of the file is undefined and is never shown. */
export interface Place {
  readonly id: string;
  /** Its own name; one without is called by its town. */
  readonly name?: string | undefined;
  readonly point: Point;
  /** The town it is in, as the gazetteer calls it: `COUNTRY/REGION/Town`. */
  readonly town?: string | undefined;
  /** Its position is that of the town, for the safety of those inside: how near it is, is not said. */
  readonly coarse: boolean;
  readonly address?: string | undefined;
  readonly phone?: string | undefined;
  /** For emergencies only. */
  readonly emergency?: string | undefined;
  readonly hours?: Hours | undefined;
  /** The fact that says what else people must know. */
  readonly note?: string | undefined;
  readonly sources: readonly string[];
  /** How old what is shown is: a day, month or year, or `undated`. */
  readonly dated?: string | undefined;
  readonly checked: Day;
  readonly line: number;
}

const COLUMNS = [
  'id',
  'name',
  'town',
  'latitude',
  'longitude',
  'coarse',
  'address',
  'phone',
  'emergency',
  'hours',
  'note',
  'source',
  'dated',
  'checked',
];

const NEEDED = ['id', 'latitude', 'longitude', 'source', 'checked'];

/** Reads `content/places/<kind>.csv`: one row a place, each with its sources and dates. */
export const readPlaces = (file: string, text: string, report: Report): readonly Place[] => {
  const csv = readCsv(file, text, 'places', report);
  if (!csv) return [];
  const problem = (message: string, hint?: string): void =>
    report(error({ file, line: 1, column: 1 }, 'places', message, hint));
  for (const unknown of csv.columns.filter((column) => !COLUMNS.includes(column)))
    problem(`the column "${unknown}" is not known`, didYouMean(unknown, COLUMNS, `known: ${COLUMNS.join(', ')}`));
  const missing = NEEDED.filter((column) => !csv.columns.includes(column));
  for (const column of missing) problem(`the column "${column}" is missing`);
  if (missing.length > 0) return [];
  const places = csv.rows.flatMap((row) => readPlace(row, report) ?? []);
  const lines = new Map<string, number>();
  for (const { id, line } of places) {
    const before = lines.get(id);
    if (before === undefined) lines.set(id, line);
    else report(error({ file, line, column: 1 }, 'places', `"${id}" stands on line ${before} already`));
  }
  return places;
};

const readPlace = ({ cell, at, line }: CsvRow, report: Report): Place | undefined => {
  const [id, name, town, source] = [cell('id'), cell('name'), cell('town'), cell('source')];
  const [latitude, longitude] = [Number(cell('latitude') ?? 'none'), Number(cell('longitude') ?? 'none')];
  const [checked, dated] = [parseDay(cell('checked') ?? ''), cell('dated')];
  const problem = (message: string, column?: string): undefined => {
    report(error(at(column), 'places', message));
    return undefined;
  };
  if (id === undefined || (name ?? town) === undefined) return problem('a place needs an id, and a name or a town');
  if (town !== undefined && town.split('/').length !== 3)
    return problem('town is COUNTRY/REGION/Town, as in content/geo/cities.tsv', 'town');
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return problem(`"${id}" has no position on earth`);
  if (source === undefined || !checked) return problem(`"${id}" needs a source and the day it was checked`);
  if (dated !== undefined && !/^(\d{4}(-\d{2}(-\d{2})?)?|undated)$/.test(dated))
    return problem('dated is a day, month or year such as 2025-12, or "undated"', 'dated');
  const coarse = cell('coarse');
  if (coarse !== undefined && coarse !== 'yes') return problem('coarse is "yes" or empty', 'coarse');
  return {
    id,
    name,
    point: { kind: 'point', latitude, longitude },
    town,
    coarse: coarse === 'yes',
    address: cell('address'),
    phone: cell('phone'),
    emergency: cell('emergency'),
    hours: readHours(cell('hours')),
    note: cell('note'),
    sources: source.split(/\s+/),
    dated,
    checked,
    line,
  };
};

/** The places nearest to a point, nearest first; of places equally near the first by id. */
export const nearest = (places: readonly Place[], near: Point, limit: number): readonly FoundPlace[] =>
  places
    .map((place) => ({ id: place.id, kilometres: kilometres(near, place.point) }))
    .sort((a, b) => a.kilometres - b.kilometres || (a.id < b.id ? -1 : 1))
    .slice(0, limit);
