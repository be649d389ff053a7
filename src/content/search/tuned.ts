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
  always: -2.15,
  fit: 2.1,
  lead: 2.73,
  ours: 0.03,
  share: 1.38,
  nearest: 0.64,
  words: 0,
  known: 0.25,
  agree: 1.24,
};

/** That the question is one of ours at all. */
export const COVERED: Weights = {
  always: -7.18,
  fit: 3.58,
  lead: 0,
  ours: 4.37,
  share: 0.58,
  nearest: -0.94,
  words: 4.77,
  known: 1.11,
  agree: -0.81,
};

export const THRESHOLDS: Thresholds = { answer: 0.82, covered: 0.54 };
