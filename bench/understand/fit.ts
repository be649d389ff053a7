import { chance, type Signals, type Weights } from '../../src/content/search/confidence.ts';

/** One weighed message: its signals, and what is to be told from them. */
export interface Case {
  readonly signals: Signals;
  readonly yes: boolean;
  readonly weight: number;
}

const ROUNDS = 3000;
const STEP = 0.3;
const RIDGE = 0.01;

/** Logistic regression by plain descent with a ridge: few signals, few hundred cases, the same result every time. */
export const fitWeights = (cases: readonly Case[], names: readonly (keyof Signals)[]): Weights => {
  const weights: Record<keyof Weights, number> = {
    always: 0,
    fit: 0,
    lead: 0,
    ours: 0,
    share: 0,
    nearest: 0,
    words: 0,
    known: 0,
    agree: 0,
  };
  const total = cases.reduce((sum, c) => sum + c.weight, 0);
  for (let round = 0; round < ROUNDS; round++) {
    const slope: Record<string, number> = {};
    for (const { signals, yes, weight } of cases) {
      const miss = (chance(signals, weights) - (yes ? 1 : 0)) * weight;
      slope['always'] = (slope['always'] ?? 0) + miss;
      for (const name of names) slope[name] = (slope[name] ?? 0) + miss * signals[name];
    }
    weights.always -= (STEP * (slope['always'] ?? 0)) / total;
    for (const name of names) weights[name] -= STEP * ((slope[name] ?? 0) / total + (RIDGE * weights[name]) / 10);
  }
  return weights;
};

/** The highest threshold under which at most `share` of the given chances fall. */
export const thresholdBelow = (chances: readonly number[], share: number): number => {
  const sorted = [...chances].sort((a, b) => a - b);
  return sorted[Math.floor(share * sorted.length)] ?? 0;
};

/** What may be refused of our own questions, and accepted of those outside: the promise of this work. */
const REFUSALS = 0.15;
const ACCEPTS = 0.12;

/** The threshold that keeps furthest inside both promises. */
export const fairest = (ours: readonly number[], outside: readonly number[]): number => {
  const strain = (from: number): number =>
    Math.max(
      ours.filter((c) => c < from).length / (ours.length || 1) / REFUSALS,
      outside.filter((c) => c >= from).length / (outside.length || 1) / ACCEPTS,
    );
  const candidates = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);
  return candidates.reduce((best, from) => (strain(from) < strain(best) ? from : best));
};
