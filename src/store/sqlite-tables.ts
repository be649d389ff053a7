import { existsSync } from 'node:fs';
import { OperationalError } from '../base/operational-error.ts';
import { requireAllKnown } from './migrations/index.ts';
import { asOperational } from './sqlite-fault.ts';
import { openSqlite } from './sqlite-file.ts';
import { BLOCK, namesOf, type Row, type Tables, type Use } from './tables.ts';

/** The tables of an SQLite file. To `move` or `fill` them they are held so that no server writes meanwhile; to `look` they are seen at one moment. */
export const openSqliteTables = async (path: string, use: Use): Promise<Tables> => {
  if (use !== 'fill' && !existsSync(path))
    throw new OperationalError(
      'no-store',
      `there is no database file where ${use === 'look' ? 'DATABASE_URL' : 'FROM'} says`,
    );
  const db = openSqlite(path);
  const own = async <T>(work: () => T): Promise<T> => {
    try {
      return work();
    } catch (thrown) {
      throw asOperational(thrown);
    }
  };
  try {
    await own(() => db.exec(use === 'look' ? 'BEGIN' : 'BEGIN IMMEDIATE'));
    if (use !== 'look') requireAllKnown(db);
  } catch (thrown) {
    db.close();
    throw thrown;
  }
  return {
    read: async function* (table) {
      const found = db.prepare(`SELECT ${namesOf(table)} FROM ${table.name} ORDER BY ${table.order}`);
      let block: Row[] = [];
      for (const row of found.iterate()) {
        block.push(table.columns.map(({ name }) => row[name] as Row[number]));
        if (block.length < BLOCK) continue;
        yield block;
        block = [];
      }
      if (block.length > 0) yield block;
    },
    write: (table, rows) => {
      const places = table.columns.map(() => '?').join(', ');
      const insert = db.prepare(`INSERT INTO ${table.name} (${namesOf(table)}) VALUES (${places})`);
      return own(() => {
        for (const row of rows) insert.run(...row);
      });
    },
    keep: () => own(() => db.exec('COMMIT')),
    close: async () => {
      if (db.isTransaction) db.exec('ROLLBACK');
      db.close();
    },
  };
};
