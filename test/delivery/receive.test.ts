import { beforeEach, describe, expect, it } from 'vitest';
import { createKeys, newPersonKey, readPersonKeys } from '../../src/base/keys.ts';
import { createSeal } from '../../src/base/seal.ts';
import { CAPABILITIES } from '../../src/channel/capability.ts';
import type { Channel, Content, HttpBody, Received } from '../../src/channel/channel.ts';
import { createReceive, type Note } from '../../src/delivery/receive.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { FOREIGN, filesOf, releaseOf } from '../support/repository.ts';

const release = releaseOf(filesOf(FOREIGN));

/** A channel that answers with the bare text. */
const plain: Channel = {
  name: 'sms',
  can: CAPABILITIES.sms,
  inline: (laid) => ({ status: 200, type: 'text/plain', body: laid?.text ?? '' }),
  send: async () => ({ kind: 'sent', id: '1' }),
};

const universe = (keyText = newPersonKey(), store: Store = createMemoryStore()) => {
  const notes: Note[] = [];
  let now = Date.UTC(2026, 2, 1, 12);
  const personKeys = readPersonKeys(keyText);
  const { receive, drained } = createReceive({
    store,
    keys: createKeys(personKeys),
    seal: createSeal(personKeys),
    channels: new Map([['sms', plain]]),
    release: () => release,
    now: () => now,
    note: (note) => notes.push(note),
  });
  let count = 0;
  const content = (text: string): Content => ({ kind: 'text', text });
  const received = (text: string | Content, delivery = `d${++count}`, address = '+15005550100'): Received => ({
    channel: 'sms',
    delivery,
    address,
    content: typeof text === 'string' ? content(text) : text,
  });
  return {
    receive,
    drained,
    received,
    notes,
    store,
    say: (text: string | Content, delivery?: string) => receive(received(text, delivery)),
    later: (ms: number) => (now += ms),
    now: () => now,
  };
};

describe('one delivery', () => {
  let u: ReturnType<typeof universe>;
  beforeEach(() => {
    u = universe();
  });

  it('that comes fifty times at once moves one step and gets fifty identical replies', async () => {
    await u.say('hello');
    await u.say('1');
    const replies = await Promise.all(Array.from({ length: 50 }, () => u.receive(u.received('40', 'same'))));
    expect(new Set(replies.map((r) => r.body)).size).toBe(1);
    expect(replies[0]?.body).toContain('days is it late');
    expect(u.notes.filter((n) => n.outcome === 'duplicate')).toHaveLength(49);
    expect((await u.say('10')).body).toContain('You owe 2 euros');
  });
  it('and another of the same person at once are done in the order of arrival', async () => {
    const replies = await Promise.all([u.say('hello'), u.say('1'), u.say('40'), u.say('10')]);
    expect(replies.map((r) => r.body.split('\n').at(0))).toEqual([
      expect.stringContaining('I am Ventanilla'),
      'How old is the reader?',
      'How many days is it late?',
      'You owe 2 euros. You can renew 1.',
    ]);
  });
  it('of one person is nothing to another', async () => {
    await u.say('hello');
    const other = await u.receive(u.received('hello', undefined, '+15005550101'));
    expect(other.body).toContain('FORGET');
  });
  it('is answered the same after everything was reloaded from the store', async () => {
    const key = newPersonKey();
    const first = universe(key, u.store);
    await first.say('hello', 'a');
    await first.say('1', 'b');
    const second = universe(key, u.store);
    expect((await second.say('1', 'b')).body).toBe('How old is the reader?');
    expect((await second.say('40', 'c')).body).toBe('How many days is it late?');
  });
  it('is redone on the newer state when another process was faster', async () => {
    const key = newPersonKey();
    const store = createMemoryStore();
    const [a, b] = [universe(key, store), universe(key, store)];
    await a.say('hello', 'x0');
    await Promise.all([a.say('1', 'x1'), b.say('40', 'x2')]);
    const reply = await a.say('back', 'x3');
    expect(reply.status).toBe(200);
    expect([...a.notes, ...b.notes].filter((n) => n.outcome !== 'duplicate')).toHaveLength(4);
  });
});

describe('what is kept', () => {
  it('is sealed: no word, number or address of a person stands in the store', async () => {
    const commits: unknown[] = [];
    const store = createMemoryStore();
    const commit: Store['commit'] = (turn) => {
      commits.push(turn);
      return store.commit(turn);
    };
    const u = universe(undefined, { ...store, commit });
    await u.say('hello');
    await u.say('1');
    await u.say('40');
    const kept = JSON.stringify(commits);
    for (const planted of ['5005550100', 'hello', 'late-book', '"40"', 'reader']) expect(kept).not.toContain(planted);
  });
  it('goes on after a change of the person key, under the new name', async () => {
    const [old, fresh] = [newPersonKey(), newPersonKey()];
    const store = createMemoryStore();
    const before = universe(old, store);
    await before.say('hello', 'k1');
    await before.say('1', 'k2');
    const after = universe(`${fresh},${old}`, store);
    expect((await after.say('1', 'k2')).body).toBe('How old is the reader?');
    expect((await after.say('40', 'k3')).body).toBe('How many days is it late?');
    const only = universe(fresh, store);
    expect((await only.say('10', 'k4')).body).toContain('You owe 2 euros');
  });
  it('is erased on request, and the one who asked is new again', async () => {
    const u = universe();
    await u.say('hello', 'f1');
    expect((await u.say('forget', 'f2')).body).toContain('I erased everything');
    expect((await u.say('forget', 'f2')).body).toContain('I erased everything');
    expect((await u.say('hello', 'f1')).body).toBe('');
    expect((await u.say('hello', 'f3')).body).toContain('FORGET');
  });
  it('is the opt-out alone for someone who said stop', async () => {
    const u = universe();
    await u.say('hello');
    await u.say('stop');
    expect((await u.say('1')).body).toBe('');
    await u.say({ kind: 'consent', change: 'start' });
    expect((await u.say('menu')).body).toContain('What can I do');
  });
  it('is nothing at all of a group, which is told once', async () => {
    const u = universe();
    let commits = 0;
    const commit: Store['commit'] = (turn) => {
      commits++;
      return u.store.commit(turn);
    };
    const store: Store = { ...u.store, commit };
    const v = universe(undefined, store);
    const body: HttpBody = await v.say({ kind: 'group' });
    expect(body.body).toContain('private message');
    expect(commits).toBe(0);
    expect((await v.say({ kind: 'group' }, 'g2')).body).toBe('');
    const other = v.received({ kind: 'group' }, 'g3', 'another group');
    expect((await v.receive(other)).body).toContain('private message');
    expect((await v.receive(other)).body).toContain('private message');
    expect(u.notes).toHaveLength(0);
  });
});

describe('a store that fails', () => {
  it('fails the delivery, so that the provider repeats it, and the next one is served', async () => {
    const store = createMemoryStore();
    let broken = true;
    const u = universe(undefined, {
      ...store,
      commit: (c) => (broken ? Promise.reject(new Error('gone')) : store.commit(c)),
    });
    await expect(u.say('hello', 'e1')).rejects.toThrow('gone');
    broken = false;
    expect((await u.say('hello', 'e1')).body).toContain('What can I do');
    await u.drained();
  });
  it('that is overtaken for ever gives up with a code', async () => {
    const store = createMemoryStore();
    const u = universe(undefined, { ...store, commit: async () => ({ kind: 'stale' }) });
    await expect(u.say('hello')).rejects.toMatchObject({ code: 'contention' });
  });
  it('finds a channel that is off', () => {
    const u = universe();
    expect(() => u.receive({ ...u.received('x'), channel: 'telegram' })).toThrow(/telegram is off/);
  });
});
