import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { OperationalError } from '../../src/base/operational-error.ts';
import { createPostgresStore } from '../../src/store/postgres.ts';
import { KEPT, type Store } from '../../src/store/store.ts';
import { createTestDatabase, named, type TestDatabase, withoutPostgres } from '../support/postgres.ts';
import { createTcpProxy } from '../support/tcp-proxy.ts';
import { letter, NOON, storeContract, turnOf } from './contract.ts';

const refusal = async (work: Promise<unknown>): Promise<OperationalError> => {
  const thrown: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(thrown).toBeInstanceOf(OperationalError);
  return thrown as OperationalError;
};

describe.skipIf(withoutPostgres)(named('with a PostgreSQL server'), () => {
  let database: TestDatabase;
  const opened: Store[] = [];
  const open = async (options: Readonly<Record<string, string>> = {}): Promise<Store> => {
    const url = new URL(database.url);
    for (const [name, value] of Object.entries(options)) url.searchParams.set(name, value);
    const store = await createPostgresStore({ url: url.href });
    opened.push(store);
    return store;
  };
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  beforeEach(() => database.empty());
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });
  afterAll(() => database.drop());

  storeContract('postgres', () => open());

  describe('two processes', () => {
    test('that race on one person: one turn is made, the other is stale and can be redone', async () => {
      const stores = [await open(), await open()] as const;
      for (let version = 0; version < 20; version++) {
        const both = await Promise.all(
          stores.map((store, i) => store.commit(turnOf({ version, delivery: `d${version}-${i}`, state: `S${i}` }))),
        );
        expect(both.map(({ kind }) => kind).toSorted()).toEqual(['committed', 'stale']);
        const made = both.findIndex(({ kind }) => kind === 'committed');
        expect((await stores[0].load('ana', 'x')).saved).toEqual({ version: version + 1, state: `S${made}` });
      }
    });

    test('that race on one delivery: the other hears the same reply', async () => {
      const stores = [await open(), await open()];
      const all = await Promise.all(
        stores.flatMap((store, i) => Array.from({ length: 10 }, () => store.commit(turnOf({ reply: `R${i}` })))),
      );
      const body = (await stores[0]?.load('x', 'd1'))?.answered?.body;
      expect(all.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
      expect(all.filter(({ kind }) => kind !== 'committed')).toEqual(
        Array.from({ length: 19 }, () => ({ kind: 'duplicate', body })),
      );
    });

    test('of which one answered a delivery: the other knows it, whoever asks and from whatever version', async () => {
      const [one, other] = [await open(), await open()];
      await one.commit(turnOf({ reply: 'R' }));
      for (const version of [0, 1, 7])
        expect(await other.commit(turnOf({ version, reply: 'other' }))).toEqual({ kind: 'duplicate', body: 'R' });
      expect(await other.commit(turnOf({ person: 'eva', reply: 'other' }))).toEqual({ kind: 'duplicate', body: 'R' });
      expect((await other.load('eva', 'd1')).saved.version).toBe(0);
    });

    test('that forget, rename and go on at once leave one whole history', async () => {
      const stores = [await open(), await open()] as const;
      for (let round = 0; round < 10; round++) {
        const [person, old] = [`p${round}`, `q${round}`];
        await stores[0].commit(turnOf({ person: old, delivery: `${old}-1`, reply: 'R', outbox: [letter(old)] }));
        const all = await Promise.all(
          [
            { delivery: 'a', forget: true, formerly: [old] },
            { delivery: 'b', formerly: [old], profile: 'P' },
            { delivery: 'c', person: old, state: 'S' },
            { delivery: 'd', forget: true, formerly: [old] },
          ].map((turn, i) =>
            stores[i % 2 === 0 ? 0 : 1].commit(
              turnOf({ person, version: 1, ...turn, delivery: `${person}-${turn.delivery}` }),
            ),
          ),
        );
        expect(all.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
        expect(all.filter(({ kind }) => kind === 'stale')).toHaveLength(3);
      }
    });

    test('never claim the same row', async () => {
      const stores = [await open(), await open()];
      const ids = Array.from({ length: 200 }, (_, i) => `o${i}`);
      await stores[0]?.commit(turnOf({ outbox: ids.map((id) => letter(id)) }));
      const claims = await Promise.all(
        Array.from({ length: 60 }, (_, i) => stores[i % 2]?.claim(NOON, 60_000, 7) ?? Promise.resolve([])),
      );
      const claimed = claims.flat().map(({ id }) => id);
      expect(new Set(claimed).size).toBe(claimed.length);
      const rest = (await stores[0]?.claim(NOON, 60_000, 500)) ?? [];
      expect([...claimed, ...rest.map(({ id }) => id)].toSorted()).toEqual(ids.toSorted());
    });

    test('sweep at the same time, more than a handful, while turns go on', async () => {
      const stores = [await open(), await open()];
      await database.query(
        `INSERT INTO delivery (delivery, person, reply, release, at) SELECT 'x' || i, 'p' || i, 'R', 'r', ${NOON} FROM generate_series(1, 5000) i`,
      );
      const later = NOON + KEPT.delivery;
      const [, , committed] = await Promise.all([
        ...stores.map((store) => store.sweep(later)),
        stores[0]?.commit(turnOf({ at: later })),
      ]);
      expect(committed).toEqual({ kind: 'committed' });
      await stores[0]?.sweep(later);
      expect(await database.query('SELECT delivery FROM delivery')).toEqual([{ delivery: 'd1' }]);
    });
  });

  describe('a connection', () => {
    let release = async (): Promise<unknown> => undefined;
    afterEach(() => release());
    const held = async (store: Store): Promise<void> => {
      await store.commit(turnOf({ state: 'S' }));
      release = await database.hold("SELECT 1 FROM conversation WHERE person = 'ana' FOR UPDATE");
    };
    const waiting = async (): Promise<void> => {
      await expect
        .poll(() =>
          database.query(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
          ),
        )
        .toHaveLength(1);
    };

    test('cut in the middle of a turn is an OperationalError, and the next turn works', async () => {
      const store = await open();
      await held(store);
      const turn = refusal(store.commit(turnOf({ delivery: 'd2', version: 1, state: 'secret' })));
      await waiting();
      expect(await database.cutAll()).toBeGreaterThan(0);
      const { code, message, cause } = await turn;
      expect({ code, cause }).toEqual({ code: 'store-unreachable', cause: undefined });
      expect(message).not.toContain('secret');
      await release();
      expect(await store.commit(turnOf({ delivery: 'd2', version: 1 }))).toEqual({ kind: 'committed' });
    });

    test('cut while it is idle does not end the process, and is replaced', async () => {
      const store = await open();
      await Promise.all(Array.from({ length: 10 }, (_, i) => store.load(`p${i}`, 'x')));
      expect(await database.cutAll()).toBeGreaterThan(0);
      await expect
        .poll(() =>
          store.ready().then(
            () => 'ready',
            (cause: OperationalError) => cause.code,
          ),
        )
        .toBe('ready');
      expect(await store.commit(turnOf())).toEqual({ kind: 'committed' });
    });

    test('that cannot be made says so, and is made again once the server is back', async () => {
      const { hostname, port } = new URL(database.url);
      const wire = await createTcpProxy({ host: hostname, port: Number(port) });
      const store = await open({ host: '127.0.0.1', port: String(wire.port) });
      await wire.cut();
      expect(await refusal(store.commit(turnOf()))).toMatchObject({ code: 'store-unreachable' });
      const { message } = await refusal(store.ready());
      expect(message).toMatch(/^PostgreSQL, which DATABASE_URL names, cannot be reached \(ECONNREFUSED\)$/);
      await wire.mend();
      expect(await store.commit(turnOf())).toEqual({ kind: 'committed' });
      await store.close();
      await wire.cut();
    });

    test('that falls silent is not waited for without end', async () => {
      const { hostname, port } = new URL(database.url);
      const wire = await createTcpProxy({ host: hostname, port: Number(port) });
      const store = await open({ host: '127.0.0.1', port: String(wire.port), query_timeout: '300' });
      await store.ready();
      wire.silence();
      expect(await refusal(store.load('ana', 'd1'))).toMatchObject({ code: 'store-busy' });
      expect(await store.commit(turnOf())).toEqual({ kind: 'committed' });
      await store.close();
      await wire.cut();
    });

    test('that fell silent is told by one connection for all: the others are not waited for in turn', async () => {
      const { hostname, port } = new URL(database.url);
      const wire = await createTcpProxy({ host: hostname, port: Number(port) });
      const store = await open({ host: '127.0.0.1', port: String(wire.port), query_timeout: '500' });
      await Promise.all(Array.from({ length: 10 }, () => store.ready()));
      wire.silence();
      expect(await refusal(store.load('ana', 'd1'))).toMatchObject({ code: 'store-busy' });
      expect(await store.commit(turnOf())).toEqual({ kind: 'committed' });
      expect(await store.load('ana', 'd1')).toMatchObject({ saved: { version: 1 } });
      await store.close();
      await wire.cut();
    });

    test('waits for a lock, but not without end', async () => {
      const store = await open({ lock_timeout: '200' });
      await held(store);
      expect(await refusal(store.commit(turnOf({ delivery: 'd2', version: 1 })))).toMatchObject({ code: 'store-busy' });
      const patient = await open();
      const turn = patient.commit(turnOf({ delivery: 'd2', version: 1 }));
      await waiting();
      await release();
      expect(await turn).toEqual({ kind: 'committed' });
    });

    test('is shared by many turns, and given back by each', async () => {
      const store = await open({ pool: '1' });
      const all = await Promise.all(
        Array.from({ length: 100 }, (_, i) =>
          store.commit(turnOf({ person: `p${i % 50}`, delivery: `d${i}`, formerly: ['nobody'] })),
        ),
      );
      expect(all.filter(({ kind }) => kind === 'committed')).toHaveLength(50);
      expect(all.filter(({ kind }) => kind === 'stale')).toHaveLength(50);
    });

    test('is closed after what began, and refuses what comes later', async () => {
      const store = await open({ pool: '1' });
      const turns = ['d1', 'd2', 'd3'].map((delivery) => store.commit(turnOf({ person: delivery, delivery })));
      const closing = store.close();
      const late = refusal(store.commit(turnOf({ delivery: 'd4' })));
      expect(await Promise.all(turns)).toEqual(Array.from({ length: 3 }, () => ({ kind: 'committed' })));
      await closing;
      expect(await late).toMatchObject({ code: 'store-failed', message: 'the store is closed' });
      await store.close();
    });
  });

  describe('a failure of the server', () => {
    const failing = async (state: string): Promise<void> => {
      await database.query(
        `CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN RAISE EXCEPTION 'no room for %', NEW.state USING ERRCODE = '${state}'; END $$`,
      );
      await database.query(
        'CREATE OR REPLACE TRIGGER failing BEFORE INSERT ON conversation FOR EACH ROW EXECUTE FUNCTION fail()',
      );
    };
    afterEach(() => database.query('DROP TRIGGER IF EXISTS failing ON conversation'));

    test.each([
      ['53100', 'store-full', /disk of the database is full/],
      ['53300', 'store-busy', /too much to do/],
      ['40001', 'store-busy', /too much to do/],
      ['25006', 'store-unreachable', /cannot be reached/],
      ['XX001', 'store-failed', /SQLSTATE XX001$/],
    ])('with SQLSTATE %s is %s, says nothing of the person and heals', async (state, code, said) => {
      const store = await createPostgresStore({ url: database.url, wait: async () => {} });
      opened.push(store);
      await failing(state);
      const error = await refusal(store.commit(turnOf({ state: 'secret' })));
      expect({ code: error.code, cause: error.cause }).toEqual({ code, cause: undefined });
      expect(error.message).toMatch(said);
      expect(error.message).not.toContain('secret');
      await store.ready();
      expect(await store.load('ana', 'd1')).toEqual({ saved: { version: 0 }, stopped: false });
      await database.query('DROP TRIGGER failing ON conversation');
      expect(await store.commit(turnOf({ state: 'S' }))).toEqual({ kind: 'committed' });
    });

    test('at the start is one line without the password', async () => {
      for (const [change, said] of [
        [{ user: 'nobody-here', password: 'hunter2' }, /refuses the user or the password/],
        [{ port: '9' }, /cannot be reached \(ECONNREFUSED\)/],
        [{ pool: '0' }, /\?pool= that is no number from 1 to 500/],
      ] as const) {
        const { code, message } = await refusal(open(change));
        expect(code).toMatch(/^(?:store|bad)-/);
        expect(message).toMatch(said);
        expect(message).not.toMatch(/hunter2|ventanilla_test/);
      }
    });
  });
});
