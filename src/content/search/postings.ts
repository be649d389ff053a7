import type { Features } from './features.ts';

/** Many texts as sparse vectors of unit length, turned inside out: for each feature, who bears it and how much. */
export interface Postings {
  readonly size: number;
  /** The cosine of a query with each text. */
  readonly cosines: (query: Features) => Float64Array;
  /** How much a feature tells, from 0; the rarest tells most. A feature never seen tells as much as the rarest. */
  readonly tells: (feature: string) => number;
  readonly has: (feature: string) => boolean;
}

interface List {
  readonly at: Int32Array;
  readonly weight: Float64Array;
}

/** Compiles texts into postings. `count` says over which groups a feature is rare: texts of one answer are one group. */
export const createPostings = (texts: readonly Features[], groups: readonly number[]): Postings => {
  const seen = new Map<string, Set<number>>();
  texts.forEach((features, at) => {
    for (const name of features.keys()) (seen.get(name) ?? seen.set(name, new Set()).get(name))?.add(groups[at] ?? at);
  });
  const total = new Set(groups).size;
  const idf = (frequency: number): number => Math.log(1 + (total - frequency + 0.5) / (frequency + 0.5));
  const rarest = idf(1);
  const tells = (name: string): number => {
    const frequency = seen.get(name)?.size;
    return frequency === undefined ? rarest : idf(frequency);
  };
  const gathered = new Map<string, { at: number[]; weight: number[] }>();
  texts.forEach((features, at) => {
    const length = lengthOf(features, tells);
    for (const [name, value] of features) {
      const list = gathered.get(name) ?? { at: [], weight: [] };
      gathered.set(name, list);
      list.at.push(at);
      list.weight.push((value * tells(name)) / (length || 1));
    }
  });
  const lists = new Map<string, List>();
  for (const [name, { at, weight }] of gathered)
    lists.set(name, { at: Int32Array.from(at), weight: Float64Array.from(weight) });
  return {
    size: texts.length,
    tells,
    has: (name) => lists.has(name),
    cosines: (query) => {
      const scores = new Float64Array(texts.length);
      const length = lengthOf(query, tells) || 1;
      for (const [name, value] of query) {
        const list = lists.get(name);
        if (!list) continue;
        const weight = (value * tells(name)) / length;
        const { at, weight: weights } = list;
        for (let i = 0; i < at.length; i++) {
          const doc = at[i] as number;
          scores[doc] = (scores[doc] as number) + weight * (weights[i] as number);
        }
      }
      return scores;
    },
  };
};

const lengthOf = (features: Features, tells: (name: string) => number): number => {
  let sum = 0;
  for (const [name, value] of features) sum += (value * tells(name)) ** 2;
  return Math.sqrt(sum);
};
