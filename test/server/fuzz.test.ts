import { describe, expect, it } from 'vitest';
import { fuzzEngine } from '../../bench/fuzz/engine.ts';
import { type Fuzzed, faultsOf, type Run } from '../../bench/fuzz/part.ts';
import { fuzzDoors } from '../../bench/fuzz/run.ts';
import { chanceFrom } from '../../bench/support/chance.ts';
import type { Release } from '../../src/content/release.ts';
import { type Doors, openDoors } from '../support/doors.ts';
import { FOREIGN, filesOf, ROOT, releaseOf } from '../support/repository.ts';

const runOf = (count: number): Run => ({
  chance: chanceFrom(20261121),
  count,
  minutes: Number.POSITIVE_INFINITY,
  collect: () => undefined,
  tell: () => undefined,
});

/** Nothing collects the heap here and a short run fills its caches: whether it stays flat is seen in the long one. */
const faultsBesideMemory = (fuzzed: Fuzzed): readonly string[] =>
  faultsOf({ ...fuzzed, held: [fuzzed.held[1], fuzzed.held[1]] });

const figure = ({ figures }: Fuzzed, name: string): number => figures.find((one) => one.name === name)?.value ?? 0;

describe('whatever is sent', () => {
  // What a server has learnt for its first question is learnt once: it takes longer than all of the rest.
  let learnt: Release | undefined;
  const open = async (now: () => number): Promise<Doors> => {
    const doors = await openDoors(filesOf(ROOT), now, { LOG_LEVEL: 'silent' });
    learnt = doors.app.release();
    return doors;
  };

  it('to a door, good, nearly good or hostile, is answered or refused, and no lane is left stuck', async () => {
    const fuzzed = await fuzzDoors(['twilio', 'telegram'], open, runOf(700));
    expect(fuzzed.told).toEqual([]);
    expect(faultsBesideMemory(fuzzed)).toEqual([]);
    expect(figure(fuzzed, 'good ones among them')).toBeGreaterThan(fuzzed.count / 2);
    // Both sides of both doors were reached.
    for (const door of ['twilio', 'telegram'])
      for (const status of [200, 400, 403]) {
        const name = `${door} answered ${status}`;
        expect(figure(fuzzed, name), name).toBeGreaterThan(0);
      }
  }, 240_000);

  it('may be put off once in a hundred that were sent, and time passes, however much was planned', async () => {
    const app = { prepare: async () => undefined, server: { inject: async () => ({ statusCode: 503 }) } };
    const busy = { app, tick: async () => undefined, close: async () => undefined } as unknown as Doors;
    const instants: number[] = [];
    const openBusy = async (now: () => number): Promise<Doors> => {
      instants.push(now());
      return { ...busy, tick: async () => void instants.push(now()) };
    };
    const fuzzed = await fuzzDoors(['twilio'], openBusy, { ...runOf(1_000_000), minutes: 0.005 });
    expect(fuzzed.count).toBeLessThan(1_000_000);
    expect(fuzzed.wrongs).toBe(fuzzed.count);
    expect((instants.at(-1) ?? 0) - (instants[0] ?? 0)).toBeGreaterThan(4 * 86_400_000);
  });

  it('wherever someone stands, spoiled saved states among them, is answered within the limits of the channel', () => {
    const fuzzed = fuzzEngine(learnt ?? releaseOf(filesOf(ROOT)), releaseOf(filesOf(FOREIGN)), runOf(2000));
    expect(fuzzed.told).toEqual([]);
    expect(faultsBesideMemory(fuzzed)).toEqual([]);
    expect(figure(fuzzed, 'saved states spoiled')).toBeGreaterThan(20);
    expect(figure(fuzzed, 'questions reached')).toBeGreaterThan(80);
  }, 240_000);
});
