import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { newPersonKey, readPersonKeys } from '../base/keys.ts';
import { sqlitePath } from './open.ts';

const MEMORY = ':memory:';

const fileOf = (databaseUrl: string): string | undefined => {
  const path = sqlitePath(databaseUrl);
  return path === undefined || path === MEMORY ? undefined : join(dirname(path), 'person.key');
};

/** The keys that stand beside the embedded store; undefined where there are none. */
export const readKeptKeys = (databaseUrl: string): readonly Buffer[] | undefined => {
  const file = fileOf(databaseUrl);
  if (file === undefined) return undefined;
  try {
    return readPersonKeys(readFileSync(file, 'utf8').trim());
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
};

/** With the embedded store the key is made on the first start and kept beside the database, readable by its owner only. */
export const keptKeys = (databaseUrl: string): readonly Buffer[] => {
  const kept = readKeptKeys(databaseUrl);
  if (kept) return kept;
  const key = newPersonKey();
  const file = fileOf(databaseUrl);
  if (file !== undefined) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
  }
  return readPersonKeys(key);
};
