import { closeSync, fsyncSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { newPersonKey, readPersonKeys } from '../base/keys.ts';
import { OperationalError } from '../base/operational-error.ts';
import { makeFolder } from './folder.ts';
import { sqlitePath } from './open.ts';

const MEMORY = ':memory:';

/** Where the key stands that the embedded store makes for itself; undefined of a store that makes none. */
export const keyFileOf = (databaseUrl: string): string | undefined => {
  const path = sqlitePath(databaseUrl);
  return path === undefined || path === MEMORY ? undefined : join(dirname(path), 'person.key');
};

/** The system's own words would repeat a part of DATABASE_URL. */
const unusable = (what: 'read' | 'written', thrown: unknown): OperationalError =>
  new OperationalError(
    'no-person-key',
    `the key beside the database file that DATABASE_URL names cannot be ${what} (${(thrown as NodeJS.ErrnoException).code})`,
  );

const readText = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unusable('read', thrown);
  }
};

/** The keys that stand beside the embedded store; undefined where there are none. */
export const readKeptKeys = (databaseUrl: string): readonly Buffer[] | undefined => {
  const file = keyFileOf(databaseUrl);
  const text = file === undefined ? undefined : readText(file);
  return text === undefined ? undefined : readPersonKeys(text.trim());
};

/** A file is on the disk for certain only when its name in the folder is too. Not every system can flush a folder. */
const flushFolder = (folder: string): void => {
  try {
    const opened = openSync(folder, 'r');
    try {
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
  } catch {
    // The file itself is flushed.
  }
};

/** With the embedded store the key is made on the first start and kept beside the database, readable by its owner only. */
export const keptKeys = (databaseUrl: string): readonly Buffer[] => {
  const kept = readKeptKeys(databaseUrl);
  if (kept) return kept;
  const key = newPersonKey();
  const file = keyFileOf(databaseUrl);
  if (file !== undefined) {
    const folder = dirname(resolve(file));
    makeFolder(folder);
    try {
      writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx', flush: true });
    } catch (thrown) {
      throw unusable('written', thrown);
    }
    flushFolder(folder);
  }
  return readPersonKeys(key);
};
