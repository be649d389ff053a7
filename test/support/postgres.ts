import { randomUUID } from 'node:crypto';
import { Client } from 'pg';

/** A server whose user may make databases and users; each test file makes its own and drops them. */
const SERVER = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

const asAdmin = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: SERVER, connectionTimeoutMillis: 3000 });
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
};

const obstacle = await asAdmin(async () => undefined).catch(
  (cause: unknown) =>
    `no PostgreSQL answers at ${new URL(SERVER).host} (${(cause as { code?: string }).code ?? 'cut off'}); TEST_DATABASE_URL names another`,
);
if (obstacle && process.env.REQUIRE_ALL === '1') throw new Error(`REQUIRE_ALL=1, and ${obstacle}`);

/** Whether tests that need PostgreSQL must be skipped here. */
export const withoutPostgres = obstacle !== undefined;

/** A title that says why its tests are skipped, where they are. */
export const named = (title: string): string => (obstacle ? `${title} (skipped: ${obstacle})` : title);

export interface TestDatabase {
  /** For a user with no more rights than owning the database. */
  readonly url: string;
  /** Runs statements as that user, outside the store. */
  readonly query: (text: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;
  /** Begins a transaction that holds what this statement locks; gives the way to end it. */
  readonly hold: (text: string) => Promise<() => Promise<unknown>>;
  /** Empties every table there is. */
  readonly empty: () => Promise<void>;
  /** Cuts every connection that a store has to it; gives how many there were. */
  readonly cutAll: () => Promise<number>;
  readonly drop: () => Promise<void>;
}

export const createTestDatabase = async (): Promise<TestDatabase> => {
  const name = `ventanilla_test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(async (admin) => {
    await admin.query(`CREATE ROLE ${name} LOGIN PASSWORD '${name}'`);
    await admin.query(`CREATE DATABASE ${name} OWNER ${name}`);
  });
  const address = new URL(SERVER);
  address.username = name;
  address.password = name;
  address.pathname = name;
  const own = new Client({ connectionString: address.href });
  await own.connect();
  const query = async (text: string, values: readonly unknown[] = []) => (await own.query(text, [...values])).rows;
  return {
    url: address.href,
    query,
    empty: async () => {
      const tables = await query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
      const names = tables.map((row) => row['tablename']).filter((table) => table !== 'ventanilla_migration');
      if (names.length > 0) await query(`TRUNCATE ${names.join(', ')}`);
    },
    hold: async (text) => {
      const holder = new Client({ connectionString: address.href });
      holder.on('error', () => {});
      await holder.connect();
      await holder.query('BEGIN');
      await holder.query(text);
      return () => holder.end();
    },
    cutAll: async () => {
      const cut = await query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'ventanilla'",
      );
      return cut.length;
    },
    drop: async () => {
      await own.end();
      await asAdmin(async (admin) => {
        await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
        await admin.query(`DROP ROLE ${name}`);
      });
    },
  };
};
