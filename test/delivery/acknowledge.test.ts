import { describe, expect, it } from 'vitest';
import { createAcknowledge } from '../../src/delivery/acknowledge.ts';

const universe = (call: (press: string) => Promise<boolean>) => {
  const outcomes: Record<string, number> = {};
  let now = 0;
  const calls: string[] = [];
  const acknowledge = createAcknowledge({
    call: (press) => {
      calls.push(press);
      return call(press);
    },
    monotonic: () => now,
    note: (outcome) => {
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    },
  });
  const press = (count: number): void => {
    for (let i = 0; i < count; i++) acknowledge(`press ${i}`);
  };
  return { press, calls, outcomes, later: (ms: number) => (now += ms) };
};

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('presses', () => {
  it('are acknowledged at once', async () => {
    const u = universe(async () => true);
    u.press(3);
    await settle();
    expect(u.calls).toEqual(['press 0', 'press 1', 'press 2']);
    expect(u.outcomes).toEqual({ acknowledged: 3 });
  });
  it('are let go, and counted, while too many are on their way to a slow provider', async () => {
    const open: ((worked: boolean) => void)[] = [];
    const u = universe(() => new Promise((resolve) => open.push(resolve)));
    u.press(500);
    expect(u.calls).toHaveLength(50);
    expect(u.outcomes).toEqual({ dropped: 450 });
    for (const answer of open) answer(true);
    await settle();
    u.press(1);
    expect(u.calls).toHaveLength(51);
  });
  it('are let go for some seconds after failures in a row', async () => {
    let works = false;
    const u = universe(async () => works);
    for (let i = 0; i < 8; i++) {
      u.press(1);
      await settle();
    }
    expect(u.outcomes).toEqual({ failed: 5, dropped: 3 });
    works = true;
    u.later(10_000);
    u.press(2);
    await settle();
    u.press(2);
    await settle();
    expect(u.outcomes).toEqual({ failed: 5, dropped: 4, acknowledged: 3 });
  });
});
