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

const gramsOf = (word: string): readonly string[] => {
  const padded = `_${word}_`;
  return Array.from({ length: padded.length - 1 }, (_, i) => padded.slice(i, i + 2));
};

/**
 * A matcher of misspelt words against a vocabulary: pairs of letters shared pick a short list, fuse.js ranks it.
 * fuse.js alone reads the whole vocabulary for every word, which costs milliseconds.
 */
export const createFuzzy = (vocabulary: readonly string[]): Fuzzy => {
  const words = vocabulary.filter((word) => word.length >= SHORTEST && !/\d/.test(word));
  const byGram = new Map<string, number[]>();
  words.forEach((word, at) => {
    for (const gram of new Set(gramsOf(word))) {
      const all = byGram.get(gram) ?? [];
      all.push(at);
      byGram.set(gram, all);
    }
  });
  return (word) => {
    if (word.length < SHORTEST || /\d/.test(word)) return undefined;
    const limit = word.length < 6 ? 1 : 2;
    const shared = new Map<number, number>();
    for (const gram of new Set(gramsOf(word)))
      for (const at of byGram.get(gram) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
    const listed = [...shared]
      .filter(([at]) => Math.abs((words[at] ?? '').length - word.length) <= limit)
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, SHORTLIST)
      .map(([at]) => words[at] ?? '');
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
