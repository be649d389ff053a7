import type { Thresholds, Weights } from './confidence.ts';
import type { Mix } from './rank.ts';

/** How much each view counts: chosen on the editors' own examples, each asked while it was left out (docs/decisions/0005). */
export const MIX: Mix = { words: 1, grams: 0.6, middle: 0.4, close: 0.2 };

/*
 * The numbers below are fitted to real questions and not typed by hand: `npm run bench:understand -- --fit` writes them,
 * and says what is to be expected on questions that they were not fitted to.
 */

/** That the best answer is the right one. */
export const RIGHT: Weights = {
  always: -2.44,
  fit: 2.33,
  lead: 3.01,
  ours: 0.13,
  share: 1.31,
  nearest: 0.21,
  words: 0,
  known: 0.05,
  agree: 1.53,
};

/** That the question is one of ours at all. */
export const COVERED: Weights = {
  always: -7.39,
  fit: 4.01,
  lead: 0,
  ours: 4.62,
  share: 0.63,
  nearest: -0.79,
  words: 4.96,
  known: 0.99,
  agree: -1.36,
};

export const THRESHOLDS: Thresholds = { answer: 0.8, covered: 0.54 };
