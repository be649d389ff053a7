import type { Names } from '../flow/scene.ts';
import type { Type } from '../flow/type.ts';
import type { Answer } from './answer.ts';
import type { Fact } from './fact.ts';
import type { Quote } from './quotes/quote.ts';
import type { Table } from './table.ts';

/** What flows can name of the content that was read. */
export const namesOf = (known: {
  readonly facts: ReadonlyMap<string, Fact>;
  readonly tables: ReadonlyMap<string, Table>;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly places: ReadonlyMap<string, unknown>;
  readonly calendars: ReadonlyMap<string, unknown>;
  readonly quotes: readonly Quote[];
  readonly countries: readonly string[];
  readonly gives: ReadonlyMap<string, ReadonlyMap<string, Type>>;
}): Names => ({
  fact: (id) => known.facts.get(id)?.type,
  facts: () => known.facts.keys(),
  table: (id) => known.tables.get(id),
  tables: () => known.tables.keys(),
  answers: () => known.answers.keys(),
  places: () => known.places.keys(),
  countries: () => known.countries,
  calendars: () => known.calendars.keys(),
  corridors: () => new Set(known.quotes.map((quote) => quote.corridor)),
  flows: () => known.gives.keys(),
  gives: (flow) => known.gives.get(flow) ?? new Map(),
});
