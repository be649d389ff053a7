import { describe, expect, it } from 'vitest';
import { atOnce, inSlices, type Steps } from '../../src/base/steps.ts';

function* count(to: number, done: number[]): Steps<number> {
  for (let i = 0; i < to; i++) {
    done.push(i);
    yield;
  }
  return to;
}

describe('work in steps', () => {
  it('comes to the same at once and in slices', async () => {
    const [one, other]: [number[], number[]] = [[], []];
    expect(atOnce(count(5, one))).toBe(5);
    expect(await inSlices(count(5, other), { monotonic: () => 0, breathe: async () => {} })).toBe(5);
    expect(one).toEqual(other);
  });

  it('lets others have their turn whenever a slice is over', async () => {
    let now = 0;
    let breaths = 0;
    const pace = {
      monotonic: () => now++,
      breathe: async () => {
        breaths++;
      },
    };
    await inSlices(count(100, []), pace);
    expect(breaths).toBeGreaterThan(5);
    expect(breaths).toBeLessThan(20);
  });
});
