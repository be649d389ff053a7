import { describe, expect, it } from 'vitest';
import { createLanes } from '../../src/delivery/lanes.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a lane', () => {
  it('does the work of one person in order, and of different people at once', async () => {
    const lanes = createLanes();
    const done: string[] = [];
    const work = (name: string, ms: number) => async () => {
      await pause(ms);
      done.push(name);
      return name;
    };
    const all = [lanes.enter('a', work('a1', 20)), lanes.enter('a', work('a2', 0)), lanes.enter('b', work('b1', 5))];
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'b1']);
    expect(done).toEqual(['b1', 'a1', 'a2']);
  });
  it('goes on after work that failed', async () => {
    const lanes = createLanes();
    const failed = lanes.enter('a', () => Promise.reject(new Error('no')));
    const next = lanes.enter('a', async () => 'yes');
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
    await lanes.empty();
  });
});
