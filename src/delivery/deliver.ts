import type { Instant } from '../base/day.ts';
import type { Seal } from '../base/seal.ts';
import type { Channel, ChannelName, Laid } from '../channel/channel.ts';
import type { Claimed, Settled, Store } from '../store/store.ts';
import { outboxContext } from './sealed.ts';

export interface DeliverDeps {
  readonly store: Store;
  readonly seal: Seal;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly now: () => Instant;
  readonly note: (outcome: {
    readonly channel: ChannelName;
    readonly kind: Settled['kind'];
    readonly reason?: string;
  }) => void;
}

/** Longer than any provider's time-out, so that a claim is never lost to a slow answer. */
const LEASE_MS = 60_000;
const MOST_AT_ONCE = 20;
/** Seconds to wait before the next try, by how often it was tried. */
const BACK_OFF = [5, 30, 120, 600] as const;

/** Sends what is due, once; gives the number of rows settled. An ambiguous failure is never repeated blindly. */
export const deliverDue = async (deps: DeliverDeps): Promise<number> => {
  const rows = await deps.store.claim(deps.now(), LEASE_MS, MOST_AT_ONCE);
  await Promise.all(rows.map((row) => deliverOne(deps, row)));
  return rows.length;
};

const deliverOne = async (deps: DeliverDeps, row: Claimed): Promise<void> => {
  const outcome = await send(deps, row);
  await deps.store.settle(row.id, outcome);
  deps.note({ channel: row.channel, kind: outcome.kind, ...('reason' in outcome ? { reason: outcome.reason } : {}) });
};

const send = async ({ seal, channels, now }: DeliverDeps, row: Claimed): Promise<Settled> => {
  if (row.interrupted) return { kind: 'ambiguous', reason: 'interrupted' };
  const channel = channels.get(row.channel);
  const address = seal.open(row.address, outboxContext(row.id));
  const message = seal.open(row.message, outboxContext(row.id));
  if (!channel) return { kind: 'given-up', reason: 'channel-off' };
  if (address === undefined || message === undefined) return { kind: 'given-up', reason: 'unreadable' };
  const receipt = await channel.send(address, JSON.parse(message) as Laid);
  if (receipt.kind === 'sent') return { kind: 'sent', providerId: receipt.id };
  if (receipt.kind === 'ambiguous') return { kind: 'ambiguous', reason: receipt.reason };
  if (receipt.kind === 'refused') return { kind: 'given-up', reason: receipt.reason };
  const wait = BACK_OFF[row.attempts - 1];
  if (wait === undefined) return { kind: 'given-up', reason: receipt.reason };
  return { kind: 'retry', due: now() + Math.max(wait, receipt.afterSeconds ?? 0) * 1000, reason: receipt.reason };
};
