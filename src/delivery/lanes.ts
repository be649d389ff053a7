import { OperationalError } from '../base/operational-error.ts';

/** One lane per person: what enters first is done first, and never two at once. Lanes that are empty leave nothing behind. */
export interface Lanes {
  /** Throws an OperationalError when too much waits: whoever handed it in may try again later. */
  readonly enter: <T>(person: string, work: () => Promise<T>) => Promise<T>;
  /** Settles when every lane is empty. */
  readonly empty: () => Promise<void>;
}

export interface LaneLimits {
  /** Waiting or at work, in all lanes together. */
  readonly all: number;
  /** In the lane of one person. */
  readonly each: number;
}

/** About 10 MB of messages, and a second or two of work on a slow disk. */
const LIMITS: LaneLimits = { all: 4000, each: 200 };

export const createLanes = ({ all, each }: LaneLimits = LIMITS): Lanes => {
  const lanes = new Map<string, { tail: Promise<unknown>; length: number }>();
  let length = 0;
  return {
    enter: (person, work) => {
      const lane = lanes.get(person) ?? { tail: Promise.resolve(), length: 0 };
      if (length >= all || lane.length >= each)
        return Promise.reject(new OperationalError('overloaded', 'more messages wait than can be answered soon'));
      length++;
      lane.length++;
      const mine = lane.tail.then(work, work);
      lane.tail = mine
        .catch(() => undefined)
        .then(() => {
          length--;
          lane.length--;
          if (lane.length === 0) lanes.delete(person);
        });
      lanes.set(person, lane);
      return mine;
    },
    empty: async () => {
      while (lanes.size > 0) await Promise.all([...lanes.values()].map(({ tail }) => tail));
    },
  };
};
