import { setTimeout as pause } from 'node:timers/promises';
import type { Keys } from '../../src/base/keys.ts';
import type { Seal } from '../../src/base/seal.ts';
import type { ChannelName, Laid } from '../../src/channel/channel.ts';
import { outboxContext } from '../../src/delivery/sealed.ts';
import type { Store } from '../../src/store/store.ts';
import type { Chance } from '../support/chance.ts';
import type { Row } from './kept.ts';
import { FATES, type Fate, type Outbound } from './outbound.ts';

/** What waits in the outbox to be sent to somebody, and what the provider will do with it. */
export interface Letter {
  readonly id: string;
  readonly text: string;
}

export interface Sent {
  readonly lost: readonly string[];
  readonly double: readonly string[];
  /** Nobody knows whether the provider took them; they are told to operators and never sent again. */
  readonly ambiguous: readonly string[];
}

const CHANNELS: readonly ChannelName[] = ['sms', 'whatsapp', 'telegram'];
/** Sent by two servers at about this pace. */
const APART_MS = 45;

const fateOf = (chance: Chance): Fate => {
  const kind = chance();
  if (kind < 0.45) return 'taken';
  if (kind < 0.7) return 'slow';
  return FATES[2 + Math.floor(chance() * (FATES.length - 2))] as Fate;
};

/** Puts letters into the outbox as a turn would, due within the first part of the run. */
export const putLetters = async (
  { store, keys, seal }: { readonly store: Store; readonly keys: Keys; readonly seal: Seal },
  count: number,
  chance: Chance,
  now: number,
): Promise<readonly Letter[]> => {
  const letters: Letter[] = [];
  for (let i = 0; i < count; i++) {
    const id = `letter-${i}`;
    const text = `letter ${i} ${fateOf(chance)}`;
    const channel = CHANNELS[i % CHANNELS.length] as ChannelName;
    const address =
      channel === 'telegram' ? String(5_000_000 + i) : `${channel === 'sms' ? '' : 'whatsapp:'}+1501${1_000_000 + i}`;
    const laid: Laid = { text, rest: [], buttons: [] };
    await store.commit({
      person: keys.person(channel, address)[0] ?? '',
      delivery: keys.delivery(id),
      version: 0,
      release: 'letters',
      at: now,
      outbox: [
        {
          id,
          channel,
          address: seal.seal(address, outboxContext(id)),
          message: seal.seal(JSON.stringify(laid), outboxContext(id)),
          due: now + Math.floor(chance() * count * APART_MS),
        },
      ],
    });
    letters.push({ id, text });
  }
  return letters;
};

const ASK_EVERY_MS = 1000;
/** A letter whose sender died is looked at again after a minute; one that met a busy provider after some seconds. */
const LONGEST_MS = 150_000;

/** Waits until every letter has come to an end; gives the rows of the outbox. */
export const untilSettled = async (read: () => Promise<readonly Row[]>): Promise<readonly Row[]> => {
  const until = performance.now() + LONGEST_MS;
  for (;;) {
    const rows = await read();
    if (performance.now() > until || rows.every((row) => row['outcome'] !== null)) return rows;
    await pause(ASK_EVERY_MS);
  }
};

/** Compares what the outbox says with what the providers took. */
export const judgeLetters = (letters: readonly Letter[], rows: readonly Row[], { accepted }: Outbound): Sent => {
  const outcomes = new Map(rows.map((row) => [row['id'], row['outcome']]));
  const [lost, double, ambiguous]: string[][] = [[], [], []];
  for (const { id, text } of letters) {
    const outcome = outcomes.get(id);
    const times = accepted(text);
    if (outcome === 'ambiguous') ambiguous?.push(id);
    else if (times > 1) double?.push(id);
    else if ((outcome === 'sent') !== (times === 1)) lost?.push(id);
  }
  return { lost: lost ?? [], double: double ?? [], ambiguous: ambiguous ?? [] };
};
