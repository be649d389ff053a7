import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../base/day.ts';
import type { Claimed, Settled } from './store.ts';

type Row = Omit<Claimed, 'interrupted'> & { readonly interrupted: number };

/** What is still to be sent, in SQLite. Runs inside the caller's transaction. */
export const createSqliteOutbox = (db: DatabaseSync) => {
  const free = db.prepare(`
    SELECT id, person, channel, address, message, due, attempts + 1 AS attempts, leased > 0 AS interrupted
    FROM outbox WHERE outcome IS NULL AND due <= :now AND leased <= :now ORDER BY due, seq LIMIT :limit`);
  const lease = db.prepare('UPDATE outbox SET leased = ?, claimed = ?, attempts = attempts + 1 WHERE id = ?');
  const end = db.prepare(`
    UPDATE outbox SET outcome = ?, reason = ?, provider_id = ?, address = NULL, message = NULL
    WHERE id = ? AND outcome IS NULL`);
  const again = db.prepare(`
    UPDATE outbox SET due = ?, reason = ?, leased = 0, attempts = attempts - ?
    WHERE id = ? AND outcome IS NULL`);

  const claim = (now: Instant, leaseMs: number, limit: number): readonly Claimed[] => {
    const rows = free.all({ now, limit }) as unknown as readonly Row[];
    for (const { id } of rows) lease.run(now + leaseMs, now, id);
    return rows.map(({ interrupted, ...claimed }) => ({
      ...claimed,
      ...(interrupted === 1 ? { interrupted: true } : {}),
    }));
  };

  const settle = (id: string, outcome: Settled): void => {
    if (outcome.kind === 'retry') again.run(outcome.due, outcome.reason, outcome.untried ? 1 : 0, id);
    else if (outcome.kind === 'sent') end.run(outcome.kind, null, outcome.providerId, id);
    else end.run(outcome.kind, outcome.reason, null, id);
  };

  return { claim, settle };
};
