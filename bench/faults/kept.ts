import type { Seal } from '../../src/base/seal.ts';
import { profileContext, stateContext } from '../../src/delivery/sealed.ts';
import { openTables } from '../../src/store/copy.ts';
import { TABLES } from '../../src/store/tables.ts';
import type { Kept } from './oracle.ts';

export type Row = Readonly<Record<string, string | number | null>>;

/** All rows of one table, by the names of its columns. */
export const rowsOf = async (url: string, name: string): Promise<readonly Row[]> => {
  const table = TABLES.find((one) => one.name === name);
  if (!table) throw new Error(`there is no table ${name}`);
  const tables = await openTables(url, 'look');
  try {
    const rows: Row[] = [];
    for await (const block of tables.read(table))
      for (const cells of block)
        rows.push(Object.fromEntries(table.columns.map((column, i) => [column.name, cells[i] ?? null])));
    return rows;
  } finally {
    await tables.close();
  }
};

const NOBODY: Kept = { version: 0 };

/** What is kept of everybody, opened; who has no row is nobody. */
export const keptOfAll = async (url: string, seal: Seal): Promise<(person: string) => Kept> => {
  const people = new Map<string, Kept>();
  for (const row of await rowsOf(url, 'conversation')) {
    const person = String(row['person']);
    const open = (value: unknown, context: string): string | undefined =>
      typeof value === 'string' ? seal.open(value, context) : undefined;
    const profile = open(row['profile'], profileContext(person));
    const state = open(row['state'], stateContext(person));
    people.set(person, {
      version: Number(row['version']),
      ...(profile === undefined ? {} : { profile }),
      ...(state === undefined ? {} : { state }),
    });
  }
  return (person) => people.get(person) ?? NOBODY;
};
