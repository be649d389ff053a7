import { Client } from 'pg';
import { requireWhole } from './migrations/migration.ts';
import { MIGRATIONS } from './migrations/postgres/index.ts';
import { patient, readAddress } from './postgres-address.ts';
import { asOperational } from './postgres-fault.ts';
import { migrate } from './postgres-migrate.ts';
import { runOn, type Statement } from './postgres-pool.ts';
import { BLOCK, namesOf, type Row, type Tables, type Use } from './tables.ts';

/** The tables of a PostgreSQL database, as they stand at one moment. */
export const openPostgresTables = async (url: string, use: Use): Promise<Tables> => {
  const address = readAddress(url);
  const client = new Client(patient(address));
  client.on('error', () => {});
  const operational = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (thrown) {
      throw asOperational(thrown);
    }
  };
  const run = <R>(statement: Statement) => operational(runOn(client)<R>(statement));

  const { had } = await operational(migrate(address));
  if (use !== 'look') requireWhole(had, MIGRATIONS.length);
  await operational(client.connect());
  await run({ text: 'BEGIN ISOLATION LEVEL REPEATABLE READ' });
  return {
    read: async function* (table) {
      await run({
        text: `DECLARE found CURSOR FOR SELECT ${namesOf(table)} FROM ${table.name} ORDER BY ${table.order}`,
      });
      for (;;) {
        const { rows } = await run<Record<string, Row[number]>>({ text: `FETCH ${BLOCK} FROM found` });
        if (rows.length === 0) break;
        yield rows.map((row) => table.columns.map(({ name }) => row[name] ?? null));
      }
      await run({ text: 'CLOSE found' });
    },
    write: async (table, rows) => {
      const lists = table.columns.map(({ type }, i) => `$${i + 1}::${type}[]`).join(', ');
      await run({
        text: `INSERT INTO ${table.name} (${namesOf(table)}) SELECT * FROM unnest(${lists})`,
        values: table.columns.map((_, i) => rows.map((row) => row[i])),
      });
    },
    keep: async () => {
      await run({ text: 'COMMIT' });
    },
    close: () => client.end().catch(() => {}),
  };
};
