import type { Subject } from './corpus.ts';
import type { Views } from './rank.ts';
import type { Token } from './read.ts';

/** What tells how far a ranking can be trusted. Every signal lies about between 0 and 1. */
export interface Signals {
  /** How well the best answer fits by all views. */
  readonly fit: number;
  /** How far the best answer is before the second. */
  readonly lead: number;
  /** How far the best answer is before everything that is not an answer of ours. */
  readonly ours: number;
  /** Share of what the message tells that is found with the best answer. */
  readonly share: number;
  /** Likeness to the nearest single example. */
  readonly nearest: number;
  /** How much there is to go by: words that say something. */
  readonly words: number;
  /** Words that say something and are known, of all that do. */
  readonly known: number;
  /** Views that would have put the same answer first, of all. */
  readonly agree: number;
}

export type Weights = Readonly<Record<keyof Signals | 'always', number>>;

const ENOUGH_WORDS = 6;
const SURELY = 0.85;

export const signalsOf = (
  subjects: readonly Subject[],
  tokens: readonly Token[],
  views: Views,
  scores: Float64Array,
): Signals => {
  let best = -1;
  let [first, second, other] = [0, 0, 0];
  subjects.forEach(({ kind }, at) => {
    const score = scores[at] ?? 0;
    if (kind !== 'answer') other = Math.max(other, score);
    else if (score > first) [best, first, second] = [at, score, first];
    else if (score > second) second = score;
  });
  const telling = tokens.filter(({ senses }) => senses.length > 0 && !senses.every((s) => s.stop));
  const known = telling.filter(({ senses }) => senses.some((s) => s.sure >= SURELY));
  return {
    fit: first,
    lead: first === 0 ? 0 : (first - second) / first,
    ours: first + other === 0 ? 0 : (first - other) / (first + other),
    share: views.words[best] ?? 0,
    nearest: views.nearest[best] ?? 0,
    words: Math.min(telling.length, ENOUGH_WORDS) / ENOUGH_WORDS,
    known: telling.length === 0 ? 0 : known.length / telling.length,
    agree: agreement(subjects, views, best),
  };
};

const agreement = (subjects: readonly Subject[], { words, grams, middle, nearest }: Views, best: number): number => {
  const all = [words, grams, middle, nearest];
  const agreed = all.filter((view) => {
    const top = view[best] ?? 0;
    return top > 0 && subjects.every(({ kind }, at) => kind !== 'answer' || (view[at] ?? 0) <= top);
  });
  return agreed.length / all.length;
};

/** A chance between 0 and 1 from signals, by logistic regression. */
export const chance = (signals: Signals, weights: Weights): number => {
  let sum = weights.always;
  for (const [name, value] of Object.entries(signals) as [keyof Signals, number][]) sum += weights[name] * value;
  return 1 / (1 + Math.exp(-sum));
};

/** The chances from which an answer is given, or offered among others. */
export interface Thresholds {
  readonly answer: number;
  readonly covered: number;
}
