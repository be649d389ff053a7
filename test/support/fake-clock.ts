import type { Clock } from '../../src/base/clock.ts';

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Pick<Clock, 'monotonic' | 'every'> {
  /** Goes on in small steps; whatever waits for nothing but promises is done between them. */
  readonly go: (ms: number) => Promise<void>;
}

const STEP_MS = 10;

export const createFakeClock = (): FakeClock => {
  const timers = new Set<{ readonly ms: number; readonly work: () => unknown; next: number }>();
  let now = 0;
  return {
    monotonic: () => now,
    every: (ms, work) => {
      const timer = { ms, work, next: now + ms };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    go: async (ms) => {
      const settle = () => new Promise((resolve) => setImmediate(resolve));
      for (const end = now + ms; now < end; ) {
        await settle();
        now += STEP_MS;
        for (const timer of timers)
          if (timer.next <= now) {
            timer.next += timer.ms;
            timer.work();
          }
      }
      await settle();
    },
  };
};
