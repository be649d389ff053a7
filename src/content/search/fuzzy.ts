import Fuse from 'fuse.js';
import { distance } from '../../base/spelling.ts';

/** The known word nearest to one that is not known, and how near: 1 is the same. */
export interface Near {
  readonly word: string;
  readonly near: number;
}

export type Fuzzy = (word: string) => Near | undefined;

const SHORTLIST = 24;
const SHORTEST = 4;

/** One slip breaks no more pairs than this: two neighbours that change places. */
const BROKEN_BY_SLIP = 3;

const pairsOf = (word: string): ReadonlySet<string> => {
  const padded = `_${word}_`;
  return new Set(Array.from({ length: padded.length - 1 }, (_, i) => padded.slice(i, i + 2)));
};

/**
 * A matcher of misspelt words against a vocabulary: pairs of letters shared pick a short list, fuse.js ranks it.
 * fuse.js alone reads the whole vocabulary for every word, which costs milliseconds.
 */
export const createFuzzy = (vocabulary: readonly string[]): Fuzzy => {
  const words = vocabulary.filter((word) => word.length >= SHORTEST && !/\d/.test(word));
  /** A pair of letters and the length of a word → the words of that length that hold the pair. */
  const holders = new Map<string, number[]>();
  words.forEach((word, at) => {
    for (const pair of pairsOf(word)) {
      const key = `${pair}${word.length}`;
      const all = holders.get(key) ?? [];
      holders.set(key, all);
      all.push(at);
    }
  });
  const shortlist = (word: string, limit: number): readonly string[] => {
    const shared = new Map<number, number>();
    const pairs = pairsOf(word);
    for (const pair of pairs)
      for (let length = word.length - limit; length <= word.length + limit; length++)
        for (const at of holders.get(`${pair}${length}`) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
    return [...shared]
      .filter(([, count]) => count >= pairs.size - BROKEN_BY_SLIP * limit)
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, SHORTLIST)
      .map(([at]) => words[at] ?? '');
  };
  return (word) => {
    if (word.length < SHORTEST || /\d/.test(word)) return undefined;
    const limit = word.length < 6 ? 1 : 2;
    const listed = shortlist(word, limit);
    const fuse = new Fuse(listed, { includeScore: true, threshold: 0.5, ignoreFieldNorm: true, distance: 8 });
    let best: Near | undefined;
    for (const { item, score = 1 } of fuse.search(word)) {
      const edits = distance(word, item, limit);
      if (edits > limit) continue;
      const near = (1 - score / 2) * (1 - edits / word.length);
      if (!best || near > best.near) best = { word: item, near };
    }
    return best;
  };
};
