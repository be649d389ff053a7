import type { Features } from './features.ts';

/** Texts turned inside out: for each feature, which texts bear it and how much. */
export interface Postings {
  /** The score of each text for a query, from 0 to 1. */
  readonly scores: (query: Features) => Float64Array;
}

interface Bearers {
  readonly at: number[];
  readonly weight: number[];
}

/** How much a feature tells, from 0: the fewer groups bear it, the more. One never seen tells as much as the rarest. */
export type Tells = (feature: string) => number;

/** Inverse document frequency over groups: several texts of one group count once. */
export const createTells = (texts: readonly Features[], groups: readonly number[]): Tells => {
  const bearers = new Map<string, Set<number>>();
  texts.forEach((features, at) => {
    for (const name of features.keys()) {
      const all = bearers.get(name) ?? new Set<number>();
      bearers.set(name, all.add(groups[at] ?? at));
    }
  });
  const total = new Set(groups).size;
  const idf = (frequency: number): number => Math.log(1 + (total - frequency + 0.5) / (frequency + 0.5));
  const told = new Map([...bearers].map(([name, all]) => [name, idf(all.size)]));
  const rarest = idf(1);
  return (name) => told.get(name) ?? rarest;
};

const norm = (features: Features, tells: Tells): number => {
  let sum = 0;
  for (const [name, value] of features) sum += (value * tells(name)) ** 2;
  return Math.sqrt(sum) || 1;
};

const gather = (texts: readonly Features[], weigh: (at: number, name: string, value: number) => number) => {
  const lists = new Map<string, Bearers>();
  texts.forEach((features, at) => {
    for (const [name, value] of features) {
      const list = lists.get(name) ?? { at: [], weight: [] };
      lists.set(name, list);
      list.at.push(at);
      list.weight.push(weigh(at, name, value));
    }
  });
  return lists;
};

const addUp = (
  size: number,
  lists: ReadonlyMap<string, Bearers>,
  query: Features,
  weigh: (name: string, value: number) => number,
): Float64Array => {
  const scores = new Float64Array(size);
  for (const [name, value] of query) {
    const list = lists.get(name);
    if (!list) continue;
    const weight = weigh(name, value);
    const { at, weight: weights } = list;
    for (let i = 0; i < at.length; i++) {
      const text = at[i] as number;
      scores[text] = (scores[text] as number) + weight * (weights[i] as number);
    }
  }
  return scores;
};

/** Likeness by direction: the cosine of the query and each text. */
export const createCosines = (texts: readonly Features[], tells: Tells): Postings => {
  const lengths = texts.map((features) => norm(features, tells));
  const lists = gather(texts, (at, name, value) => (value * tells(name)) / (lengths[at] ?? 1));
  return {
    scores: (query) => {
      const length = norm(query, tells);
      return addUp(texts.length, lists, query, (name, value) => (value * tells(name)) / length);
    },
  };
};

/** Likeness by share: how much of what the query tells is found in each text, more of the same counting ever less (BM25). */
export const createShares = (
  texts: readonly Features[],
  tells: Tells,
  { saturation, evenness }: { readonly saturation: number; readonly evenness: number },
): Postings => {
  const sizes = texts.map((features) => [...features.values()].reduce((sum, value) => sum + value, 0));
  const mean = sizes.reduce((sum, size) => sum + size, 0) / (sizes.length || 1) || 1;
  const lists = gather(
    texts,
    (at, _, value) => value / (value + saturation * (1 - evenness + (evenness * (sizes[at] ?? 0)) / mean)),
  );
  return {
    scores: (query) => {
      let all = 0;
      for (const [name, value] of query) all += value * tells(name);
      return addUp(texts.length, lists, query, (name, value) => (value * tells(name)) / (all || 1));
    },
  };
};
