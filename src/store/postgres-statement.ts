import { dayIn } from '../base/day.ts';
import type { Statement } from './postgres-pool.ts';
import type { Commit } from './store.ts';

type Type = 'text' | 'bigint' | 'text[]' | 'bigint[]';
/** Hands a value over and gives the place it has in the statement. */
type Given = (value: unknown, type: Type) => string;
/** A part of the statement under a name; parts of one name differ in nothing but their values. */
type Part = readonly [name: string, sql: string];

/**
 * All that a turn writes as one statement, with only the parts it needs: one round trip. `moved` is the one row that
 * decides: none when the version is another or the delivery was answered, and then no part writes anything. Its lock puts
 * a person's turns in order across processes.
 */
export const statementOf = (turn: Commit): Statement => {
  const values: unknown[] = [];
  const given: Given = (value, type) => `$${values.push(value)}::${type}`;
  const person = given(turn.person, 'text');
  const delivery = given(turn.delivery, 'text');
  const at = given(turn.at, 'bigint');
  const unanswered = `NOT EXISTS (SELECT 1 FROM delivery WHERE delivery = ${delivery})`;

  const [name, moved] = move(turn, given, { person, at, unanswered });
  const parts: readonly Part[] = [
    ['moved', moved],
    // What says "everything is erased" is repeated like any reply, and is nobody's.
    [
      'remembered',
      `INSERT INTO delivery (delivery, person, reply, release, at)
       SELECT ${delivery}, ${turn.forget ? 'NULL' : 'person'}, ${given(turn.reply ?? null, 'text')}, ${given(turn.release, 'text')}, ${at} FROM moved`,
    ],
    ...consent(turn, given),
    ...send(turn, given),
  ];
  return {
    name: [name, ...parts.slice(2).map(([extra]) => extra)].join(' '),
    text: `WITH ${parts.map(([part, sql]) => `${part} AS (${sql})`).join(',\n')}\nSELECT person FROM moved`,
    values,
  };
};

interface Places {
  readonly person: string;
  readonly at: string;
  readonly unanswered: string;
}

/** The conversation itself: begun, taken further or forgotten. A version of 0 says that nothing is kept. */
const move = (turn: Commit, given: Given, { person, at, unanswered }: Places): Part => {
  if (turn.version === 0) {
    if (turn.forget)
      return [
        'forget-unknown',
        `SELECT ${person} AS person
         WHERE ${unanswered} AND NOT EXISTS (SELECT 1 FROM conversation WHERE person = ${person})`,
      ];
    return [
      'begin',
      `INSERT INTO conversation (person, version, profile, state, touched)
       SELECT ${person}, 1, ${given(turn.profile ?? null, 'text')}, ${given(turn.state ?? null, 'text')}, ${at}
       WHERE ${unanswered} ON CONFLICT (person) DO NOTHING RETURNING person`,
    ];
  }
  const still = `WHERE person = ${person} AND version = ${given(turn.version, 'bigint')} AND ${unanswered} RETURNING person`;
  if (turn.forget) return ['forget', `DELETE FROM conversation ${still}`];
  const kept = (['profile', 'state'] as const).filter((column) => turn[column] !== undefined);
  const sets = kept.map((column) => `, ${column} = ${given(turn[column], 'text')}`).join('');
  return [
    ['go-on', ...kept].join(' '),
    `UPDATE conversation SET version = version + 1, touched = ${at}${sets} ${still}`,
  ];
};

const consent = (turn: Commit, given: Given): readonly Part[] => {
  if (turn.consent === 'started')
    return [['started', 'DELETE FROM stopped WHERE person IN (SELECT person FROM moved)']];
  if (turn.consent !== 'stopped') return [];
  const day = given(dayIn('UTC', turn.at).iso, 'text');
  return [
    ['silenced', `INSERT INTO stopped (person, day) SELECT person, ${day} FROM moved ON CONFLICT (person) DO NOTHING`],
  ];
};

const send = ({ outbox }: Commit, given: Given): readonly Part[] => {
  if (outbox.length === 0) return [];
  const texts = (['id', 'channel', 'address', 'message'] as const).map((column) =>
    given(
      outbox.map((row) => row[column]),
      'text[]',
    ),
  );
  const due = given(
    outbox.map((row) => row.due),
    'bigint[]',
  );
  return [
    [
      'sent',
      `INSERT INTO outbox (id, person, channel, address, message, due)
       SELECT o.id, moved.person, o.channel, o.address, o.message, o.due
       FROM moved, unnest(${[...texts, due].join(', ')}) AS o(id, channel, address, message, due)`,
    ],
  ];
};
