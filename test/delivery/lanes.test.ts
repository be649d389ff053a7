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
  it('refuses what is too much for one person or for all, and takes in more once it is done', async () => {
    const lanes = createLanes({ all: 5, each: 3 });
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const enter = (person: string) => lanes.enter(person, () => gate.then(() => person));
    const held = [enter('a'), enter('a'), enter('a')];
    await expect(enter('a')).rejects.toMatchObject({ code: 'overloaded' });
    held.push(enter('b'), enter('c'));
    await expect(enter('d')).rejects.toMatchObject({ code: 'overloaded' });
    open();
    expect(await Promise.all(held)).toEqual(['a', 'a', 'a', 'b', 'c']);
    await lanes.empty();
    expect(await Promise.all([enter('a'), enter('d')])).toEqual(['a', 'd']);
  });
});
