import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { OperationalError } from '../base/operational-error.ts';

/**
 * Makes the folder of a database file that only its owner can read, and those above it that are missing.
 * Node's own way (`recursive`) never ends in /proc, where the system refuses a folder as if the one above were missing.
 */
export const makeFolder = (folder: string): void => {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    // Another process may make it at the same moment.
    if (code === 'EEXIST') return;
    throw new OperationalError(
      'store-failed',
      `the folder of the database file that DATABASE_URL names cannot be made (${code})`,
    );
  }
};
