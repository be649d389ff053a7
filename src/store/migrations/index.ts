import type { DatabaseSync } from 'node:sqlite';
import { OperationalError } from '../../base/operational-error.ts';
import { conversations } from './0001-conversations.ts';
import { terms } from './0002-terms.ts';
import { releases } from './0003-releases.ts';

/** In order and only ever added to: the database counts how many it has had. */
const MIGRATIONS: readonly string[] = [conversations, terms, releases];

/** Brings a database to the shape this program knows, forward only, each step whole or not at all. */
export const migrate = (db: DatabaseSync, migrations: readonly string[] = MIGRATIONS): void => {
  // The count is read inside the lock, so that two processes starting together do not both take the same step.
  db.exec('BEGIN IMMEDIATE');
  try {
    const { user_version: had } = db.prepare('PRAGMA user_version').get() as { user_version: number };
    if (had > migrations.length)
      throw new OperationalError(
        'store-newer',
        `DATABASE_URL names a database of a newer release (${had} migrations; this release knows ${migrations.length})`,
      );
    for (const migration of migrations.slice(had)) db.exec(migration);
    db.exec(`PRAGMA user_version = ${migrations.length}`);
    db.exec('COMMIT');
  } catch (thrown) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw thrown;
  }
};
