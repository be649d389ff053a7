import { createBreaker } from './breaker.ts';

export interface AcknowledgeDeps {
  /** Tells the provider; false when it did not take it. Never throws. */
  readonly call: (press: string) => Promise<boolean>;
  readonly monotonic: () => number;
  readonly note: (outcome: 'acknowledged' | 'failed' | 'dropped') => void;
}

/** On their way at one time: what a slow provider can pile up. */
const MOST = 50;
/** A provider that fails so often in a row is left alone for so long. */
const REST = { failures: 5, restMs: 10_000 } as const;

/** Acknowledges presses, best effort: nobody waits for it, and where the provider is slow or fails, presses are let go. */
export const createAcknowledge = ({ call, monotonic, note }: AcknowledgeDeps): ((press: string) => void) => {
  const breaker = createBreaker({ monotonic, ...REST });
  let underWay = 0;
  const acknowledge = async (press: string): Promise<void> => {
    underWay++;
    try {
      const worked = await call(press);
      breaker.told(worked);
      note(worked ? 'acknowledged' : 'failed');
    } finally {
      underWay--;
    }
  };
  return (press) => {
    if (underWay >= MOST || breaker.rest() > 0) note('dropped');
    else void acknowledge(press);
  };
};
