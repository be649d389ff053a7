import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { MIGRATIONS } from '../../src/store/migrations/postgres/index.ts';
import { createPostgresStore } from '../../src/store/postgres.ts';
import { type Address, readAddress } from '../../src/store/postgres-address.ts';
import { migrate } from '../../src/store/postgres-migrate.ts';
import { createTestDatabase, named, type TestDatabase, withoutPostgres } from '../support/postgres.ts';
import { turnOf } from './contract.ts';

describe.skipIf(withoutPostgres)(named('migrations of PostgreSQL'), () => {
  let database: TestDatabase;
  let address: Address;
  beforeAll(async () => {
    database = await createTestDatabase();
    address = readAddress(database.url);
  });
  afterEach(async () => {
    await database.query('DROP SCHEMA public CASCADE');
    await database.query('CREATE SCHEMA public');
  });
  afterAll(() => database.drop());

  const made = async (): Promise<readonly unknown[]> =>
    (await database.query('SELECT number FROM ventanilla_migration ORDER BY number')).map((row) =>
      Number(row['number']),
    );

  const add = (table: string, needs = 1) => ({ sql: `CREATE TABLE ${table} (x BIGINT)`, needs });

  test('five processes that start at once run each of them once', async () => {
    const all = [...MIGRATIONS, { sql: 'CREATE TABLE counted AS SELECT 1 AS x; SELECT pg_sleep(0.2)', needs: 1 }];
    await Promise.all(Array.from({ length: 5 }, () => migrate(address, all)));
    expect(await made()).toEqual(all.map((_, i) => i + 1));
    expect(await database.query('SELECT x FROM counted')).toHaveLength(1);
  });

  test('five stores that open at once all work', async () => {
    const stores = await Promise.all(Array.from({ length: 5 }, () => createPostgresStore({ url: database.url })));
    const kinds = await Promise.all(stores.map((store) => store.commit(turnOf())));
    expect(kinds.map(({ kind }) => kind).toSorted()).toEqual(['committed', ...Array(4).fill('duplicate')]);
    await Promise.all(stores.map((store) => store.close()));
  });

  test('run in order, all of the missing or none', async () => {
    await migrate(address, [add('a')]);
    await expect(migrate(address, [add('a'), add('b'), add('b')])).rejects.toThrow();
    expect(await made()).toEqual([1]);
    expect(await database.query("SELECT to_regclass('b') AS b")).toEqual([{ b: null }]);
    await migrate(address, [add('a'), add('b')]);
    expect(await made()).toEqual([1, 2]);
  });

  test('let an older program start until one says that it no longer can', async () => {
    await migrate(address, [add('a'), add('b')]);
    await migrate(address, [add('a')]);
    await migrate(address, [add('a'), add('b'), { sql: 'DROP TABLE a', needs: 2 }]);
    await migrate(address, [add('a'), add('b')]);
    await expect(migrate(address, [add('a')])).rejects.toThrow(
      /newer release \(it needs 2 migrations; this release knows 1\)/,
    );
  });

  test('are not asked for by a user who may only work on the tables', async () => {
    await migrate(address);
    await database.query('REVOKE CREATE ON SCHEMA public FROM CURRENT_USER');
    const store = await createPostgresStore({ url: database.url });
    expect(await store.commit(turnOf())).toEqual({ kind: 'committed' });
    await store.close();
  });
});
