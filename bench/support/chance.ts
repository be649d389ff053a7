/** From 0 to 1, the next of a seeded row. */
export type Chance = () => number;

/** A small generator of chance (mulberry32), so that a seed repeats a run. */
export const chanceFrom = (seed: number): Chance => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

export const pick = <T>(chance: Chance, items: readonly T[]): T => items[Math.floor(chance() * items.length)] as T;

/** One of several, by weight. */
export const weighted = <T>(chance: Chance, items: readonly (readonly [weight: number, item: T])[]): T => {
  let left = chance() * items.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, item] of items) {
    left -= weight;
    if (left < 0) return item;
  }
  return (items.at(-1) as readonly [number, T])[1];
};

/** The same items in another order. */
export const shuffled = <T>(chance: Chance, items: readonly T[]): readonly T[] => {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1));
    [order[i], order[j]] = [order[j] as T, order[i] as T];
  }
  return order;
};
