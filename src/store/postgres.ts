import { systemClock } from '../base/clock.ts';
import { readAddress } from './postgres-address.ts';
import { asOperational } from './postgres-fault.ts';
import { migrate } from './postgres-migrate.ts';
import { createPostgresOutbox } from './postgres-outbox.ts';
import { createPool, type Statement } from './postgres-pool.ts';
import { createPostgresReleases } from './postgres-releases.ts';
import { createPostgresSweep } from './postgres-sweep.ts';
import { createPostgresTerms } from './postgres-terms.ts';
import { createPostgresTurn } from './postgres-turn.ts';
import type { Store } from './store.ts';

export interface PostgresStoreDeps {
  /** `postgres://user:password@host:5432/database`, with `?pool=` connections at most. */
  readonly url: string;
  readonly wait?: (ms: number) => Promise<unknown>;
}

const operational = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (thrown) {
    throw asOperational(thrown);
  }
};

/** The store for several processes at once: one PostgreSQL database. Throws an OperationalError when it cannot be opened. */
export const createPostgresStore = async ({ url, wait = systemClock().sleep }: PostgresStoreDeps): Promise<Store> => {
  const address = readAddress(url);
  await operational(migrate(address));
  const database = createPool(address, wait);
  const turn = createPostgresTurn(database);
  const outbox = createPostgresOutbox(database);
  const erase = createPostgresSweep(database);
  const terms = createPostgresTerms(database);
  const releases = createPostgresReleases(database);

  const isNew = async (insert: Statement): Promise<boolean> => (await operational(database.run(insert))).count === 1;

  return {
    load: (person, delivery) => operational(turn.load(person, delivery)),
    commit: (commit) => operational(turn.commit(commit)),
    erase: (person) => operational(turn.erase(person)),
    remember: (delivery, release, at) =>
      isNew({
        name: 'remember',
        text: 'INSERT INTO delivery (delivery, release, at) VALUES ($1, $2, $3) ON CONFLICT (delivery) DO NOTHING',
        values: [delivery, release, at],
      }),
    claim: (now, leaseMs, limit) => operational(outbox.claim(now, leaseMs, limit)),
    settle: (id, outcome) => operational(outbox.settle(id, outcome)),
    status: (key, at) =>
      isNew({
        name: 'status',
        text: 'INSERT INTO status (key, at) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING',
        values: [key, at],
      }),
    noteTerms: (uses, at) => operational(terms.note(uses, at)),
    questions: (least, since) => operational(terms.questions(least, since)),
    forgetTerms: (whoOf) => operational(terms.forget(whoOf)),
    releases: {
      publish: (snapshot, at) => operational(releases.publish(snapshot, at)),
      choose: (id, at) => operational(releases.choose(id, at)),
      current: () => operational(releases.current()),
      list: () => operational(releases.list()),
      packed: (id) => operational(releases.packed(id)),
    },
    sweep: async (now) => {
      await operational(erase(now));
      await operational(terms.sweep(now));
    },
    ready: async () => {
      await operational(database.run({ text: 'SELECT version FROM conversation LIMIT 1' }));
    },
    close: () => operational(database.close()),
  };
};
