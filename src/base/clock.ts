import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from './day.ts';

/** The one source of now and of timers. */
export interface Clock {
  /** Milliseconds since 1970; shifted when the program was told what time it is, and running on from there. */
  readonly now: () => Instant;
  /** Milliseconds that only ever grow, for durations. */
  readonly monotonic: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Lets everything else that waits have its turn. */
  readonly breathe: () => Promise<void>;
  /** Calls again and again until stopped; never keeps the process alive. */
  readonly every: (ms: number, work: () => unknown) => () => void;
}

export const systemClock = (startAt?: Instant): Clock => {
  const begun = performance.now();
  return {
    now: startAt === undefined ? () => Date.now() : () => Math.round(startAt + performance.now() - begun),
    monotonic: () => performance.now(),
    sleep: (ms) => pause(ms, undefined, { ref: false }),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    every: (ms, work) => {
      const timer = setInterval(work, ms);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
};
