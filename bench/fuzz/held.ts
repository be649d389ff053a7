import { existsSync, readdirSync } from 'node:fs';

/** What this process holds at one moment. */
export interface Held {
  /** Megabytes of JavaScript in use, after a collection. */
  readonly heap: number;
  /** Megabytes of memory altogether. */
  readonly rss: number;
  /** Files and sockets open; undefined where the system does not tell (anything but Linux). */
  readonly files: number | undefined;
}

const OPEN_FILES = '/proc/self/fd';
const megabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10;

const heldNow = (collect: () => void): Held => {
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  return {
    heap: megabytes(heapUsed),
    rss: megabytes(rss),
    files: existsSync(OPEN_FILES) ? readdirSync(OPEN_FILES).length : undefined,
  };
};

/** How far a run is, which ends after so many steps or so many minutes, whichever is first. */
export interface Course {
  readonly over: (done: number) => boolean;
  /** The part of the way that is done, from 0 to 1. */
  readonly share: (done: number) => number;
  /** Notes what is held once a fourth of the way is done; to be called again and again. */
  readonly note: (done: number) => void;
  /** What was held at a fourth, and what is held now. */
  readonly end: () => readonly [Held, Held];
  readonly seconds: () => number;
}

export const createCourse = (count: number, minutes: number, collect: () => void): Course => {
  const begun = performance.now();
  const seconds = (): number => (performance.now() - begun) / 1000;
  const share = (done: number): number => Math.max(done / count, seconds() / 60 / minutes);
  let fourth: Held | undefined;
  return {
    over: (done) => share(done) >= 1,
    share,
    note: (done) => {
      if (!fourth && share(done) >= 0.25) fourth = heldNow(collect);
    },
    end: () => {
      const now = heldNow(collect);
      return [fourth ?? now, now];
    },
    seconds,
  };
};
