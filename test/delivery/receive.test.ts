import { beforeEach, describe, expect, it } from 'vitest';
import { createKeys, newPersonKey, readPersonKeys } from '../../src/base/keys.ts';
import { OperationalError } from '../../src/base/operational-error.ts';
import { createSeal } from '../../src/base/seal.ts';
import { CAPABILITIES } from '../../src/channel/capability.ts';
import type { Channel, Content, HttpBody, Received } from '../../src/channel/channel.ts';
import { createQuestions } from '../../src/delivery/questions.ts';
import { createReceive, type Note } from '../../src/delivery/receive.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { createPatience, type TurnStore } from '../../src/store/patient.ts';
import type { Store } from '../../src/store/store.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { FOREIGN, filesOf, releaseOf } from '../support/repository.ts';

const release = releaseOf(filesOf(FOREIGN));

/** A channel that answers with the bare text. */
const plain: Channel = {
  name: 'sms',
  can: CAPABILITIES.sms,
  inline: (laid) => ({ status: 200, type: 'text/plain', body: laid?.text ?? '' }),
  send: async () => ({ kind: 'sent', id: '1' }),
};

const universe = (
  keyText = newPersonKey(),
  store: Store = createMemoryStore(),
  begin: () => TurnStore = () => store,
) => {
  const notes: Note[] = [];
  let now = Date.UTC(2026, 2, 1, 12);
  const personKeys = readPersonKeys(keyText);
  const keys = createKeys(personKeys);
  const failures: unknown[] = [];
  const { receive, drained } = createReceive({
    store: begin,
    keys,
    questions: createQuestions({ store, keys, now: () => now, failed: (cause) => failures.push(cause) }),
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
    failures,
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
    // A provider that had no answer may ask again much later.
    expect((await after.say('1', 'k2')).body).toBe('How old is the reader?');
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

describe('a question without an answer', () => {
  const STRANGE = 'zenaida lends audiobooks';
  const noting = (change: Partial<Store> = {}) => {
    const store = createMemoryStore();
    let notes = 0;
    const noteTerms: Store['noteTerms'] = (uses, at) => {
      notes++;
      return store.noteTerms(uses, at);
    };
    const u = universe(undefined, { ...store, noteTerms, ...change });
    const sayAs = (person: number, text: string, delivery?: string) =>
      u.receive(u.received(text, delivery, `+1500555010${person}`));
    return { ...u, sayAs, count: () => notes };
  };

  it('is noted once for each delivery that was committed, and once for each person', async () => {
    const u = noting();
    await Promise.all(Array.from({ length: 9 }, () => u.sayAs(0, STRANGE, 'same')));
    await u.sayAs(0, STRANGE);
    await u.sayAs(1, STRANGE);
    await u.drained();
    expect(u.count()).toBe(3);
    expect(await u.store.questions(1, 0)).toEqual([]);
    await u.sayAs(2, STRANGE);
    await u.drained();
    expect((await u.store.questions(3, 0)).map(({ words }) => words)).toContain('audiobooks');
  });
  it('of a stale turn is noted when the turn is redone', async () => {
    const store = createMemoryStore();
    let stale = true;
    const u = noting({
      ...store,
      noteTerms: async () => expect(stale).toBe(false),
      commit: (turn) => {
        if (!stale) return store.commit(turn);
        stale = false;
        return Promise.resolve({ kind: 'stale' });
      },
    });
    await u.sayAs(0, STRANGE);
    await u.drained();
    expect(u.failures).toEqual([]);
  });
  it('does not wait for its note, and a note that fails breaks nothing', async () => {
    let fail = (_: Error): void => undefined;
    const u = noting({
      noteTerms: () =>
        new Promise((_, reject) => {
          fail = reject;
        }),
    });
    expect((await u.sayAs(0, STRANGE)).body).toContain('What can I do');
    fail(new Error('gone'));
    await u.drained();
    expect(u.failures).toEqual([new Error('gone')]);
  });
  it('is erased before it is said to be', async () => {
    const u = noting();
    for (const person of [0, 1, 2]) await u.sayAs(person, STRANGE);
    await u.sayAs(1, 'forget');
    expect(await u.store.questions(3, 0)).toEqual([]);
    const broken = noting({ forgetTerms: () => Promise.reject(new Error('gone')) });
    await expect(broken.sayAs(0, 'forget', 'f1')).rejects.toThrow('gone');
  });
});

describe('a store that fails', () => {
  it('after it wrote the turn gives the reply of that turn, which is counted and heard once', async () => {
    const store = createMemoryStore();
    const heard: unknown[] = [];
    let tries = 0;
    const u = universe(undefined, {
      ...store,
      noteTerms: async (uses) => void heard.push(uses),
      // The connection is lost before the answer comes, and the same is asked again.
      commit: async (turn) => {
        tries++;
        await store.commit(turn);
        return store.commit(turn);
      },
    });
    const first = await u.say('zenaida lends audiobooks', 'lost');
    expect(first.body).toContain('What can I do');
    expect(u.notes.map(({ outcome }) => outcome)).not.toContain('duplicate');
    expect(u.notes).toHaveLength(1);
    await u.drained();
    expect(heard).toHaveLength(1);
    expect(await u.say('zenaida lends audiobooks', 'lost')).toEqual(first);
    expect(u.notes.at(-1)?.outcome).toBe('duplicate');
    expect(tries).toBe(1);
    expect((await u.say('forget', 'f1')).body).toContain('I erased everything');
    expect(u.notes.at(-1)?.outcome).not.toBe('duplicate');
  });
  it('for ever keeps no more messages waiting than the lanes hold, and lets all of them go in time', async () => {
    const clock = createFakeClock();
    const hanging: Store = { ...createMemoryStore(), load: () => new Promise(() => undefined) };
    const patience = createPatience({ store: hanging, clock, changed: () => undefined });
    const u = universe(undefined, hanging, patience.begin);
    const outcomes = { overloaded: 0, late: 0 };
    const all = Array.from({ length: 6000 }, (_, i) =>
      u.receive(u.received('hello', `h${i}`, `+1500555${i}`)).catch((cause: OperationalError) => {
        outcomes[cause.code === 'overloaded' ? 'overloaded' : 'late']++;
      }),
    );
    await clock.go(20);
    expect(outcomes).toEqual({ overloaded: 2000, late: 0 });
    await clock.go(10_000);
    await Promise.all(all);
    expect(outcomes).toEqual({ overloaded: 2000, late: 4000 });
    await u.drained();
  });
  it('keeps one person waiting in their lane no longer than each of their messages may', async () => {
    const clock = createFakeClock();
    const down = new OperationalError('store-unreachable', 'planted');
    const store: Store = { ...createMemoryStore(), load: () => Promise.reject(down) };
    const u = universe(undefined, store, createPatience({ store, clock, changed: () => undefined }).begin);
    const ended: number[] = [];
    for (let i = 0; i < 5; i++) void u.say('hello').catch(() => ended.push(clock.monotonic()));
    await clock.go(8200);
    expect(ended).toHaveLength(5);
  });
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

describe('someone who sends more than anyone can read', () => {
  it('is told so kindly once and then left in peace, while everyone else is answered', async () => {
    const u = universe();
    const flood = (count: number, from = 0) =>
      Promise.all(Array.from({ length: count }, (_, i) => u.receive(u.received('hello', `flood${from + i}`))));
    const [heard, told] = [await flood(120), await flood(3, 120)].map((replies) => replies.map(({ body }) => body));
    expect(heard?.every((body) => body !== '' && !body.includes('at once'))).toBe(true);
    expect(told).toEqual([expect.stringContaining('911'), '', '']);
    // What was said to a delivery is said again to its repeat.
    expect((await u.receive(u.received('hello', 'flood120'))).body).toBe(told?.[0]);
    const other = await u.receive(u.received('hello', 'other', '+15005550199'));
    expect(other.body).toContain('I am Ventanilla');
    u.later(2000);
    const [again, quiet] = await flood(2, 200);
    expect(again?.body).toBe(heard?.[119]);
    expect(quiet?.body).toBe('');
    expect(u.notes.filter(({ outcome }) => outcome === 'silent')).toHaveLength(3);
  });
  it.each<[string, string | Content, string, string]>([
    ['not to be written to', { kind: 'consent', change: 'stop' }, '', ''],
    ['not to be written to, in a word', 'stop', 'I will not write to you', ''],
    ['to be forgotten', 'forget', 'I erased everything', 'FORGET erases'],
    ['nothing more, having blocked the bot', { kind: 'blocked' }, '', 'FORGET erases'],
  ])('and then wishes %s is heard', async (_, wish, reply, afterwards) => {
    const u = universe();
    for (let i = 0; i < 125; i++) await u.say('hello');
    expect((await u.say('hello')).body).toBe('');
    expect((await u.say(wish)).body).toContain(reply);
    u.later(240_000);
    const next = (await u.say('hello')).body;
    if (afterwards === '') expect(next).toBe('');
    else expect(next).toContain(afterwards);
  });
  it('after asking not to be written to is met with silence', async () => {
    const u = universe();
    await u.say({ kind: 'consent', change: 'stop' });
    for (let i = 0; i < 125; i++) expect((await u.say(`hello ${i}`)).body).toBe('');
  });
  it('keeps its silence for a repeat that comes after they begin again', async () => {
    const u = universe();
    await u.say({ kind: 'consent', change: 'stop' });
    const unheard = u.received('hello', 'unheard');
    expect((await u.receive(unheard)).body).toBe('');
    await u.say({ kind: 'consent', change: 'start' });
    expect((await u.say('hello')).body).not.toBe('');
    expect((await u.receive(unheard)).body).toBe('');
  });
});
