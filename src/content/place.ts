import { parse } from 'csv-parse/sync';
import { type Day, parseDay } from '../base/day.ts';
import { error, type Report } from '../base/diagnostic.ts';
import type { Point } from '../base/value.ts';
import type { FoundPlace } from '../flow/scene.ts';

/** An office, shelter or desk. An empty cell of the file is undefined and is never shown. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly point: Point;
  readonly address?: string | undefined;
  readonly phone?: string | undefined;
  readonly hours?: string | undefined;
  readonly source: string;
  readonly checked: Day;
  readonly line: number;
}

const COLUMNS = ['id', 'name', 'latitude', 'longitude', 'address', 'phone', 'hours', 'source', 'checked'];

/** Reads `content/places/<kind>.csv`: one row a place, each with its source and date. */
export const readPlaces = (file: string, text: string, report: Report): readonly Place[] => {
  const problem = (line: number, message: string, hint?: string): void =>
    report(error({ file, line, column: 1 }, 'places', message, hint));
  let rows: { record: Record<string, string>; info: { lines: number } }[];
  try {
    rows = parse(text, {
      columns: true,
      info: true,
      trim: true,
      bom: true,
      max_record_size: 10_000,
    }) as unknown as typeof rows;
  } catch (cause) {
    const { lines, message } = cause as { lines?: number; message: string };
    problem(lines ?? 1, `this row cannot be read: ${message}`);
    return [];
  }
  const unknown = Object.keys(rows[0]?.record ?? {}).filter((column) => !COLUMNS.includes(column));
  if (unknown.length > 0) problem(1, `the column "${unknown[0]}" is not known`, `known: ${COLUMNS.join(', ')}`);
  return rows.flatMap(({ record, info }): Place[] => {
    const { lines: line } = info;
    const [latitude, longitude] = [Number(record['latitude'] || 'none'), Number(record['longitude'] || 'none')];
    const checked = parseDay(record['checked'] ?? '');
    if (!record['id'] || !record['name']) problem(line, 'a place needs an id and a name');
    else if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180))
      problem(line, `"${record['id']}" has no position on earth`);
    else if (!record['source'] || !checked)
      problem(line, `"${record['id']}" needs a source and the day it was checked`);
    else
      return [
        {
          id: record['id'],
          name: record['name'],
          point: { kind: 'point', latitude, longitude },
          address: record['address'] || undefined,
          phone: record['phone'] || undefined,
          hours: record['hours'] || undefined,
          source: record['source'],
          checked,
          line,
        },
      ];
    return [];
  });
};

/** Great-circle distance in kilometres (haversine, mean earth radius 6371.0088 km). */
const kilometres = (a: Point, b: Point): number => {
  const rad = Math.PI / 180;
  const half = (x: number): number => Math.sin(x / 2) ** 2;
  const h =
    half((b.latitude - a.latitude) * rad) +
    Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * half((b.longitude - a.longitude) * rad);
  return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(h)));
};

/** The places nearest to a point, nearest first. */
export const nearest = (places: readonly Place[], near: Point, limit: number): readonly FoundPlace[] =>
  places
    .map((place) => ({ id: place.id, kilometres: kilometres(near, place.point) }))
    .sort((a, b) => a.kilometres - b.kilometres)
    .slice(0, limit);
