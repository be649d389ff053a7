import type { Instant } from '../base/day.ts';
import type { Seal } from '../base/seal.ts';
import type { Channel, ChannelName, Laid, Receipt } from '../channel/channel.ts';
import type { Claimed, Settled, Store } from '../store/store.ts';
import { type Breaker, createBreaker } from './breaker.ts';
import { outboxContext } from './sealed.ts';

export interface DeliverDeps {
  readonly store: Pick<Store, 'claim' | 'settle'>;
  readonly seal: Seal;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly now: () => Instant;
  readonly monotonic: () => number;
  readonly note: (outcome: {
    readonly channel: ChannelName;
    readonly kind: Settled['kind'];
    readonly reason?: string;
  }) => void;
}

export interface Deliver {
  /** Sends what is due, once; gives the number of rows taken. An ambiguous failure is never repeated blindly. */
  readonly deliverDue: () => Promise<number>;
  /** Takes nothing more, and settles when nothing is on its way any more. */
  readonly settled: () => Promise<void>;
}

/** Longer than any provider's time-out, so that a claim is never lost to a slow answer. */
const LEASE_MS = 60_000;
/** On their way at one time, whenever they were claimed: a slow one holds up its own place only, until its channel's time-out. */
const MOST_AT_ONCE = 20;
/** Seconds to wait before the next try, by how often it was tried. */
const BACK_OFF = [5, 30, 120, 600] as const;
/** A provider that fails so often in a row is left alone for so long. */
const REST = { failures: 5, restMs: 15_000 } as const;

/** What waits in the outbox, on its way to the providers. */
export const createDeliver = (deps: DeliverDeps): Deliver => {
  const { store, channels, now, monotonic, note } = deps;
  const breakers = new Map([...channels.keys()].map((name) => [name, createBreaker({ monotonic, ...REST })]));
  const sending = new Set<Promise<void>>();
  let claiming: Promise<unknown> | undefined;
  let closing = false;

  const deliverOne = async (row: Claimed): Promise<void> => {
    const outcome = await send(deps, row, breakers.get(row.channel));
    await store.settle(row.id, outcome);
    note({ channel: row.channel, kind: outcome.kind, ...('reason' in outcome ? { reason: outcome.reason } : {}) });
  };

  /** Takes what is due and sets it on its way. */
  const take = async (room: number): Promise<readonly Promise<void>[]> => {
    const rows = await store.claim(now(), LEASE_MS, room);
    return rows.map((row) => {
      const one: Promise<void> = deliverOne(row).finally(() => sending.delete(one));
      sending.add(one);
      return one;
    });
  };

  return {
    deliverDue: async () => {
      const room = MOST_AT_ONCE - sending.size;
      if (claiming || closing || room <= 0) return 0;
      const taking = take(room).finally(() => {
        claiming = undefined;
      });
      claiming = taking;
      const mine = await taking;
      await Promise.all(mine);
      return mine.length;
    },
    settled: async () => {
      closing = true;
      await Promise.allSettled([claiming]);
      await Promise.allSettled(sending);
    },
  };
};

const send = async (
  { seal, channels, now }: DeliverDeps,
  row: Claimed,
  breaker: Breaker | undefined,
): Promise<Settled> => {
  if (row.interrupted) return { kind: 'ambiguous', reason: 'interrupted' };
  const channel = channels.get(row.channel);
  const address = seal.open(row.address, outboxContext(row.id));
  const message = seal.open(row.message, outboxContext(row.id));
  if (!channel || !breaker) return { kind: 'given-up', reason: 'channel-off' };
  if (address === undefined || message === undefined) return { kind: 'given-up', reason: 'unreadable' };
  const rest = breaker.rest();
  if (rest > 0) return { kind: 'retry', due: now() + Math.ceil(rest), reason: 'resting', untried: true };
  const receipt = await channel.send(address, JSON.parse(message) as Laid);
  // Who refuses one message is there.
  breaker.told(receipt.kind === 'sent' || receipt.kind === 'refused');
  return settledBy(receipt, row, now(), seal);
};

const settledBy = (receipt: Receipt, row: Claimed, now: Instant, seal: Seal): Settled => {
  if (receipt.kind === 'sent') return { kind: 'sent', providerId: seal.seal(receipt.id, outboxContext(row.id)) };
  if (receipt.kind === 'ambiguous') return { kind: 'ambiguous', reason: receipt.reason };
  if (receipt.kind === 'refused') return { kind: 'given-up', reason: receipt.reason };
  const wait = BACK_OFF[row.attempts - 1];
  if (wait === undefined) return { kind: 'given-up', reason: receipt.reason };
  return { kind: 'retry', due: now + Math.max(wait, receipt.afterSeconds ?? 0) * 1000, reason: receipt.reason };
};
