/** One lane per person: what enters first is done first, and never two at once. Lanes that are empty leave nothing behind. */
export interface Lanes {
  readonly enter: <T>(person: string, work: () => Promise<T>) => Promise<T>;
  /** Settles when every lane is empty. */
  readonly empty: () => Promise<void>;
}

export const createLanes = (): Lanes => {
  const tails = new Map<string, Promise<unknown>>();
  return {
    enter: (person, work) => {
      const before = tails.get(person) ?? Promise.resolve();
      const mine = before.then(work, work);
      const tail = mine.then(
        () => undefined,
        () => undefined,
      );
      tails.set(person, tail);
      void tail.then(() => {
        if (tails.get(person) === tail) tails.delete(person);
      });
      return mine;
    },
    empty: async () => {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
};
