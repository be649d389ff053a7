import { beforeEach, describe, expect, it } from 'vitest';
import { OperationalError } from '../../src/base/operational-error.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { createPatience, type Patience, type PatienceDeps } from '../../src/store/patient.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { turnOf } from './contract.ts';

type Fault = 'store-unreachable' | 'store-full' | 'store-busy' | 'store-failed' | 'hangs' | undefined;

/** A memory store whose reading and writing fail as they are told to, and which counts who asks at one time. */
const faulty = (clock: FakeClock) => {
  const memory = createMemoryStore();
  const faults: { read: Fault; write: Fault; tookMs: number } = { read: undefined, write: undefined, tookMs: 0 };
  const tries: { readonly kind: 'load' | 'commit' | 'ready'; readonly at: number }[] = [];
  let [now, most] = [0, 0];
  const meet = async (kind: 'load' | 'commit' | 'ready'): Promise<void> => {
    tries.push({ kind, at: clock.monotonic() });
    now++;
    most = Math.max(most, now);
    const fault = kind === 'commit' ? faults.write : faults.read;
    if (fault === 'hangs') await new Promise(() => undefined);
    const until = clock.monotonic() + faults.tookMs;
    while (clock.monotonic() < until) await new Promise((resolve) => setImmediate(resolve));
    now--;
    if (fault !== undefined) throw new OperationalError(fault, 'planted');
  };
  const store: PatienceDeps['store'] = {
    load: async (person, delivery) => {
      await meet('load');
      return memory.load(person, delivery);
    },
    commit: async (turn) => {
      await meet('commit');
      return memory.commit(turn);
    },
    remember: memory.remember,
    forgetTerms: memory.forgetTerms,
    ready: () => meet('ready'),
  };
  return {
    memory,
    store,
    faults,
    tries,
    most: () => most,
    counted: () => {
      most = now;
      tries.length = 0;
    },
  };
};

interface Heard {
  /** `committed`, `loaded` or the code of the error, and when it was heard. */
  outcome?: string;
  at?: number;
}

describe('a store that is waited for', () => {
  let clock: FakeClock;
  let world: ReturnType<typeof faulty>;
  let patience: Patience;
  let told: boolean[];
  const hear = (work: Promise<unknown>, name: string): Heard => {
    const heard: Heard = {};
    work.then(
      (value) => Object.assign(heard, { outcome: (value as { kind?: string }).kind ?? name, at: clock.monotonic() }),
      (cause: OperationalError) => Object.assign(heard, { outcome: cause.code, at: clock.monotonic() }),
    );
    return heard;
  };
  const load = (person = 'ana'): Heard => hear(patience.begin().load(person, 'd1'), 'loaded');
  const commit = (person = 'ana'): Heard =>
    hear(patience.begin().commit(turnOf({ person, delivery: `d-${person}` })), 'committed');
  beforeEach(() => {
    clock = createFakeClock();
    world = faulty(clock);
    told = [];
    patience = createPatience({ store: world.store, clock, changed: (down) => told.push(down) });
  });

  it('is asked at once while it answers, and once only', async () => {
    const heard = [load(), commit()];
    await clock.go(10);
    expect(heard.map(({ outcome }) => outcome)).toEqual(['loaded', 'committed']);
    expect(world.tries).toHaveLength(2);
    expect(told).toEqual([]);
  });

  it.each(['store-unreachable', 'store-full', 'store-busy'] as const)(
    'answers late and not with an error after %s for a short time, and writes once',
    async (fault) => {
      world.faults.write = fault;
      const heard = commit();
      await clock.go(5000);
      expect(heard).toEqual({});
      expect(told).toEqual([true]);
      world.faults.write = undefined;
      await clock.go(1100);
      expect(heard.outcome).toBe('committed');
      expect(told).toEqual([true, false]);
      expect((await world.memory.load('ana', 'd-ana')).saved.version).toBe(1);
    },
  );

  it('is given up when its time is over, with the error that it gave', async () => {
    world.faults.read = 'store-unreachable';
    const heard = load();
    await clock.go(7900);
    expect(heard).toEqual({});
    await clock.go(200);
    expect(heard.outcome).toBe('store-unreachable');
    expect(heard.at).toBeLessThanOrEqual(8050);
  });

  it('is given up soon after that time where it never answers', async () => {
    world.faults.read = 'hangs';
    const heard = load();
    await clock.go(9400);
    expect(heard).toEqual({});
    await clock.go(200);
    expect(heard.outcome).toBe('store-busy');
  });

  it('is given up soon after that time where it reads in time and then never answers', async () => {
    world.faults.write = 'hangs';
    const turn = patience.begin();
    await turn.load('ana', 'd1');
    await clock.go(7900);
    const began = clock.monotonic();
    const written = hear(turn.commit(turnOf()), 'committed');
    await clock.go(2000);
    expect(written.outcome).toBe('store-busy');
    expect((written.at ?? 0) - began).toBeLessThanOrEqual(1700);
  });

  it('is not asked again about what it refuses for good', async () => {
    world.faults.read = 'store-failed';
    const heard = load();
    await clock.go(10);
    expect(heard.outcome).toBe('store-failed');
    expect(world.tries).toHaveLength(1);
    expect(told).toEqual([]);
  });

  it('is tried by one caller at a time while it is down, more and more seldom, and then all are answered', async () => {
    world.faults.read = 'store-unreachable';
    const first = load('p0');
    await clock.go(20);
    world.counted();
    world.faults.tookMs = 30;
    const heard = [first, ...Array.from({ length: 500 }, (_, i) => load(`p${i + 1}`))];
    await clock.go(5000);
    expect(world.most()).toBe(1);
    const times = world.tries.map(({ at }) => at);
    const pauses = times.slice(1).map((at, i) => at - (times[i] ?? 0));
    expect(times.length).toBeLessThanOrEqual(9);
    expect(pauses.at(-1)).toBeGreaterThanOrEqual(1000);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(1150);
    world.faults.read = undefined;
    world.faults.tookMs = 0;
    await clock.go(1100);
    expect(heard.map(({ outcome }) => outcome)).toEqual(Array(501).fill('loaded'));
    expect(world.tries.every(({ kind }) => kind === 'load')).toBe(true);
  });

  it('is not met by all in the same instant once it is back', async () => {
    world.faults.read = 'store-unreachable';
    load('p0');
    await clock.go(20);
    world.counted();
    for (let i = 1; i <= 200; i++) load(`p${i}`);
    world.faults.read = undefined;
    world.faults.tookMs = 100;
    const asked: number[] = [];
    for (let i = 0; i < 4; i++) {
      await clock.go(100);
      asked.push(world.tries.length);
    }
    expect(asked[1]).toBeLessThan(10);
    expect(asked[3]).toBeLessThan(50);
    await clock.go(1000);
    expect(world.tries).toHaveLength(201);
  });

  it('whose disk is full still reads, and only a write finds out when it is over', async () => {
    world.faults.write = 'store-full';
    const written = ['a', 'b', 'c'].map(commit);
    await clock.go(100);
    world.counted();
    const read = load('z');
    await clock.go(3000);
    expect(read.outcome).toBe('loaded');
    expect(world.tries.filter(({ kind }) => kind !== 'commit')).toHaveLength(1);
    expect(world.most()).toBe(1);
    world.faults.write = undefined;
    await clock.go(1100);
    expect(written.map(({ outcome }) => outcome)).toEqual(['committed', 'committed', 'committed']);
  });

  it('whose disk is full is said to be away until a write worked, however well it reads and however quiet it is', async () => {
    world.faults.write = 'store-full';
    const first = commit('a');
    await clock.go(20_000);
    expect(first.outcome).toBe('store-full');
    world.counted();
    const read = load('z');
    await clock.go(20_000);
    expect(read.outcome).toBe('loaded');
    expect(world.tries).toHaveLength(1);
    expect([told, patience.isWaiting()]).toEqual([[true], true]);
    commit('b');
    await clock.go(20_000);
    expect([told, patience.isWaiting()]).toEqual([[true], true]);
    world.faults.write = undefined;
    const last = commit('c');
    await clock.go(10);
    // Whoever comes to it is tried at once: nobody else could find out that there is room again.
    expect(last.outcome).toBe('committed');
    expect([told, patience.isWaiting()]).toEqual([[true, false], false]);
  });

  it('that keeps one caller waiting, and answers the others, holds up nobody else', async () => {
    const memory = world.store;
    const locked: PatienceDeps['store'] = {
      ...memory,
      commit: async (turn) => {
        if (turn.person !== 'locked') return memory.commit(turn);
        const until = clock.monotonic() + 500;
        while (clock.monotonic() < until) await new Promise((resolve) => setImmediate(resolve));
        throw new OperationalError('store-busy', 'locked');
      },
    };
    patience = createPatience({ store: locked, clock, changed: (down) => told.push(down) });
    const own = commit('locked');
    const others: Heard[] = [];
    for (let i = 0; i < 40; i++) {
      await clock.go(200);
      others.push(commit(`p${i}`));
    }
    await clock.go(500);
    expect(others.every(({ outcome }) => outcome === 'committed')).toBe(true);
    expect(told).toEqual([]);
    expect(own.outcome).toBe('store-busy');
  });

  it('is looked after when nobody waits any more, so that it is said to be back', async () => {
    world.faults.read = 'store-unreachable';
    load();
    await clock.go(12_000);
    expect(told).toEqual([true]);
    expect(world.tries.at(-1)?.kind).toBe('ready');
    world.faults.read = undefined;
    await clock.go(1100);
    expect(told).toEqual([true, false]);
  });

  it('lets everybody go when the program ends, who waits at once and who is at work soon', async () => {
    world.faults.read = 'store-unreachable';
    const waits = [load('a'), load('b')];
    world.faults.write = 'hangs';
    const works = commit();
    await clock.go(1000);
    const began = clock.monotonic();
    patience.letGo();
    const late = load('c');
    await clock.go(10);
    expect([...waits, late].map(({ outcome }) => outcome)).toEqual([
      'store-unreachable',
      'store-unreachable',
      'store-busy',
    ]);
    await clock.go(2000);
    expect(works.outcome).toBe('store-busy');
    expect((works.at ?? 0) - began).toBeLessThanOrEqual(1600);
    const after = commit('d');
    await clock.go(10);
    expect(after.outcome).toBe('store-busy');
  });
});
