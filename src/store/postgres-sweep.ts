import type { Instant } from '../base/day.ts';
import type { Database } from './postgres-pool.ts';
import { KEPT } from './store.ts';

/** Rows erased by one statement: few enough to stay far below its time-out. */
const AT_ONCE = 2000;

interface Rule {
  readonly kept: number;
  readonly table: string;
  readonly key: string;
  readonly old: string;
  /** What is emptied; the whole row goes where nothing is named. */
  readonly column?: string;
}

// Each rule reads one small index. What one rule empties becomes visible to the next.
const RULES: readonly Rule[] = [
  { kept: KEPT.reply, table: 'delivery', key: 'delivery', old: 'at <= $1 AND reply IS NOT NULL', column: 'reply' },
  { kept: KEPT.delivery, table: 'delivery', key: 'delivery', old: 'at <= $1 AND reply IS NULL' },
  {
    kept: KEPT.state,
    table: 'conversation',
    key: 'person',
    old: 'touched <= $1 AND state IS NOT NULL',
    column: 'state',
  },
  { kept: KEPT.profile, table: 'conversation', key: 'person', old: 'touched <= $1 AND state IS NULL' },
  { kept: KEPT.delivery, table: 'status', key: 'key', old: 'at <= $1' },
  // A row is settled right after its last claim; a reminder may have been written weeks before.
  { kept: KEPT.delivery, table: 'outbox', key: 'id', old: 'outcome IS NOT NULL AND coalesce(claimed, due) <= $1' },
];

const sqlOf = ({ table, key, old, column }: Rule): string => {
  // What a turn or another process's sweep holds is passed over until the next time.
  const found = `WITH old AS (SELECT ${key} FROM ${table} WHERE ${old} LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)`;
  return column === undefined
    ? `${found} DELETE FROM ${table} USING old WHERE ${table}.${key} = old.${key}`
    : `${found} UPDATE ${table} SET ${column} = NULL FROM old WHERE ${table}.${key} = old.${key}`;
};

/** Erases from PostgreSQL what has outlived its time, a handful at a time. */
export const createPostgresSweep = ({ run }: Database): ((now: Instant) => Promise<void>) => {
  const rules = RULES.map((rule) => ({ kept: rule.kept, text: sqlOf(rule) }));
  return async (now) => {
    for (const { kept, text } of rules) {
      for (let erased = AT_ONCE; erased === AT_ONCE; ) erased = (await run({ text, values: [now - kept] })).count;
    }
  };
};
