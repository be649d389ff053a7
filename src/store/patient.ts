import type { Clock } from '../base/clock.ts';
import { OperationalError } from '../base/operational-error.ts';
import { createGate, type Gate } from './gate.ts';
import type { Store } from './store.ts';

/** What one turn asks of the store. */
export type TurnStore = Pick<Store, 'load' | 'commit' | 'remember' | 'forgetTerms'>;

/** Waits with a turn for a store that is away, full or busy, so that a short outage costs people only a wait. */
export interface Patience {
  /** The store for one delivery, whose time begins now. */
  readonly begin: () => TurnStore;
  /** Whether turns wait, or the last one that was to be written was not. */
  readonly isWaiting: () => boolean;
  /** Nobody waits any longer: the program ends. */
  readonly letGo: () => void;
}

export interface PatienceDeps {
  readonly store: TurnStore & Pick<Store, 'ready'>;
  readonly clock: Pick<Clock, 'monotonic' | 'every'>;
  /** Told when turns begin to wait for the store, and when they go on. */
  readonly changed: (down: boolean) => void;
}

/**
 * From when a delivery came in, in milliseconds, until nothing is tried again. Twilio waits for 15 seconds in all, its own
 * repeats included; what is at work then may take a moment longer.
 */
const PATIENCE_MS = 8000;

const PASSING = ['store-unreachable', 'store-full', 'store-busy'];

const passes = (thrown: unknown): boolean => thrown instanceof OperationalError && PASSING.includes(thrown.code);

const late = (): OperationalError => new OperationalError('store-busy', 'the store did not answer in time');

export const createPatience = ({ store, clock, changed }: PatienceDeps): Patience => {
  const shut = new Set<string>();
  const gate = (name: string, ask?: () => Promise<unknown>): Gate =>
    createGate({
      clock,
      passes,
      late,
      ...(ask ? { ask } : {}),
      changed: (isShut) => {
        const before = shut.size;
        if (isShut) shut.add(name);
        else shut.delete(name);
        if (shut.size + before === 1) changed(isShut);
      },
    });
  // Two, since a full disk or a copy that may only be read still answers who asks: only another write can tell that it is over.
  const reading = gate('reading', store.ready);
  const writing = gate('writing');
  return {
    begin: () => {
      const until = clock.monotonic() + PATIENCE_MS;
      return {
        load: (person, delivery) => reading.enter(() => store.load(person, delivery), until),
        // A connection may be lost when the turn is already written: done again, it is answered as the duplicate that it is.
        commit: (turn) => writing.enter(() => store.commit(turn), until),
        remember: (delivery, release, at) => writing.enter(() => store.remember(delivery, release, at), until),
        forgetTerms: (whoOf) => writing.enter(() => store.forgetTerms(whoOf), until),
      };
    },
    isWaiting: () => shut.size > 0,
    letGo: () => {
      reading.close();
      writing.close();
    },
  };
};
