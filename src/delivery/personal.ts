import type { Keys } from '../base/keys.ts';
import { OperationalError } from '../base/operational-error.ts';
import type { Seal } from '../base/seal.ts';
import { isBusinessScoped } from '../channel/also-known.ts';
import type { ChannelName } from '../channel/channel.ts';
import type { Store } from '../store/store.ts';
import { type Row, TABLES, type Tables } from '../store/tables.ts';
import { outboxContext, profileContext, replyContext, stateContext } from './sealed.ts';

/** What a provider calls someone on one channel. */
export interface Address {
  readonly channel: ChannelName;
  readonly address: string;
}

const WHATSAPP = 'whatsapp:';

/**
 * The people that an address may be: a phone number writes SMS and WhatsApp, a bare number is Telegram's, and the ids that
 * WhatsApp gives may have `whatsapp:` before them. Spaces, dots, hyphens and brackets of a number say nothing.
 */
export const readAddresses = (line: string): readonly Address[] => {
  const typed = line.trim();
  const plain = typed.replace(/^whatsapp:/i, '').trim();
  const number = plain.replace(/[\s().-]/g, '');
  const whatsapp = (address: string): Address => ({ channel: 'whatsapp', address: `${WHATSAPP}${address}` });
  if (plain !== typed && plain !== '') return [whatsapp(/^\+\d+$/.test(number) ? number : plain)];
  if (/^\+\d{6,15}$/.test(number)) return [{ channel: 'sms', address: number }, whatsapp(number)];
  if (isBusinessScoped(plain)) return [whatsapp(plain)];
  if (/^\d{1,16}$/.test(number)) return [{ channel: 'telegram', address: number }];
  throw new OperationalError(
    'bad-address',
    'type one address: +15550101234 (SMS and WhatsApp), the id that WhatsApp gives (US.123, whatsapp:US.123), or the number that Telegram gives',
  );
};

/** All that is kept of someone: rows of tables, with what is sealed opened. */
export interface Kept {
  readonly table: string;
  readonly row: Readonly<Record<string, string | number | null>>;
}

interface Deps {
  readonly keys: Keys;
  readonly seal: Seal;
}

/** The contexts in which each sealed column was sealed, by the row that holds it. */
const CONTEXTS: Readonly<Record<string, (row: Kept['row']) => string>> = {
  profile: ({ person }) => profileContext(String(person)),
  state: ({ person }) => stateContext(String(person)),
  reply: ({ delivery }) => replyContext(String(delivery)),
  address: ({ id }) => outboxContext(String(id)),
  message: ({ id }) => outboxContext(String(id)),
  provider_id: ({ id }) => outboxContext(String(id)),
};

/** Everything that is kept of the people at these addresses, under every key. */
export const keptOf = async (
  { keys, seal }: Deps,
  tables: Pick<Tables, 'read'>,
  addresses: readonly Address[],
): Promise<readonly Kept[]> => {
  const people = addresses.flatMap(({ channel, address }) => keys.person(channel, address));
  const isTheirs = (table: string, row: Kept['row']): boolean =>
    table === 'term_use'
      ? people.some((person) => keys.uses(String(row['term']), person).includes(String(row['who'])))
      : people.includes(String(row['person']));
  const found: Kept[] = [];
  for (const table of TABLES)
    for await (const block of tables.read(table))
      for (const cells of block) {
        const row = named(
          table.columns.map(({ name }) => name),
          cells,
        );
        if (isTheirs(table.name, row)) found.push({ table: table.name, row: opened(seal, row) });
      }
  return found;
};

const named = (names: readonly string[], cells: Row): Kept['row'] =>
  Object.fromEntries(names.map((name, i) => [name, cells[i] ?? null]));

const opened = (seal: Seal, row: Kept['row']): Kept['row'] =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const context = CONTEXTS[name]?.(row);
      return [name, context === undefined || typeof value !== 'string' ? value : (seal.open(value, context) ?? value)];
    }),
  );

/** Erases all that is kept of the people at these addresses, but that they asked not to be written to. */
export const forgetPeople = async (
  { keys }: Pick<Deps, 'keys'>,
  store: Pick<Store, 'erase' | 'forgetTerms'>,
  addresses: readonly Address[],
): Promise<void> => {
  const people = addresses.flatMap(({ channel, address }) => keys.person(channel, address));
  await store.forgetTerms((term) => people.flatMap((person) => keys.uses(term, person)));
  for (const person of people) await store.erase(person);
};

/** How much is sealed under each key, by its name. */
export const sealedBy = async (tables: Pick<Tables, 'read'>): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  for (const table of TABLES) {
    const sealed = table.columns.flatMap(({ name }, i) => (CONTEXTS[name] ? [i] : []));
    if (sealed.length === 0) continue;
    for await (const block of tables.read(table))
      for (const cells of block)
        for (const i of sealed) {
          const value = cells[i];
          if (typeof value !== 'string' || value === '') continue;
          const key = value.slice(0, value.indexOf('.'));
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
  }
  return counts;
};
