import { type ClientBase, Pool, type PoolClient } from 'pg';
import { OperationalError } from '../base/operational-error.ts';
import type { Address } from './postgres-address.ts';
import { isLost, isOvertaken } from './postgres-fault.ts';

/** One statement; a name makes PostgreSQL plan it once a connection. Equal names have equal texts. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

export interface Ran<R> {
  readonly rows: readonly R[];
  /** Rows found or changed. */
  readonly count: number;
}

export type Run = <R>(statement: Statement) => Promise<Ran<R>>;

export interface Database {
  /** One statement, which is a transaction of its own: one round trip. */
  readonly run: Run;
  /** Several statements, kept all when `keeps` likes what came of them and undone otherwise. */
  readonly transact: <T>(work: (run: Run) => Promise<T>, keeps: (value: T) => boolean) => Promise<T>;
  /** Lets what began come to its end, then hangs up. */
  readonly close: () => Promise<void>;
}

/** Pauses before another try of what another transaction undid, in milliseconds. */
const PAUSES = [5, 10, 20, 40, 80, 160] as const;

/** A connection that grows old moves to where the address points now; an idle one is given back. */
const LIFE = { idleTimeoutMillis: 30_000, maxLifetimeSeconds: 1800 } as const;

export const runOn =
  (client: ClientBase): Run =>
  async ({ name, text, values = [] }) => {
    const { rows, rowCount } = await client.query({
      ...(name === undefined ? {} : { name }),
      text,
      values: [...values],
    });
    return { rows, count: rowCount ?? 0 };
  };

/** The connections of one process. What fails throws as `pg` has it: the caller may know what to do about it. */
export const createPool = ({ pool: max, client }: Address, wait: (ms: number) => Promise<unknown>): Database => {
  const pool = new Pool({ ...client, ...LIFE, max });
  // Idle connections that are cut leave the pool by themselves; without a listener such a cut would end the process.
  const ignore = (): void => {};
  pool.on('error', ignore).on('connect', (one) => one.on('error', ignore));
  const running = new Set<Promise<unknown>>();
  let closed = false;

  // Where one connection was lost, those that were idle meanwhile may be dead too, and each would have to be waited for.
  const seen = new WeakMap<PoolClient, number>();
  let losses = 0;
  const connect = async (): Promise<PoolClient> => {
    for (;;) {
      const one = await pool.connect();
      if ((seen.get(one) ?? losses) === losses) return one;
      one.release(true);
    }
  };

  const once = async <T>(work: (client: PoolClient) => Promise<T>): Promise<T> => {
    const one = await connect();
    try {
      const value = await work(one);
      seen.set(one, losses);
      one.release();
      return value;
    } catch (thrown) {
      const lost = isLost(thrown);
      if (lost) losses++;
      seen.set(one, losses);
      one.release(lost);
      throw thrown;
    }
  };

  const withRetries = async <T>(work: (client: PoolClient) => Promise<T>): Promise<T> => {
    for (const pause of PAUSES) {
      try {
        return await once(work);
      } catch (thrown) {
        if (!isOvertaken(thrown)) throw thrown;
      }
      await wait(pause);
    }
    return once(work);
  };

  const use = async <T>(work: (client: PoolClient) => Promise<T>): Promise<T> => {
    if (closed) throw new OperationalError('store-failed', 'the store is closed');
    const mine = withRetries(work);
    running.add(mine);
    try {
      return await mine;
    } finally {
      running.delete(mine);
    }
  };

  return {
    run: (statement) => use((one) => runOn(one)(statement)),
    transact: (work, keeps) =>
      use(async (one) => {
        const run = runOn(one);
        await run({ text: 'BEGIN' });
        try {
          const value = await work(run);
          await run({ text: keeps(value) ? 'COMMIT' : 'ROLLBACK' });
          return value;
        } catch (thrown) {
          if (!isLost(thrown)) await run({ text: 'ROLLBACK' });
          throw thrown;
        }
      }),
    close: async () => {
      if (closed) return;
      closed = true;
      await Promise.allSettled(running);
      await pool.end();
    },
  };
};
