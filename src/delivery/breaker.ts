/** Leaves alone for a while what fails again and again, and then tries it once before it is trusted anew. */
export interface Breaker {
  /** Milliseconds to leave it alone; 0 lets this one call through, and its outcome must be told. */
  readonly rest: () => number;
  readonly told: (worked: boolean) => void;
}

export interface BreakerDeps {
  readonly monotonic: () => number;
  /** So many failures, one after another, are enough. */
  readonly failures: number;
  readonly restMs: number;
}

export const createBreaker = ({ monotonic, failures, restMs }: BreakerDeps): Breaker => {
  let failed = 0;
  let resumes = 0;
  return {
    rest: () => {
      if (failed < failures) return 0;
      const left = resumes - monotonic();
      if (left > 0) return left;
      // This one goes first; the others rest on until it has come back, or for as long again.
      resumes = monotonic() + restMs;
      return 0;
    },
    told: (worked) => {
      failed = worked ? 0 : failed + 1;
      if (failed >= failures) resumes = monotonic() + restMs;
    },
  };
};
