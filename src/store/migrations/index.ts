import type { DatabaseSync } from 'node:sqlite';
import { conversations } from './0001-conversations.ts';
import { terms } from './0002-terms.ts';
import { releases } from './0003-releases.ts';
import { type Had, type Migration, requireKnown, requireWhole } from './migration.ts';

/** In order and only ever added to. */
const MIGRATIONS: readonly Migration[] = [
  { sql: conversations, needs: 1 },
  { sql: terms, needs: 1 },
  { sql: releases, needs: 1 },
];

/** The head of the file counts the migrations; a database that had them before they were written down too needs them all. */
const look = (db: DatabaseSync): Had & { readonly written: boolean } => {
  const { user_version: had } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  const written = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'ventanilla_migration'").get() !== undefined;
  if (!written) return { had, needs: had, written };
  const row = db.prepare('SELECT coalesce(max(needs), 0) AS needs FROM ventanilla_migration').get();
  return { had, needs: Number(row?.['needs']), written };
};

const step = (db: DatabaseSync, migrations: readonly Migration[]): void => {
  const { had, needs, written } = look(db);
  // Nothing of a database that is further on is touched, least of all its count.
  if (had > migrations.length || (had === migrations.length && written)) {
    requireKnown(needs, migrations.length);
    return;
  }
  if (!written)
    db.exec(`CREATE TABLE ventanilla_migration (
      number INTEGER PRIMARY KEY, needs INTEGER NOT NULL, made TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)`);
  const write = db.prepare('INSERT OR IGNORE INTO ventanilla_migration (number, needs) VALUES (?, ?)');
  for (const [i, migration] of migrations.entries()) {
    if (i >= had) db.exec(migration.sql);
    write.run(i + 1, migration.needs);
  }
  db.exec(`PRAGMA user_version = ${migrations.length}`);
};

/**
 * Brings a database to the shape this program knows, forward only, all missing steps or none. A database that is further
 * on is worked with as long as its newest step allows it: a command of a newer checkout must not keep the release in
 * service from starting again.
 */
export const migrate = (db: DatabaseSync, migrations: readonly Migration[] = MIGRATIONS): void => {
  // The count is read inside the lock, so that two processes starting together do not both take the same step.
  db.exec('BEGIN IMMEDIATE');
  try {
    step(db, migrations);
    db.exec('COMMIT');
  } catch (thrown) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw thrown;
  }
};

/** Refuses to copy what this program knows only in part. */
export const requireAllKnown = (db: DatabaseSync): void => requireWhole(look(db).had, MIGRATIONS.length);
