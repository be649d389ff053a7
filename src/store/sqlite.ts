import { systemClock } from '../base/clock.ts';
import { createGroupCommit } from './group-commit.ts';
import { asOperational } from './sqlite-fault.ts';
import { openSqlite } from './sqlite-file.ts';
import { createSqliteOutbox } from './sqlite-outbox.ts';
import { createSqliteReleases } from './sqlite-releases.ts';
import { createSqliteSweep } from './sqlite-sweep.ts';
import { createSqliteTerms } from './sqlite-terms.ts';
import { createSqliteTurn } from './sqlite-turn.ts';
import type { Store } from './store.ts';

export interface SqliteStoreDeps {
  /** A file, made with its folder when missing, or `:memory:`. */
  readonly path: string;
  /** The file never grows beyond this many pages (4096 bytes each). */
  readonly maxPages?: number;
  /** Told after each flush how many writes shared it. */
  readonly onFlush?: (count: number) => void;
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** Terms looked through before others get their turn. */
const TERMS_AT_ONCE = 500;

/** The embedded store: one SQLite file, flushed at every commit. Throws an OperationalError when it cannot be opened. */
export const createSqliteStore = ({
  path,
  maxPages,
  onFlush = () => {},
  wait = systemClock().sleep,
}: SqliteStoreDeps): Store => {
  const db = openSqlite(path, maxPages);
  const write = createGroupCommit({ db, wait, onFlush });
  const turn = createSqliteTurn(db);
  const outbox = createSqliteOutbox(db);
  const erase = createSqliteSweep(db);
  const terms = createSqliteTerms(db);
  const releases = createSqliteReleases(db);
  const hush = db.prepare('INSERT OR IGNORE INTO delivery (delivery, release, at) VALUES (?, ?, ?)');
  const count = db.prepare('INSERT OR IGNORE INTO status (key, at) VALUES (?, ?)');
  const probe = db.prepare('SELECT version FROM conversation LIMIT 1');

  const read = async <T>(work: () => T): Promise<T> => {
    try {
      return work();
    } catch (thrown) {
      throw asOperational(thrown);
    }
  };

  /** What was erased must leave the write-ahead log too. Best effort: what failed here is done at the next sweep. */
  const emptyLog = (): void => {
    try {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // The erasure itself is committed.
    }
  };

  return {
    load: (person, delivery) => read(() => turn.load(person, delivery)),
    commit: async (commit) => {
      const committed = await write(() => turn.commit(commit));
      if (commit.forget && committed.kind === 'committed') emptyLog();
      return committed;
    },
    erase: async (person) => {
      await write(() => turn.erase(person));
      emptyLog();
    },
    remember: (delivery, release, at) => write(() => hush.run(delivery, release, at).changes === 1),
    claim: (now, leaseMs, limit) => write(() => outbox.claim(now, leaseMs, limit)),
    settle: (id, outcome) => write(() => outbox.settle(id, outcome)),
    status: (key, at) => write(() => count.run(key, at).changes === 1),
    noteTerms: (uses, at) => write(() => terms.note(uses, at)),
    questions: (least, since) => read(() => terms.list(least, since)),
    forgetTerms: async (whoOf) => {
      for (let last = '', more = true; more; ) {
        const found = await read(() => terms.termsAfter(last, TERMS_AT_ONCE));
        const uses = found.flatMap((term) => whoOf(term).map((who) => [term, who] as const));
        if (uses.length > 0) await write(() => terms.forget(uses));
        last = found.at(-1) ?? last;
        more = found.length === TERMS_AT_ONCE;
      }
      emptyLog();
    },
    releases: {
      publish: (snapshot, at) => write(() => releases.publish(snapshot, at)),
      choose: (id, at) => write(() => releases.choose(id, at)),
      current: () => read(releases.current),
      list: () => read(releases.list),
      packed: (id) => read(() => releases.packed(id)),
    },
    sweep: async (now) => {
      await write(() => {
        erase(now);
        terms.sweep(now);
      });
      emptyLog();
    },
    ready: () => read(() => void probe.get()),
    close: async () => {
      if (!db.isOpen) return;
      // Writes are made in the order they came: after this one, none is left.
      await write(() => undefined).catch(() => undefined);
      if (db.isOpen) db.close();
    },
  };
};
