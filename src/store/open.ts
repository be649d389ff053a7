import { OperationalError } from '../base/operational-error.ts';
import { createSqliteStore } from './sqlite.ts';
import type { Store } from './store.ts';

const SQLITE = /^sqlite:(?:\/\/)?(.+)$/;

/** Opens the store that DATABASE_URL names. No error repeats the URL: it may hold a password. */
export const openStore = async (url: string): Promise<Store> => {
  const path = SQLITE.exec(url.trim())?.[1];
  if (path !== undefined) return createSqliteStore({ path });
  if (/^postgres(?:ql)?:/i.test(url.trim()))
    throw new OperationalError(
      'store-not-built',
      'DATABASE_URL names a PostgreSQL database, which is not built yet: PostgreSQL arrives in a later release; use sqlite:./data/ventanilla.db',
    );
  throw new OperationalError(
    'bad-database-url',
    'DATABASE_URL is none that the program knows: use sqlite:./data/ventanilla.db or sqlite::memory:',
  );
};
