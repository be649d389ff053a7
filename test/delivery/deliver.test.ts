import { describe, expect, it } from 'vitest';
import { newPersonKey, readPersonKeys } from '../../src/base/keys.ts';
import { createSeal } from '../../src/base/seal.ts';
import { CAPABILITIES } from '../../src/channel/capability.ts';
import type { Channel, Receipt } from '../../src/channel/channel.ts';
import { deliverDue } from '../../src/delivery/deliver.ts';
import { outboxContext } from '../../src/delivery/sealed.ts';
import { createMemoryStore } from '../../src/store/memory.ts';

const seal = createSeal(readPersonKeys(newPersonKey()));
const LAID = { text: 'hello', rest: [], buttons: [] };

const universe = async (receipts: readonly Receipt[], channelName: 'sms' | 'telegram' = 'sms') => {
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
  await store.commit({
    person: 'p',
    delivery: 'd',
    version: 0,
    profile: 'profile',
    release: 'r',
    at: now,
    outbox: [
      {
        id: 'm1',
        channel: channelName,
        address: seal.seal('+15005550100', outboxContext('m1')),
        message: seal.seal(JSON.stringify(LAID), outboxContext('m1')),
        due: now,
      },
    ],
  });
  const due = () =>
    deliverDue({
      store,
      seal,
      channels: new Map([['sms', channel]]),
      now: () => now,
      note: (note) => notes.push(note),
    });
  return { due, sent, notes, store, now: () => now, later: (ms: number) => (now += ms) };
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
    const refused = await universe([{ kind: 'refused', reason: '21610', optedOut: true }]);
    await refused.due();
    expect(refused.notes).toMatchObject([{ kind: 'given-up', reason: '21610' }]);
    const off = await universe([], 'telegram');
    await off.due();
    expect(off.notes).toMatchObject([{ kind: 'given-up', reason: 'channel-off' }]);
  });
});
