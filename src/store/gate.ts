import type { Clock } from '../base/clock.ts';

/** The way to something that may be away for a moment: callers wait at it while it is, and one at a time goes to see. */
export interface Gate {
  /**
   * Does the work, and again when it fails in a way that passes, until `until` (by the monotonic clock). Work that was
   * begun in time is waited for a little longer. It may be done twice, where nobody can tell whether it was done.
   */
  readonly enter: <T>(work: () => Promise<T>, until: number) => Promise<T>;
  /** Lets go whoever waits; what is at work, and what comes in while the rest ends, has a moment more. */
  readonly close: () => void;
}

export interface GateDeps {
  readonly clock: Pick<Clock, 'monotonic' | 'every'>;
  /** Whether what failed so may succeed later. */
  readonly passes: (thrown: unknown) => boolean;
  /** What callers hear to whom nothing came back. */
  readonly late: () => Error;
  /** Goes to see where nobody waits who could. Without it the next caller does, at once, and the gate stays shut until then. */
  readonly ask?: () => Promise<unknown>;
  readonly changed: (shut: boolean) => void;
}

interface Call {
  readonly work: () => Promise<unknown>;
  readonly until: number;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
  tries: number;
  /** When its last try began, and how many answers had come by then. */
  began: number;
  seen: number;
  /** It is not tried again before. */
  next: number;
  why?: unknown;
}

const TICK_MS = 50;
/** Between two tries while it is shut, and of one caller alone: growing from the first to the last. */
const PAUSE = { first: 100, most: 1000 } as const;
/** What was begun may take so long after its time is over. */
const LAST_MS = 1500;
/** Each answer lets so many go on who wait: those who waited longest come first, and never all in one instant. */
const WAKES = 2;

export const createGate = ({ clock, passes, late, ask, changed }: GateDeps): Gate => {
  const { monotonic } = clock;
  const waiting = new Set<Call>();
  const working = new Set<Call>();
  let shut = false;
  let answers = 0;
  /** Whoever goes to see. */
  let probe: unknown;
  let probeAt = 0;
  let pause: number = PAUSE.first;
  let end = Number.POSITIVE_INFINITY;

  const setShut = (to: boolean): void => {
    if (shut === to) return;
    shut = to;
    changed(to);
  };

  const wake = (count: number): void => {
    let left = count;
    const now = monotonic();
    for (const call of waiting) {
      if (left === 0) return;
      if (call.next > now) continue;
      left--;
      void attempt(call);
    }
  };

  const answered = (): void => {
    answers++;
    pause = PAUSE.first;
    setShut(false);
    wake(WAKES);
  };

  /** One failure while others were answered is the caller's own trouble, such as a lock; without any answer it is everybody's. */
  const unanswered = (seen: number, wasProbe: boolean): void => {
    if (seen < answers || (shut && !wasProbe)) return;
    setShut(true);
    probeAt = monotonic() + pause;
    pause = Math.min(pause * 2, PAUSE.most);
  };

  const attempt = async (call: Call): Promise<void> => {
    waiting.delete(call);
    working.add(call);
    call.began = monotonic();
    call.seen = answers;
    try {
      call.resolve(await call.work());
      settle(call);
      answered();
    } catch (thrown) {
      const wasProbe = probe === call;
      const isWaitedFor = settle(call);
      if (!passes(thrown)) {
        call.reject(thrown);
        answered();
        return;
      }
      if (isWaitedFor) again(call, thrown);
      unanswered(call.seen, wasProbe);
    }
  };

  /** Whether somebody still waits for it. */
  const settle = (call: Call): boolean => {
    if (probe === call) probe = undefined;
    return working.delete(call);
  };

  const again = (call: Call, thrown: unknown): void => {
    const now = monotonic();
    call.why = thrown;
    call.next = now + Math.min(PAUSE.first * 2 ** call.tries++, PAUSE.most);
    if (now >= call.until || end < Number.POSITIVE_INFINITY) call.reject(thrown);
    else waiting.add(call);
  };

  const goAndSee = (): void => {
    const [first] = waiting;
    if (first) {
      probe = first;
      void attempt(first);
      return;
    }
    if (!ask) return;
    const mine = {};
    const seen = answers;
    probe = mine;
    ask().then(
      () => {
        probe = undefined;
        answered();
      },
      () => {
        probe = undefined;
        unanswered(seen, true);
      },
    );
  };

  const tick = (): void => {
    const now = monotonic();
    for (const call of waiting)
      if (now >= call.until) {
        waiting.delete(call);
        call.reject(call.why ?? late());
      }
    for (const call of working)
      if (now >= Math.min(Math.max(call.until, call.began) + LAST_MS, end)) {
        const wasProbe = probe === call;
        settle(call);
        call.reject(late());
        unanswered(call.seen, wasProbe);
      }
    if (now >= end) stop();
    else if (!shut) wake(1);
    else if (probe === undefined && now >= probeAt) goAndSee();
  };
  const stop = clock.every(TICK_MS, tick);

  return {
    enter: <T>(work: () => Promise<T>, until: number) =>
      new Promise<T>((resolve, reject) => {
        const now = monotonic();
        const isOver = now >= end || (shut && (now >= until || end < Number.POSITIVE_INFINITY));
        if (isOver) {
          reject(late());
          return;
        }
        const settled = resolve as (value: unknown) => void;
        const call: Call = { work, until, resolve: settled, reject, tries: 0, began: 0, seen: 0, next: 0 };
        if (!shut) {
          void attempt(call);
          return;
        }
        waiting.add(call);
        if (probe === undefined && now >= probeAt) goAndSee();
      }),
    close: () => {
      end = Math.min(end, monotonic() + LAST_MS);
      for (const call of waiting) call.reject(call.why ?? late());
      waiting.clear();
    },
  };
};
