import { takenIn } from './postgres-fault.ts';
import type { Database, Run } from './postgres-pool.ts';
import { statementOf } from './postgres-statement.ts';
import type { Answered, Commit, Committed, Saved } from './store.ts';

interface Loaded {
  readonly version: number | null;
  readonly profile: string | null;
  readonly state: string | null;
  readonly stopped: boolean;
  readonly answered: boolean;
  readonly reply: string | null;
}

/** A turn meets a row that came between its looking and its writing; it then looks again, and this often at most. */
const MOST_LOOKS = 5;

const LOAD = `
SELECT c.version, c.profile, c.state, s.person IS NOT NULL AS stopped, d.delivery IS NOT NULL AS answered, d.reply
FROM (SELECT $1::text AS person, $2::text AS delivery) q LEFT JOIN conversation c ON c.person = q.person
LEFT JOIN stopped s ON s.person = q.person LEFT JOIN delivery d ON d.delivery = q.delivery`;

const answeredBy = (reply: string | null): Answered => (reply === null ? {} : { body: reply });

/** One person's turn in PostgreSQL: what was kept before it, and all it changes. */
export const createPostgresTurn = ({ run, transact }: Database) => {
  const load = async (person: string, delivery: string) => {
    const { rows } = await run<Loaded>({ name: 'load', text: LOAD, values: [person, delivery] });
    const [row] = rows as readonly [Loaded];
    const saved: Saved = {
      version: row.version ?? 0,
      ...(row.profile === null ? {} : { profile: row.profile }),
      ...(row.state === null ? {} : { state: row.state }),
    };
    return { saved, stopped: row.stopped, ...(row.answered ? { answered: answeredBy(row.reply) } : {}) };
  };

  /** Whether the turn was made; if not, an answer to this delivery or another turn of this person came before it. */
  const take = async (turn: Commit): Promise<boolean> => {
    const { formerly = [], also = [], forget = false } = turn;
    if (formerly.length === 0 && !forget) return (await run(statementOf(turn))).count === 1;
    return transact(
      async (within) => {
        await holdNames(within, [turn.person, ...formerly]);
        await rename(within, turn.person, formerly);
        if (forget) await erase(within, turn.person);
        const made = (await within(statementOf(turn))).count === 1;
        if (made && also.length > 0) await stopAlso(within, turn.person, also);
        return made;
      },
      (made) => made,
    );
  };

  const commit = async (turn: Commit, looks = 1): Promise<Committed> => {
    try {
      if (await take(turn)) return { kind: 'committed' };
    } catch (thrown) {
      // Another process wrote the same row first. An outbox row is nobody else's: that one is a fault.
      const table = takenIn(thrown);
      if (table === undefined || table === 'outbox' || looks >= MOST_LOOKS) throw thrown;
      return commit(turn, looks + 1);
    }
    const { answered } = await load(turn.person, turn.delivery);
    return answered ? { kind: 'duplicate', ...answered } : { kind: 'stale' };
  };

  const forget = (person: string): Promise<void> =>
    transact(
      async (within) => {
        await erase(within, person);
        await within({ text: 'DELETE FROM conversation WHERE person = $1', values: [person] });
      },
      () => true,
    );

  return { load, commit: (turn: Commit) => commit(turn), erase: forget };
};

/**
 * Makes turns that share a name of one person wait for each other: without a row there is nothing else to wait for, and
 * each of two would begin under its own name. Taken in one order, so that no two wait for each other for ever.
 */
const holdNames = (run: Run, names: readonly string[]): Promise<unknown> =>
  run({
    text: 'SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest($1::text[]) AS name',
    values: [[...names].sort()],
  });

/** Who asked not to be written to has asked so under each of these names. */
const stopAlso = (run: Run, person: string, also: readonly string[]): Promise<unknown> =>
  run({
    text: `INSERT INTO stopped (person, day) SELECT name, day FROM stopped, unnest($2::text[]) AS name
           WHERE person = $1 ON CONFLICT (person) DO NOTHING`,
    values: [person, also],
  });

/** All that is kept under older names becomes the person's; where both have something, the newer name wins. */
const rename = async (run: Run, person: string, formerly: readonly string[]): Promise<void> => {
  for (const former of formerly) {
    for (const table of ['conversation', 'stopped']) {
      await run({
        text: `UPDATE ${table} SET person = $1 WHERE person = $2 AND NOT EXISTS (SELECT 1 FROM ${table} WHERE person = $1)`,
        values: [person, former],
      });
      await run({ text: `DELETE FROM ${table} WHERE person = $1`, values: [former] });
    }
    for (const table of ['delivery', 'outbox'])
      await run({ text: `UPDATE ${table} SET person = $1 WHERE person = $2`, values: [person, former] });
  }
};

/** What goes before the turn that says so is written. The conversation goes with that turn, if nobody overtook it. */
const erase = async (run: Run, person: string): Promise<void> => {
  // Locked first, so that two who forget the same person wait for each other in one place.
  await run({ text: 'SELECT version FROM conversation WHERE person = $1 FOR UPDATE', values: [person] });
  await run({ text: 'DELETE FROM outbox WHERE person = $1', values: [person] });
  // The hash of the delivery stays, or a repeat of it would be answered anew; whose it was does not.
  await run({ text: 'UPDATE delivery SET reply = NULL, person = NULL WHERE person = $1', values: [person] });
};
