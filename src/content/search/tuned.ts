import type { Thresholds, Weights } from './confidence.ts';
import type { Mix } from './rank.ts';

/** How much each view counts: chosen on the editors' own examples, each asked while it was left out (docs/decisions/0005). */
export const MIX: Mix = { words: 1, grams: 0.6, middle: 0.4 };

/*
 * The numbers below are fitted to real questions and not typed by hand: `npm run bench:understand -- --fit` writes them,
 * and says what is to be expected on questions that they were not fitted to.
 */

/** That the best answer is the right one. */
export const RIGHT: Weights = {
  always: -1.98,
  fit: 1.84,
  lead: 5.56,
  ours: 0.16,
  share: 0.12,
  nearest: 1.83,
  words: 0,
  known: 0.1,
  agree: 0.21,
};

/** That the question is one of ours at all. */
export const COVERED: Weights = {
  always: -6.39,
  fit: 4.43,
  lead: 0,
  ours: 1.46,
  share: 0.85,
  nearest: 1.85,
  words: 3.15,
  known: 1.04,
  agree: 0.39,
};

export const THRESHOLDS: Thresholds = { answer: 0.73, covered: 0.56 };
