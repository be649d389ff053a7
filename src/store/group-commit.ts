import type { DatabaseSync } from 'node:sqlite';
import { asOperational, isBusy, isOwnFault } from './sqlite-fault.ts';

/** Writes that are waiting longer than this many share the next transaction, so that one never holds the loop for long. */
const MOST = 256;

/** Pauses between tries while another process writes, in milliseconds; SQLite itself waits only for its short busy_timeout. */
const PAUSES = [10, 20, 40, 80, 160, 250, 250, 250, 250, 250] as const;

export interface GroupCommitDeps {
  readonly db: DatabaseSync;
  readonly wait: (ms: number) => Promise<unknown>;
  /** Told after each flush how many writes shared it. */
  readonly onFlush: (count: number) => void;
}

interface Waiting {
  readonly work: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** Runs a write and answers once it is on the disk. */
export type Write = <T>(work: () => T) => Promise<T>;

/** Lets writes that are ready together share one transaction and one flush: a flush is what a write costs. */
export const createGroupCommit = ({ db, wait, onFlush }: GroupCommitDeps): Write => {
  let waiting: Waiting[] = [];
  let scheduled = false;

  /** Each write has its own savepoint: what it breaks is undone without harm to the others. */
  const attempt = ({ work, resolve, reject }: Waiting): (() => void) => {
    db.exec('SAVEPOINT own');
    try {
      const value = work();
      db.exec('RELEASE own');
      return () => resolve(value);
    } catch (thrown) {
      if (!isOwnFault(thrown)) throw thrown;
      db.exec('ROLLBACK TO own; RELEASE own');
      return () => reject(asOperational(thrown));
    }
  };

  const transact = (batch: readonly Waiting[]): readonly (() => void)[] => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const answers = batch.map(attempt);
      db.exec('COMMIT');
      return answers;
    } catch (thrown) {
      // A full disk makes SQLite roll back by itself.
      if (db.isTransaction) db.exec('ROLLBACK');
      throw thrown;
    }
  };

  const transactWithRetries = async (batch: readonly Waiting[]): Promise<readonly (() => void)[]> => {
    for (const pause of PAUSES) {
      try {
        return transact(batch);
      } catch (thrown) {
        if (!isBusy(thrown)) throw thrown;
      }
      await wait(pause);
    }
    return transact(batch);
  };

  const flush = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const answers = await transactWithRetries(batch);
      onFlush(batch.length);
      for (const answer of answers) answer();
    } catch (thrown) {
      for (const { reject } of batch) reject(asOperational(thrown));
    }
  };

  const schedule = (): void => {
    if (scheduled || waiting.length === 0) return;
    scheduled = true;
    setImmediate(async () => {
      const batch = waiting.slice(0, MOST);
      waiting = waiting.slice(MOST);
      await flush(batch);
      scheduled = false;
      schedule();
    });
  };

  return <T>(work: () => T) =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      schedule();
    });
};
