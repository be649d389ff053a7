import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../base/day.ts';
import type { Claimed, Settled } from './store.ts';

type Row = Claimed & { readonly seq: number };

/** What is still to be sent, in SQLite. Runs inside the caller's transaction. */
export const createSqliteOutbox = (db: DatabaseSync) => {
  const lease = db.prepare(`
    UPDATE outbox SET leased = :until, claimed = :now, attempts = attempts + 1
    WHERE seq IN (SELECT seq FROM outbox WHERE outcome IS NULL AND due <= :now AND leased <= :now ORDER BY due, seq LIMIT :limit)
    RETURNING seq, id, person, channel, address, message, due, attempts`);
  const end = db.prepare(`
    UPDATE outbox SET outcome = ?, reason = ?, provider_id = ?, address = NULL, message = NULL
    WHERE id = ? AND outcome IS NULL`);
  const again = db.prepare('UPDATE outbox SET due = ?, reason = ?, leased = 0 WHERE id = ? AND outcome IS NULL');

  const claim = (now: Instant, leaseMs: number, limit: number): readonly Claimed[] => {
    const rows = lease.all({ now, until: now + leaseMs, limit }) as unknown as readonly Row[];
    // RETURNING promises no order.
    return rows.toSorted((a, b) => a.due - b.due || a.seq - b.seq).map(({ seq: _, ...claimed }) => ({ ...claimed }));
  };

  const settle = (id: string, outcome: Settled): void => {
    if (outcome.kind === 'retry') again.run(outcome.due, outcome.reason, id);
    else if (outcome.kind === 'sent') end.run(outcome.kind, null, outcome.providerId, id);
    else end.run(outcome.kind, outcome.reason, null, id);
  };

  return { claim, settle };
};
