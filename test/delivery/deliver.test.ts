import { describe, expect, it } from 'vitest';
import { newPersonKey, readPersonKeys } from '../../src/base/keys.ts';
import { createSeal } from '../../src/base/seal.ts';
import { CAPABILITIES } from '../../src/channel/capability.ts';
import type { Channel, ChannelName, Receipt } from '../../src/channel/channel.ts';
import { createDeliver } from '../../src/delivery/deliver.ts';
import { outboxContext } from '../../src/delivery/sealed.ts';
import { createMemoryStore } from '../../src/store/memory.ts';

const seal = createSeal(readPersonKeys(newPersonKey()));
const LAID = { text: 'hello', rest: [], buttons: [] };

const universe = async (receipts: readonly (Receipt | Promise<Receipt>)[], channelName: 'sms' | 'telegram' = 'sms') => {
  const store = createMemoryStore();
  const sent: { address: string; text: string }[] = [];
  const answers = [...receipts];
  const channel: Channel = {
    name: 'sms',
    can: CAPABILITIES.sms,
    inline: () => ({ status: 200, type: '', body: '' }),
    send: async (address, laid) => {
      sent.push({ address, text: laid.text });
      return answers.shift() ?? { kind: 'sent', id: 'x' };
    },
  };
  let now = 1_000_000;
  const notes: { kind: string; reason?: string }[] = [];
  let version = 0;
  const put = (channel: ChannelName, ...ids: readonly string[]) =>
    store.commit({
      person: 'p',
      delivery: `d${version}`,
      version: version++,
      profile: 'profile',
      release: 'r',
      at: now,
      outbox: ids.map((id) => ({
        id,
        channel,
        address: seal.seal('+15005550100', outboxContext(id)),
        message: seal.seal(JSON.stringify(LAID), outboxContext(id)),
        due: now,
      })),
    });
  await put(channelName, 'm1');
  const { deliverDue, settled } = createDeliver({
    store,
    seal,
    channels: new Map<ChannelName, Channel>([
      ['sms', channel],
      ['whatsapp', { ...channel, name: 'whatsapp', send: async () => ({ kind: 'sent', id: 'w' }) }],
    ]),
    now: () => now,
    monotonic: () => now,
    note: (note) => notes.push(note),
  });
  return { due: deliverDue, settled, put, sent, notes, store, now: () => now, later: (ms: number) => (now += ms) };
};

describe('the outbox', () => {
  it('does not repeat what another process may have sent before it died', async () => {
    const u = await universe([]);
    expect(await u.store.claim(u.now(), 60_000, 1)).toHaveLength(1);
    expect(await u.due()).toBe(0);
    u.later(60_000);
    await u.due();
    expect(u.sent).toEqual([]);
    expect(u.notes).toMatchObject([{ kind: 'ambiguous', reason: 'interrupted' }]);
  });

  it('sends what is due once', async () => {
    const u = await universe([]);
    expect(await u.due()).toBe(1);
    expect(await u.due()).toBe(0);
    expect(u.sent).toEqual([{ address: '+15005550100', text: 'hello' }]);
  });
  it('waits as long as the provider asks, and then tries again', async () => {
    const u = await universe([{ kind: 'retry', afterSeconds: 60, reason: '429' }]);
    await u.due();
    u.later(59_000);
    expect(await u.due()).toBe(0);
    u.later(2_000);
    expect(await u.due()).toBe(1);
    expect(u.notes.map((n) => n.kind)).toEqual(['retry', 'sent']);
  });
  it('gives up with a reason after its tries', async () => {
    const u = await universe(Array.from({ length: 9 }, () => ({ kind: 'retry', reason: '429' }) as const));
    for (let i = 0; i < 9; i++) {
      await u.due();
      u.later(3_600_000);
    }
    expect(u.notes.at(-1)).toMatchObject({ kind: 'given-up', reason: '429' });
    expect(u.sent).toHaveLength(5);
  });
  it('never repeats what nobody knows the fate of', async () => {
    const u = await universe([{ kind: 'ambiguous', reason: 'network' }]);
    await u.due();
    u.later(86_400_000);
    expect(await u.due()).toBe(0);
    expect(u.notes).toMatchObject([{ kind: 'ambiguous', reason: 'network' }]);
  });
  it('drops what is refused, and what has no channel', async () => {
    const refused = await universe([{ kind: 'refused', reason: '21610' }]);
    await refused.due();
    expect(refused.notes).toMatchObject([{ kind: 'given-up', reason: '21610' }]);
    const off = await universe([], 'telegram');
    await off.due();
    expect(off.notes).toMatchObject([{ kind: 'given-up', reason: 'channel-off' }]);
  });
});

describe('a provider that is slow or fails', () => {
  const later = () => {
    let answer = (_: Receipt): void => undefined;
    const promise = new Promise<Receipt>((resolve) => {
      answer = resolve;
    });
    return { promise, answer: (receipt: Receipt) => answer(receipt) };
  };
  const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
  const RETRY = { kind: 'retry', reason: '429' } as const;

  it('holds up no other message, and no more than so many are on their way at one time', async () => {
    const slow = Array.from({ length: 15 }, later);
    const u = await universe(slow.map(({ promise }) => promise));
    await u.put('sms', ...ids('slow', 14));
    const first = u.due();
    await expect.poll(() => u.sent).toHaveLength(15);
    await u.put('sms', ...ids('more', 30));
    expect(await u.due()).toBe(5);
    expect(u.sent).toHaveLength(20);
    const [one, ...others] = slow;
    one?.answer({ kind: 'sent', id: 'x' });
    await expect.poll(() => u.notes).toHaveLength(6);
    expect(await u.due()).toBe(6);
    for (const { answer } of others) answer({ kind: 'sent', id: 'x' });
    expect(await first).toBe(15);
    await u.settled();
    expect(u.notes.filter(({ kind }) => kind === 'sent')).toHaveLength(26);
  });

  it('is not claimed from twice at one time', async () => {
    const u = await universe([]);
    expect(await Promise.all([u.due(), u.due(), u.due()])).toEqual([1, 0, 0]);
    expect(u.sent).toHaveLength(1);
  });

  it('again and again is left alone for a while, costs the others nothing, and no message is given up for it', async () => {
    const u = await universe([RETRY, RETRY, RETRY, RETRY, RETRY]);
    await u.put('sms', ...ids('a', 4));
    await u.due();
    expect(u.notes.map(({ kind }) => kind)).toEqual(Array(5).fill('retry'));
    // Its own back-off of five seconds is over, its rest is not.
    u.later(5000);
    for (let i = 0; i < 9; i++) {
      await u.put('sms', `b${i}`);
      await u.put('whatsapp', `w${i}`);
      await u.due();
      u.later(1000);
    }
    expect(u.sent).toHaveLength(5);
    const resting = u.notes.filter(({ reason }) => reason === 'resting');
    expect(resting.every(({ kind }) => kind === 'retry')).toBe(true);
    expect(resting).toHaveLength(5 + 9);
    expect(u.notes.filter(({ kind }) => kind === 'sent')).toHaveLength(9);
    u.later(1000);
    await u.due();
    // One goes first and works; whoever was given back beside it goes when the rest would have been over.
    u.later(15_000);
    await u.due();
    expect(u.sent.length).toBe(5 + 14);
    expect(u.notes.filter(({ kind }) => kind === 'given-up')).toEqual([]);
  });

  it('for hours gives nothing up that was not tried', async () => {
    const u = await universe(Array.from({ length: 9 }, () => RETRY));
    await u.put('sms', ...ids('a', 6));
    for (let i = 0; i < 4; i++) {
      await u.due();
      u.later(16_000);
    }
    const untried = u.notes.filter(({ reason }) => reason === 'resting').length;
    expect(untried).toBeGreaterThan(5);
    expect(u.notes.filter(({ kind }) => kind === 'given-up')).toEqual([]);
    for (let i = 0; i < 40; i++) {
      u.later(60_000);
      await u.due();
    }
    expect(u.notes.filter(({ kind }) => kind === 'sent')).toHaveLength(7);
  });
});
