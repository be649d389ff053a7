import { Client } from 'pg';
import { type Had, type Migration, requireKnown } from './migrations/migration.ts';
import { MIGRATIONS } from './migrations/postgres/index.ts';
import { type Address, patient } from './postgres-address.ts';
import { isUndefinedTable } from './postgres-fault.ts';
import { type Run, runOn } from './postgres-pool.ts';

/** Names the lock under which tables are changed; any number that nothing else in the same database uses. */
const LOCK = 8_682_646_254n;

/** The migrations the tables have had. */
const look = async (run: Run): Promise<Had> => {
  const { rows } = await run<Had>({
    text: 'SELECT count(*) AS had, coalesce(max(needs), 0) AS needs FROM ventanilla_migration',
  });
  return rows[0] ?? { had: 0, needs: 0 };
};

const lookFirst = (run: Run): Promise<Had> =>
  look(run).catch((thrown: unknown) => {
    if (isUndefinedTable(thrown)) return { had: 0, needs: 0 };
    throw thrown;
  });

/** Takes the missing steps, all or none. Whoever comes second finds nothing left to do. */
const step = async (run: Run, migrations: readonly Migration[]): Promise<void> => {
  await run({ text: 'BEGIN' });
  await run({ text: 'SELECT pg_advisory_xact_lock($1)', values: [String(LOCK)] });
  await run({
    text: `CREATE TABLE IF NOT EXISTS ventanilla_migration (
      number BIGINT PRIMARY KEY, needs BIGINT NOT NULL, made TIMESTAMPTZ NOT NULL DEFAULT now())`,
  });
  const { had } = await look(run);
  for (const [i, { sql, needs }] of migrations.entries()) {
    if (i < had) continue;
    await run({ text: sql });
    await run({ text: 'INSERT INTO ventanilla_migration (number, needs) VALUES ($1, $2)', values: [i + 1, needs] });
  }
  await run({ text: 'COMMIT' });
};

/**
 * Brings a database to the shape this program knows, forward only. A database that is further on is worked with as long
 * as its newest step allows it: while a release is rolled out, older processes start too. Gives how far it has come.
 */
export const migrate = async (address: Address, migrations: readonly Migration[] = MIGRATIONS): Promise<Had> => {
  const client = new Client(patient(address));
  client.on('error', () => {});
  try {
    await client.connect();
    const run = runOn(client);
    // Looked at without a lock first: usually nothing is to be done, and a user who may not make tables is enough.
    if ((await lookFirst(run)).had < migrations.length) await step(run, migrations);
    const had = await look(run);
    requireKnown(had.needs, migrations.length);
    return had;
  } finally {
    // Hanging up undoes what was begun.
    await client.end().catch(() => {});
  }
};
