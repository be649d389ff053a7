import { createInterface } from 'node:readline/promises';
import { defineCommand } from 'citty';
import { createKeys, keyIdOf } from '../base/keys.ts';
import { OperationalError } from '../base/operational-error.ts';
import { createSeal } from '../base/seal.ts';
import { environment, readConfig } from '../config.ts';
import { forgetPeople, keptOf, readAddresses, sealedBy } from '../delivery/personal.ts';
import { openTables } from '../store/copy.ts';
import { readKeptKeys } from '../store/kept-keys.ts';
import { openStore, sqlitePath } from '../store/open.ts';
import type { Tables } from '../store/tables.ts';

/** The store and the keys that the environment names. Nothing is made: a new key would find nobody. */
const openKept = (): { readonly databaseUrl: string; readonly personKeys: readonly Buffer[] } => {
  const { DATABASE_URL, PERSON_KEY } = environment();
  const { databaseUrl, personKeys } = readConfig({ DATABASE_URL, PERSON_KEY });
  const keys = personKeys ?? readKeptKeys(databaseUrl);
  if (!keys)
    throw new OperationalError(
      'no-person-key',
      'there is no key: set PERSON_KEY, or DATABASE_URL to the store that has one beside it',
    );
  return { databaseUrl, personKeys: keys };
};

/** The first line that is typed; an argument would stand in the list of processes and in the shell's history. */
const readLine = async (): Promise<string> => {
  if (process.stdin.isTTY)
    process.stderr.write('Type the address (+15550101234, an id of WhatsApp or a number of Telegram): ');
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  return '';
};

const looking = async <T>(databaseUrl: string, work: (tables: Tables) => Promise<T>): Promise<T> => {
  const tables = await openTables(databaseUrl, 'look');
  try {
    return await work(tables);
  } finally {
    await tables.close();
  }
};

export const exporting = defineCommand({
  meta: {
    name: 'export',
    description: 'prints all that is kept of one person, as JSON lines; their address is read from standard input',
  },
  run: async () => {
    const { databaseUrl, personKeys } = openKept();
    const addresses = readAddresses(await readLine());
    const deps = { keys: createKeys(personKeys), seal: createSeal(personKeys) };
    const kept = await looking(databaseUrl, (tables) => keptOf(deps, tables, addresses));
    for (const one of kept) process.stdout.write(`${JSON.stringify(one)}\n`);
    if (kept.length === 0) process.stderr.write('nothing is kept of them\n');
  },
});

export const forgetting = defineCommand({
  meta: {
    name: 'forget',
    description:
      'erases all that is kept of one person, but that they asked not to be written to; their address is read from standard input',
  },
  run: async () => {
    const { databaseUrl, personKeys } = openKept();
    const addresses = readAddresses(await readLine());
    const deps = { keys: createKeys(personKeys), seal: createSeal(personKeys) };
    const before = await looking(databaseUrl, (tables) => keptOf(deps, tables, addresses));
    const store = await openStore(databaseUrl);
    try {
      await forgetPeople(deps, store, addresses);
    } finally {
      await store.close();
    }
    const left = await looking(databaseUrl, (tables) => keptOf(deps, tables, addresses));
    const stays = left.some(({ table }) => table === 'stopped') ? '; that they asked not to be written to stays' : '';
    process.stdout.write(`erased ${before.length - left.length} rows${stays}\n`);
  },
});

const status = defineCommand({
  meta: {
    name: 'status',
    description: 'how much is sealed under each key; an old key may go when nothing is left under it',
  },
  run: async () => {
    const { databaseUrl, personKeys } = openKept();
    if (sqlitePath(databaseUrl) === ':memory:') throw new OperationalError('no-store', 'nothing is kept in memory');
    const counts = await looking(databaseUrl, sealedBy);
    personKeys.forEach((key, i) => {
      const id = keyIdOf(key);
      process.stdout.write(`${id}  ${i === 0 ? 'newest' : 'older'}  ${counts.get(id) ?? 0} sealed\n`);
    });
    const known = new Set(personKeys.map(keyIdOf));
    for (const [id, count] of counts)
      if (!known.has(id)) process.stdout.write(`${id}  unknown: not in PERSON_KEY  ${count} sealed\n`);
  },
});

export const keys = defineCommand({
  meta: { name: 'keys', description: 'keys status says how far a change of PERSON_KEY has come' },
  subCommands: { status },
});
