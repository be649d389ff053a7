import { chmodSync, closeSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { OperationalError } from '../base/operational-error.ts';
import { makeFolder } from './folder.ts';
import { migrate } from './migrations/index.ts';
import { asOperational } from './sqlite-fault.ts';

/** Waiting blocks the event loop, so it is kept short while people are served; at the start nobody waits yet. */
const BUSY = { opening: 5000, serving: 50 } as const;

/** SQLite gives the files beside the database (-wal, -shm) the mode of the database itself. */
const makePrivate = (path: string): void => {
  makeFolder(dirname(path));
  try {
    closeSync(openSync(path, 'a', 0o600));
    chmodSync(path, 0o600);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    throw new OperationalError(
      'store-failed',
      `the database file that DATABASE_URL names cannot be made or written (${code})`,
    );
  }
};

/** Opens a database file (or `:memory:`) that only its owner can read, flushes every commit and overwrites what is deleted. */
export const openSqlite = (path: string, maxPages?: number): DatabaseSync => {
  const inMemory = path === ':memory:';
  const file = inMemory ? path : resolve(path);
  if (!inMemory) makePrivate(file);
  const db = new DatabaseSync(file, { timeout: BUSY.opening });
  try {
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY',
    );
    if (maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${Math.trunc(maxPages)}`);
    migrate(db);
    db.exec(`PRAGMA busy_timeout = ${BUSY.serving}`);
    return db;
  } catch (thrown) {
    db.close();
    throw asOperational(thrown);
  }
};
