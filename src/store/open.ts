import { OperationalError } from '../base/operational-error.ts';
import { createPostgresStore } from './postgres.ts';
import { createSqliteStore } from './sqlite.ts';
import type { Store } from './store.ts';

const SQLITE = /^sqlite:(?:\/\/)?(.+)$/;

/** The file that an SQLite URL names, or `:memory:`; undefined where it names something else. */
export const sqlitePath = (url: string): string | undefined => SQLITE.exec(url.trim())?.[1];

export const isPostgres = (url: string): boolean => /^postgres(?:ql)?:/i.test(url.trim());

/** No error repeats a URL: it may hold a password. */
export const unknownUrl = (): OperationalError =>
  new OperationalError(
    'bad-database-url',
    'DATABASE_URL is none that the program knows: use sqlite:./data/ventanilla.db, sqlite::memory: or postgres://user:password@host:5432/database',
  );

/** Opens the store that DATABASE_URL names. */
export const openStore = async (url: string): Promise<Store> => {
  const path = sqlitePath(url);
  if (path !== undefined) return createSqliteStore({ path });
  if (isPostgres(url)) return createPostgresStore({ url: url.trim() });
  throw unknownUrl();
};
