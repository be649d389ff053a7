/** Work that can be interrupted between any two of its steps. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does all of it at once. */
export const atOnce = <T>(steps: Steps<T>): T => {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
};

export interface Pace {
  readonly monotonic: () => number;
  /** Lets everything else that waits have its turn. */
  readonly breathe: () => Promise<void>;
}

/** What nobody notices: others wait at most so long, and the longest step. */
const SLICE_MS = 10;

/** Does it a little at a time, so that whoever else waits for the processor gets their turn. */
export const inSlices = async <T>(steps: Steps<T>, { monotonic, breathe }: Pace): Promise<T> => {
  for (let began = monotonic(); ; ) {
    const next = steps.next();
    if (next.done) return next.value;
    if (monotonic() - began < SLICE_MS) continue;
    await breathe();
    began = monotonic();
  }
};
