import type { DatabaseSync } from 'node:sqlite';
import { dayIn } from '../base/day.ts';
import type { Commit, Committed, Saved } from './store.ts';

interface Loaded {
  readonly version: number | null;
  readonly profile: string | null;
  readonly state: string | null;
  readonly stopped: number;
  readonly answered: number;
  readonly reply: string | null;
}

/** One person's turn in SQLite: what was kept before it, and all it changes. Runs inside the caller's transaction. */
export const createSqliteTurn = (db: DatabaseSync) => {
  // One statement, so that all of it is seen at one moment, whatever other processes write.
  const seen = db.prepare(`
    SELECT c.version, c.profile, c.state, s.person IS NOT NULL AS stopped, d.delivery IS NOT NULL AS answered, d.reply
    FROM (SELECT ? AS person, ? AS delivery) q LEFT JOIN conversation c ON c.person = q.person
    LEFT JOIN stopped s ON s.person = q.person LEFT JOIN delivery d ON d.delivery = q.delivery`);
  const answer = db.prepare('SELECT reply FROM delivery WHERE delivery = ?');
  const versionOf = db.prepare('SELECT version FROM conversation WHERE person = ?');
  const save = db.prepare(`
    INSERT INTO conversation (person, version, profile, state, touched)
    VALUES (:person, :version, :profile, :state, :at)
    ON CONFLICT (person) DO UPDATE SET version = :version, touched = :at,
      profile = iif(:keepProfile, profile, :profile), state = iif(:keepState, state, :state)`);
  const remember = db.prepare('INSERT INTO delivery (delivery, person, reply, release, at) VALUES (?, ?, ?, ?, ?)');
  const send = db.prepare('INSERT INTO outbox (id, person, channel, address, message, due) VALUES (?, ?, ?, ?, ?, ?)');
  const stop = db.prepare('INSERT OR IGNORE INTO stopped (person, day) VALUES (?, ?)');
  const start = db.prepare('DELETE FROM stopped WHERE person = ?');
  const stopAlso = db.prepare(
    'INSERT OR IGNORE INTO stopped (person, day) SELECT ?, day FROM stopped WHERE person = ?',
  );
  const forget = [
    db.prepare('DELETE FROM conversation WHERE person = ?'),
    db.prepare('DELETE FROM outbox WHERE person = ?'),
    // The hash of the delivery stays, or a repeat of it would be answered anew; whose it was does not.
    db.prepare('UPDATE delivery SET reply = NULL, person = NULL WHERE person = ?'),
  ];
  const rename = [
    ...['conversation', 'stopped'].map((table) =>
      db.prepare(`UPDATE OR IGNORE ${table} SET person = :person WHERE person = :former`),
    ),
    ...['delivery', 'outbox'].map((table) => db.prepare(`UPDATE ${table} SET person = :person WHERE person = :former`)),
  ];
  const drop = ['conversation', 'stopped'].map((table) => db.prepare(`DELETE FROM ${table} WHERE person = ?`));

  const load = (person: string, delivery: string) => {
    const row = seen.get(person, delivery) as unknown as Loaded;
    const saved: Saved = {
      version: row.version ?? 0,
      ...(row.profile === null ? {} : { profile: row.profile }),
      ...(row.state === null ? {} : { state: row.state }),
    };
    const answered = row.reply === null ? {} : { body: row.reply };
    return { saved, stopped: row.stopped === 1, ...(row.answered === 1 ? { answered } : {}) };
  };

  const erase = (person: string): void => {
    for (const statement of forget) statement.run(person);
  };

  const commit = (turn: Commit): Committed => {
    const { person, delivery, formerly = [], also = [], at } = turn;
    const before = answer.get(delivery) as { readonly reply: string | null } | undefined;
    if (before) return { kind: 'duplicate', ...(before.reply === null ? {} : { body: before.reply }) };

    const versions = [person, ...formerly].map((name) => versionOf.get(name)?.['version'] as number | undefined);
    if ((versions.find((version) => version !== undefined) ?? 0) !== turn.version) return { kind: 'stale' };

    for (const former of formerly) {
      for (const statement of rename) statement.run({ person, former });
      for (const statement of drop) statement.run(former);
    }
    if (turn.forget) erase(person);
    else {
      const { profile, state } = turn;
      const kept = { keepProfile: profile === undefined ? 1 : 0, keepState: state === undefined ? 1 : 0 };
      save.run({ person, version: turn.version + 1, profile: profile ?? null, state: state ?? null, at, ...kept });
    }
    if (turn.consent === 'stopped') stop.run(person, dayIn('UTC', at).iso);
    if (turn.consent === 'started') start.run(person);
    for (const name of also) stopAlso.run(name, person);
    // What says "everything is erased" is repeated like any reply, and is nobody's.
    remember.run(delivery, turn.forget ? null : person, turn.reply ?? null, turn.release, at);
    for (const { id, channel, address, message, due } of turn.outbox)
      send.run(id, person, channel, address, message, due);
    return { kind: 'committed' };
  };

  return { load, commit, erase };
};
