import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { copyStore, openTables } from '../../src/store/copy.ts';
import { openStore } from '../../src/store/open.ts';
import { KEPT, type Store } from '../../src/store/store.ts';
import { TABLES } from '../../src/store/tables.ts';
import { createTestDatabase, named, type TestDatabase, withoutPostgres } from '../support/postgres.ts';
import { letter, NOON, snapshotOf, turnOf, useOf } from './contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-copy-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fresh = (): string => `sqlite:${join(folder, randomUUID(), 'store.db')}`;

const within = async <T>(url: string, work: (store: Store) => Promise<T>): Promise<T> => {
  const store = await openStore(url);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};

const MANY = 2345;

/** A store with something of every kind in it, and more than is handed over at once. */
const fill = (url: string): Promise<void> =>
  within(url, async (store) => {
    await store.commit(
      turnOf({
        profile: 'P\n"ñ"',
        state: 'S',
        reply: 'R',
        consent: 'stopped',
        outbox: ['z', 'y', 'x', 'w'].map((id) => letter(id)),
      }),
    );
    await store.commit(turnOf({ person: 'eva', delivery: 'e1', state: 'E', reply: 'RE' }));
    await store.commit(turnOf({ person: 'eva', delivery: 'e2', version: 1, forget: true }));
    await store.claim(NOON, 60_000, 1);
    await store.settle('z', { kind: 'sent', providerId: 'SM1' });
    await store.status('SM1:sent', NOON);
    for (const id of ['r1', 'r2']) await store.releases.publish(snapshotOf(id), NOON);
    await store.releases.choose('r1', NOON + 1);
    for (const who of ['ana', 'eva', 'luz']) await store.noteTerms([useOf(who, 'becas'), useOf(who, who)], NOON);
    await Promise.all(
      Array.from({ length: MANY }, (_, i) =>
        store.commit(turnOf({ person: `p${i}`, delivery: `f${i}`, state: `${i}` })),
      ),
    );
  });

const ROWS = {
  conversation: MANY + 1,
  stopped: 1,
  delivery: MANY + 3,
  outbox: 4,
  status: 1,
  term_use: 6,
  term_said: 1,
  release: 2,
};

/** What the other store must give back of all that. */
const expectAll = (url: string): Promise<void> =>
  within(url, async (store) => {
    expect(await store.load('ana', 'd1')).toEqual({
      saved: { version: 1, profile: 'P\n"ñ"', state: 'S' },
      stopped: true,
      answered: { body: 'R' },
    });
    expect(await store.load('eva', 'e1')).toEqual({ saved: { version: 0 }, stopped: false, answered: {} });
    expect((await store.load(`p${MANY - 1}`, 'x')).saved.state).toBe(String(MANY - 1));
    expect(await store.status('SM1:sent', NOON)).toBe(false);
    expect(await store.questions(3, NOON)).toMatchObject([{ words: 'becas', people: 3 }]);
    expect((await store.releases.list()).map(({ id }) => id)).toEqual(['r1', 'r2']);
    expect(await store.releases.packed('r1')).toBe(snapshotOf('r1').packed);
    const claimed = await store.claim(NOON, 60_000, 10);
    expect(claimed.map(({ id }) => id)).toEqual(['y', 'x', 'w']);
    await store.commit(turnOf({ delivery: 'd2', version: 1, outbox: [letter('later')] }));
    expect((await store.claim(NOON, 60_000, 10)).map(({ id }) => id)).toEqual(['later']);
    await store.sweep(NOON + KEPT.delivery);
    expect((await store.load('ana', 'd1')).answered).toBeUndefined();
  });

describe('a copy from SQLite to SQLite', () => {
  test('loses nothing, and done again finds it there', async () => {
    const [from, to] = [fresh(), fresh()];
    await fill(from);
    expect(await copyStore(from, to)).toEqual({ before: false, rows: ROWS });
    expect(await copyStore(from, to)).toEqual({ before: true, rows: ROWS });
    await expectAll(to);
  });

  test('knows every table and column there is', async () => {
    const url = fresh();
    await within(url, async () => {});
    const db = new DatabaseSync(url.replace('sqlite:', ''));
    const found = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all();
    // What says how the tables were made is no row of theirs: the other store has its own.
    expect(found.map(({ name }) => name).toSorted()).toEqual(
      [...TABLES.map(({ name }) => name), 'ventanilla_migration'].toSorted(),
    );
    for (const { name, columns } of TABLES) {
      const there = db.prepare(`SELECT name FROM pragma_table_info('${name}')`).all();
      expect(
        there
          .map((column) => column['name'])
          .filter((column) => column !== 'seq')
          .toSorted(),
      ).toEqual(columns.map((column) => column.name).toSorted());
    }
    db.close();
  });

  test('into a store that holds something else is refused and changes nothing', async () => {
    const [from, to] = [fresh(), fresh()];
    await fill(from);
    await within(to, (store) => store.commit(turnOf({ person: 'luz', delivery: 'l1', state: 'L' })));
    await expect(copyStore(from, to)).rejects.toMatchObject({ code: 'store-not-empty' });
    await within(to, async (store) => {
      expect((await store.load('luz', 'x')).saved).toEqual({ version: 1, state: 'L' });
      expect((await store.load('ana', 'x')).saved.version).toBe(0);
    });
  });

  test('after which the first store went on is refused too', async () => {
    const [from, to] = [fresh(), fresh()];
    await fill(from);
    await copyStore(from, to);
    await within(from, (store) => store.commit(turnOf({ delivery: 'd2', version: 1 })));
    await expect(copyStore(from, to)).rejects.toMatchObject({ code: 'store-not-empty' });
  });

  test('from nowhere, from itself or from something unknown is refused', async () => {
    const nowhere = fresh();
    await expect(copyStore(nowhere, fresh())).rejects.toMatchObject({ code: 'no-store' });
    expect(existsSync(nowhere.replace('sqlite:', ''))).toBe(false);
    await expect(copyStore(nowhere, nowhere)).rejects.toMatchObject({ code: 'bad-option' });
    await expect(copyStore('mysql://ana:hunter2@db/x', nowhere)).rejects.toThrow(/^DATABASE_URL is none/);
  });

  test('of a newer release, of which this one knows a part only, is refused', async () => {
    const [newer, other] = [fresh(), fresh()];
    for (const url of [newer, other]) await within(url, async () => {});
    const db = new DatabaseSync(newer.replace('sqlite:', ''));
    db.exec('INSERT INTO ventanilla_migration (number, needs) VALUES (99, 1); PRAGMA user_version = 99');
    db.close();
    for (const [from, to] of [
      [newer, other],
      [other, newer],
    ] as const)
      await expect(copyStore(from, to)).rejects.toMatchObject({
        code: 'store-newer',
        message: expect.stringMatching(/99 migrations; this release knows \d+/),
      });
    await (await openTables(newer, 'look')).close();
  });

  test('that breaks off leaves the other store empty', async () => {
    const [from, to] = [fresh(), fresh()];
    await fill(from);
    await within(to, async () => {});
    const db = new DatabaseSync(to.replace('sqlite:', ''));
    db.exec("CREATE TRIGGER broken BEFORE INSERT ON status BEGIN SELECT RAISE(ABORT, 'no'); END");
    await expect(copyStore(from, to)).rejects.toMatchObject({ code: 'store-failed' });
    expect(db.prepare('SELECT count(*) AS n FROM conversation').get()).toEqual({ n: 0 });
    db.exec('DROP TRIGGER broken; CREATE TRIGGER lossy BEFORE INSERT ON status BEGIN SELECT RAISE(IGNORE); END');
    await expect(copyStore(from, to)).rejects.toMatchObject({ code: 'copy-differs' });
    expect(db.prepare('SELECT count(*) AS n FROM conversation').get()).toEqual({ n: 0 });
    db.close();
  });
});

describe.skipIf(withoutPostgres)(named('a copy with PostgreSQL'), () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  beforeEach(() => database.empty());
  afterAll(() => database.drop());

  test('from SQLite loses nothing, and done again finds it there', async () => {
    const from = fresh();
    await fill(from);
    expect(await copyStore(from, database.url)).toEqual({ before: false, rows: ROWS });
    expect(await copyStore(from, database.url)).toEqual({ before: true, rows: ROWS });
    await expectAll(database.url);
    await expect(copyStore(from, database.url)).rejects.toMatchObject({ code: 'store-not-empty' });
  });

  test('and back again', async () => {
    const to = fresh();
    await fill(database.url);
    expect(await copyStore(database.url, to)).toEqual({ before: false, rows: ROWS });
    expect(await copyStore(to, database.url)).toEqual({ before: true, rows: ROWS });
    await expectAll(to);
  });

  test('of a newer release, of which this one knows a part only, is refused', async () => {
    const other = fresh();
    await within(other, async () => {});
    await database.query('INSERT INTO ventanilla_migration (number, needs) VALUES (99, 1)');
    try {
      await expect(copyStore(database.url, other)).rejects.toMatchObject({ code: 'store-newer' });
      await expect(copyStore(other, database.url)).rejects.toMatchObject({ code: 'store-newer' });
    } finally {
      await database.query('DELETE FROM ventanilla_migration WHERE number = 99');
    }
  });
});
