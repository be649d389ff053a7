import { createHash } from 'node:crypto';
import { OperationalError } from '../base/operational-error.ts';
import { isPostgres, sqlitePath, unknownUrl } from './open.ts';
import { openPostgresTables } from './postgres-tables.ts';
import { openSqliteTables } from './sqlite-tables.ts';
import { type Row, TABLES, type Table, type Tables, type Use } from './tables.ts';

/** What a copy came to. */
export interface Copied {
  /** Everything was there already, to the last row: nothing was written. */
  readonly before: boolean;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
}

/** Counts rows and sums them up so that their order does not matter: equal sums are equal tables. */
const createTally = () => {
  let count = 0;
  const sum = Buffer.alloc(32);
  return {
    add: (rows: readonly Row[]): void => {
      count += rows.length;
      for (const row of rows) {
        const digest = createHash('sha256').update(JSON.stringify(row)).digest();
        for (const [i, byte] of digest.entries()) sum.writeUInt8(sum.readUInt8(i) ^ byte, i);
      }
    },
    count: () => count,
    text: () => `${count} ${sum.toString('hex')}`,
  };
};

type Tally = ReturnType<typeof createTally>;

const tallyOf = async (tables: Tables, table: Table): Promise<Tally> => {
  const tally = createTally();
  for await (const rows of tables.read(table)) tally.add(rows);
  return tally;
};

/** Opens the tables of the store that a URL names. */
export const openTables = async (url: string, use: Use): Promise<Tables> => {
  const path = sqlitePath(url);
  if (path !== undefined) return openSqliteTables(path, use);
  if (isPostgres(url)) return openPostgresTables(url.trim(), use);
  throw unknownUrl();
};

/** Writes all rows of one store into another, empty one, reads them back, and keeps them only when none differs. */
const copyTables = async (from: Tables, to: Tables): Promise<Copied> => {
  const there = new Map<Table, Tally>();
  for (const table of TABLES) there.set(table, await tallyOf(to, table));
  const empty = [...there.values()].every((tally) => tally.count() === 0);

  const rows: Record<string, number> = {};
  for (const table of TABLES) {
    const given = createTally();
    for await (const block of from.read(table)) {
      given.add(block);
      if (empty) await to.write(table, block);
    }
    const taken = empty ? await tallyOf(to, table) : there.get(table);
    if (given.text() !== taken?.text())
      throw empty
        ? new OperationalError('copy-differs', `nothing was copied: ${table.name} did not arrive as it was sent`)
        : new OperationalError('store-not-empty', 'nothing was copied: TO holds something else already');
    rows[table.name] = given.count();
  }
  await to.keep();
  return { before: !empty, rows };
};

/** Moves everything from one store to another, whole or not at all. Both are named as in DATABASE_URL. */
export const copyStore = async (fromUrl: string, toUrl: string): Promise<Copied> => {
  if (fromUrl.trim() === toUrl.trim()) throw new OperationalError('bad-option', 'FROM and TO are the same store');
  const from = await openTables(fromUrl, 'move');
  try {
    const to = await openTables(toUrl, 'fill');
    try {
      return await copyTables(from, to);
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
};
