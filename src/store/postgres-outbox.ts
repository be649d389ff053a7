import type { Instant } from '../base/day.ts';
import type { Database } from './postgres-pool.ts';
import type { Claimed, Settled } from './store.ts';

type Row = Omit<Claimed, 'interrupted'> & { readonly seq: number; readonly interrupted: boolean };

// Claimers pass over what another one holds instead of waiting for it, and the row is looked at again once it is locked.
const CLAIM = `
WITH free AS (
  SELECT id, leased > 0 AS interrupted FROM outbox WHERE outcome IS NULL AND due <= $1::bigint AND leased <= $1::bigint
  ORDER BY due, seq LIMIT $3::bigint FOR UPDATE SKIP LOCKED)
UPDATE outbox SET leased = $2::bigint, claimed = $1::bigint, attempts = attempts + 1 FROM free WHERE outbox.id = free.id
RETURNING outbox.seq, outbox.id, person, channel, address, message, due, attempts, free.interrupted`;

const END = `
UPDATE outbox SET outcome = $2, reason = $3, provider_id = $4, address = NULL, message = NULL
WHERE id = $1 AND outcome IS NULL`;

const AGAIN = `
UPDATE outbox SET due = $2, reason = $3, leased = 0, attempts = attempts - $4::integer
WHERE id = $1 AND outcome IS NULL`;

/** What is still to be sent, in PostgreSQL. */
export const createPostgresOutbox = ({ run }: Database) => {
  const claim = async (now: Instant, leaseMs: number, limit: number): Promise<readonly Claimed[]> => {
    const { rows } = await run<Row>({ name: 'claim', text: CLAIM, values: [now, now + leaseMs, limit] });
    // RETURNING promises no order.
    return rows
      .toSorted((a, b) => a.due - b.due || a.seq - b.seq)
      .map(({ seq: _, interrupted, ...claimed }) => ({ ...claimed, ...(interrupted ? { interrupted } : {}) }));
  };

  const end = (id: string, kind: string, reason: string | null, providerId: string | null) =>
    run({ name: 'end', text: END, values: [id, kind, reason, providerId] });

  const settle = async (id: string, outcome: Settled): Promise<void> => {
    if (outcome.kind === 'retry') {
      const { due, reason, untried } = outcome;
      await run({ name: 'again', text: AGAIN, values: [id, due, reason, untried ? 1 : 0] });
    } else if (outcome.kind === 'sent') await end(id, outcome.kind, null, outcome.providerId);
    else await end(id, outcome.kind, outcome.reason, null);
  };

  return { claim, settle };
};
