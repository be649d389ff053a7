import { type ClientConfig, types } from 'pg';
import { OperationalError } from '../base/operational-error.ts';

/** How long anything may take, in milliseconds: providers wait 15 seconds for an answer, and a turn asks twice. */
const PATIENCE = { connecting: 4000, lock: 2000, statement: 4000, answer: 5000, transaction: 10_000 } as const;

/** Connections of one process, where DATABASE_URL has no `?pool=`. */
const POOL = { least: 1, usual: 10, most: 500 } as const;

const INT8 = 20;

export interface Address {
  readonly pool: number;
  readonly client: ClientConfig;
}

const bad = (what: string): OperationalError => new OperationalError('bad-database-url', `DATABASE_URL ${what}`);

/** Reads `postgres://user:password@host:5432/database?pool=10`. No error repeats it: it may hold a password. */
export const readAddress = (url: string): Address => {
  const parsed = URL.parse(url);
  if (!parsed || !/^postgres(?:ql)?:$/.test(parsed.protocol))
    throw bad(
      'is no address such as postgres://user:password@host:5432/database (a special sign in it is written %40)',
    );
  const pool = Number(parsed.searchParams.get('pool') ?? POOL.usual);
  if (!Number.isInteger(pool) || pool < POOL.least || pool > POOL.most)
    throw bad(`has a ?pool= that is no number from ${POOL.least} to ${POOL.most}`);
  return {
    pool,
    client: {
      connectionString: url,
      fallback_application_name: 'ventanilla',
      connectionTimeoutMillis: PATIENCE.connecting,
      statement_timeout: PATIENCE.statement,
      lock_timeout: PATIENCE.lock,
      idle_in_transaction_session_timeout: PATIENCE.transaction,
      // The server's own limits do not help when nothing comes from it any more.
      query_timeout: PATIENCE.answer,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      // Times are whole milliseconds, far from where numbers lose digits; `pg` gives such columns as text.
      types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : types.getTypeParser(oid, format)) },
    },
  };
};

/** The same without limits of time, for work that nobody waits for in a conversation: tables and copies. */
export const patient = ({ client }: Address): ClientConfig => {
  const { query_timeout: _, ...rest } = client;
  return { ...rest, statement_timeout: 0, lock_timeout: 30_000, idle_in_transaction_session_timeout: 0 };
};
