import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { OperationalError } from '../../src/base/operational-error.ts';
import { migrate } from '../../src/store/migrations/index.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import { letter, NOON, storeContract, turnOf } from './contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-store-'));
afterAll(() => rmSync(folder, { recursive: true }));
const freshPath = (): string => join(folder, randomUUID(), 'store.db');

const refusal = async (work: Promise<unknown>): Promise<OperationalError> => {
  const thrown: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(thrown).toBeInstanceOf(OperationalError);
  return thrown as OperationalError;
};

storeContract('sqlite in memory', () => createSqliteStore({ path: ':memory:' }));
storeContract('sqlite on disk', () => createSqliteStore({ path: freshPath() }));

describe('the file', () => {
  test('is made with its folder, for its owner only, and so are those beside it', async () => {
    const path = freshPath();
    const store = createSqliteStore({ path });
    await store.commit(turnOf());
    for (const file of [path, `${path}-wal`, `${path}-shm`]) expect(statSync(file).mode & 0o777).toBe(0o600);
    await store.close();
  });

  test('has everything when it is opened again', async () => {
    const path = freshPath();
    const before = createSqliteStore({ path });
    await before.commit(turnOf({ profile: 'P', state: 'S', reply: 'R', consent: 'stopped', outbox: [letter('o1')] }));
    await before.status('SM1', NOON);
    await before.close();
    const after = createSqliteStore({ path });
    expect(await after.load('ana', 'd1')).toEqual({
      saved: { version: 1, profile: 'P', state: 'S' },
      stopped: true,
      answered: { body: 'R' },
    });
    expect(await after.status('SM1', NOON)).toBe(false);
    expect(await after.claim(NOON, 1000, 10)).toEqual([{ ...letter('o1'), person: 'ana', attempts: 1 }]);
    await after.close();
  });

  test('has all that was answered even when the process never closed it', async () => {
    const path = freshPath();
    const left = createSqliteStore({ path });
    await left.commit(turnOf({ state: 'S' }));
    const other = createSqliteStore({ path });
    expect((await other.load('ana', 'd1')).saved).toEqual({ version: 1, state: 'S' });
    await Promise.all([left.close(), other.close()]);
  });

  test('has not a byte left of what was forgotten or swept', async () => {
    const path = freshPath();
    const store = createSqliteStore({ path });
    const bytes = (): string =>
      [path, `${path}-wal`]
        .filter(existsSync)
        .map((file) => readFileSync(file, 'latin1'))
        .join('');
    const secret = {
      profile: 'tell-tale-profile',
      state: 'tell-tale-state',
      reply: 'tell-tale-reply',
      outbox: [letter('tell-tale-letter')],
    };
    await store.commit(turnOf(secret));
    expect(bytes()).toContain('tell-tale');
    await store.commit(turnOf({ delivery: 'd2', version: 1, forget: true }));
    expect(bytes()).not.toContain('tell-tale');
    await store.commit(turnOf({ ...secret, delivery: 'd3', outbox: [] }));
    await store.sweep(NOON + 40 * 24 * 3_600_000);
    expect(bytes()).not.toContain('tell-tale');
    await store.close();
  });

  test('is refused when it is no database, cannot be made or comes from a newer release', async () => {
    const path = join(folder, 'letter.txt');
    writeFileSync(path, 'this is a letter and no database '.repeat(200));
    expect(() => createSqliteStore({ path })).toThrow(OperationalError);
    expect(() => createSqliteStore({ path: join(path, 'below-a-file', 'x.db') })).toThrow(/DATABASE_URL/);
    const newer = join(folder, 'newer.db');
    const db = new DatabaseSync(newer);
    db.exec('PRAGMA user_version = 99');
    db.close();
    expect(() => createSqliteStore({ path: newer })).toThrow(/newer release/);
  });
});

describe('migrations', () => {
  const add = (table: string, needs = 1) => ({ sql: `CREATE TABLE ${table} (x)`, needs });
  const versionOf = (db: DatabaseSync): unknown => db.prepare('PRAGMA user_version').get()?.['user_version'];
  const needsOf = (db: DatabaseSync): readonly unknown[] =>
    db
      .prepare('SELECT needs FROM ventanilla_migration ORDER BY number')
      .all()
      .map(({ needs }) => needs);

  test('run once each, in order, and a broken one leaves nothing behind', () => {
    const db = new DatabaseSync(':memory:');
    migrate(db, [add('a')]);
    expect(() => migrate(db, [add('a'), add('b'), add('b')])).toThrow();
    expect([versionOf(db), needsOf(db)]).toEqual([1, [1]]);
    migrate(db, [add('a'), add('b')]);
    migrate(db, [add('a'), add('b')]);
    expect([versionOf(db), needsOf(db)]).toEqual([2, [1, 1]]);
    db.close();
  });

  test('let an older program start until one says that it no longer can, and keep their count', () => {
    const db = new DatabaseSync(':memory:');
    migrate(db, [add('a'), add('b')]);
    migrate(db, [add('a')]);
    expect(versionOf(db)).toBe(2);
    const third = { sql: 'DROP TABLE a', needs: 2 };
    migrate(db, [add('a'), add('b'), third]);
    migrate(db, [add('a'), add('b')]);
    expect(() => migrate(db, [add('a')])).toThrow(/newer release \(it needs 2 migrations; this release knows 1\)/);
    expect([versionOf(db), needsOf(db)]).toEqual([3, [1, 1, 2]]);
    db.close();
  });

  test('of a time when nothing was written down of them are written down, and not made again', () => {
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE a (x); PRAGMA user_version = 1');
    migrate(db, [add('a')]);
    expect([versionOf(db), needsOf(db)]).toEqual([1, [1]]);
    db.close();
  });

  test('by a command of a newer checkout leave the release in service able to write and to start again', async () => {
    const path = freshPath();
    const before = createSqliteStore({ path });
    const newer = new DatabaseSync(path);
    newer.exec(`CREATE TABLE later (x); INSERT INTO ventanilla_migration (number, needs) VALUES (99, 1);
      PRAGMA user_version = 99`);
    newer.close();
    expect(await before.commit(turnOf())).toEqual({ kind: 'committed' });
    await before.close();
    const after = createSqliteStore({ path });
    expect((await after.load('ana', 'd1')).saved.version).toBe(1);
    await after.close();
    const db = new DatabaseSync(path);
    expect(versionOf(db)).toBe(99);
    db.close();
  });
});

describe('group commit', () => {
  test('lets turns that are ready together share one flush', async () => {
    const flushes: number[] = [];
    const store = createSqliteStore({ path: freshPath(), onFlush: (count) => flushes.push(count) });
    await Promise.all(
      Array.from({ length: 100 }, (_, i) => store.commit(turnOf({ person: `p${i}`, delivery: `d${i}` }))),
    );
    expect(flushes).toEqual([100]);
    await Promise.all(
      Array.from({ length: 300 }, (_, i) => store.commit(turnOf({ person: `q${i}`, delivery: `e${i}` }))),
    );
    expect(flushes).toEqual([100, 256, 44]);
    await store.close();
  });

  test('answers a turn only once another process can see it', async () => {
    const path = freshPath();
    const store = createSqliteStore({ path });
    const other = createSqliteStore({ path });
    const promise = store.commit(turnOf({ reply: 'R' }));
    expect((await other.load('ana', 'd1')).answered).toBeUndefined();
    await promise;
    expect((await other.load('ana', 'd1')).answered).toEqual({ body: 'R' });
    await Promise.all([store.close(), other.close()]);
  });

  test('makes the writes that were waiting when the store is closed, and refuses later ones', async () => {
    const path = freshPath();
    const store = createSqliteStore({ path });
    const waiting = store.commit(turnOf());
    const closing = store.close();
    const late = refusal(sleep(20).then(() => store.commit(turnOf({ delivery: 'd2', version: 1 }))));
    expect(await waiting).toEqual({ kind: 'committed' });
    await closing;
    expect((await late).code).toBe('store-failed');
    expect((await refusal(store.load('ana', 'd1'))).code).toBe('store-failed');
    expect((await refusal(store.ready())).code).toBe('store-failed');
    await store.close();
  });

  test('a bug in one turn stays a bug, and its own', async () => {
    const store = createSqliteStore({ path: ':memory:' });
    const broken = turnOf({ state: { no: 'text' } as unknown as string });
    const [bug, other] = await Promise.allSettled([
      store.commit(broken),
      store.commit(turnOf({ person: 'eva', delivery: 'e1' })),
    ]);
    expect(bug.status === 'rejected' && bug.reason).toBeInstanceOf(TypeError);
    expect(other).toEqual({ status: 'fulfilled', value: { kind: 'committed' } });
    await store.close();
  });
});

describe('another process that writes', () => {
  const held = (path: string): DatabaseSync => {
    const db = new DatabaseSync(path);
    db.exec('BEGIN IMMEDIATE');
    return db;
  };

  test('is waited for', async () => {
    const path = freshPath();
    const store = createSqliteStore({ path });
    const other = held(path);
    const promise = store.commit(turnOf());
    await sleep(150);
    other.exec('COMMIT');
    expect(await promise).toEqual({ kind: 'committed' });
    other.close();
    await store.close();
  });

  test('is not waited for without end: every turn that waits hears that the store is busy, and may come again', async () => {
    const path = freshPath();
    const store = createSqliteStore({ path, wait: async () => {} });
    const other = held(path);
    const all = await Promise.all(
      ['d1', 'd2'].map((delivery) => refusal(store.commit(turnOf({ delivery, state: 'secret' })))),
    );
    for (const error of all) {
      expect(error.code).toBe('store-busy');
      expect(error.message).not.toContain('secret');
    }
    expect((await store.load('ana', 'd1')).saved.version).toBe(0);
    other.exec('ROLLBACK');
    other.close();
    expect(await store.commit(turnOf())).toEqual({ kind: 'committed' });
    await store.close();
  });

  test('answers one delivery once between the two of them', async () => {
    const path = freshPath();
    const stores = [createSqliteStore({ path }), createSqliteStore({ path })];
    const all = await Promise.all(stores.flatMap((store) => [1, 2, 3].map(() => store.commit(turnOf({ reply: 'R' })))));
    expect(all.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
    expect(all.filter(({ kind }) => kind === 'duplicate')).toHaveLength(5);
    await Promise.all(stores.map((store) => store.close()));
  });
});

describe('a full disk', () => {
  test('refuses every turn that waits, harms nothing that was kept, and heals once there is room', async () => {
    const store = createSqliteStore({ path: freshPath(), maxPages: 40 });
    await store.commit(turnOf({ state: 'S', reply: 'R' }));
    const big = 'x'.repeat(60_000);
    await store.commit(turnOf({ person: 'eva', delivery: 'e1', state: big }));
    const all = await Promise.all(
      ['f1', 'f2', 'f3'].map((delivery) => refusal(store.commit(turnOf({ person: delivery, delivery, state: big })))),
    );
    for (const error of all) {
      expect(error.code).toBe('store-full');
      expect(error.message).not.toContain('xxx');
      expect(error.cause).toBeUndefined();
    }
    await store.ready();
    expect(await store.load('ana', 'd1')).toEqual({
      saved: { version: 1, state: 'S' },
      stopped: false,
      answered: { body: 'R' },
    });
    expect((await store.load('eva', 'e1')).saved.state).toBe(big);
    expect((await store.load('f1', 'f1')).answered).toBeUndefined();
    await store.commit(turnOf({ person: 'eva', delivery: 'e2', version: 1, forget: true }));
    expect(await store.commit(turnOf({ person: 'f1', delivery: 'f1', state: big }))).toEqual({ kind: 'committed' });
    await store.close();
  });
});
