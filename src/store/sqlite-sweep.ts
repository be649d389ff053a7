import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../base/day.ts';
import { KEPT } from './store.ts';

/** Erases from SQLite what has outlived its time. Runs inside the caller's transaction. */
export const createSqliteSweep = (db: DatabaseSync): ((now: Instant) => void) => {
  const rules = [
    { kept: KEPT.reply, sql: 'UPDATE delivery SET reply = NULL WHERE at <= ? AND reply IS NOT NULL' },
    { kept: KEPT.delivery, sql: 'DELETE FROM delivery WHERE at <= ?' },
    { kept: KEPT.state, sql: 'UPDATE conversation SET state = NULL WHERE touched <= ? AND state IS NOT NULL' },
    { kept: KEPT.profile, sql: 'DELETE FROM conversation WHERE touched <= ?' },
    { kept: KEPT.delivery, sql: 'DELETE FROM status WHERE at <= ?' },
    // A row is settled right after its last claim; a reminder may have been written weeks before.
    { kept: KEPT.delivery, sql: 'DELETE FROM outbox WHERE outcome IS NOT NULL AND coalesce(claimed, due) <= ?' },
  ].map(({ kept, sql }) => ({ kept, statement: db.prepare(sql) }));
  return (now) => {
    for (const { kept, statement } of rules) statement.run(now - kept);
  };
};
