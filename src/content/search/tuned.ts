import type { Thresholds, Weights } from './confidence.ts';
import type { Mix } from './rank.ts';

/**
 * Every number that was learnt from real questions, never typed by hand: `npm run bench:understand -- --fit` writes this
 * file and says what is to be expected of it on questions it was not fitted to.
 */
export const MIX: Mix = { words: 1, grams: 0.4, middle: 0, nearest: 0 };

/** That the best answer is the right one. */
export const RIGHT: Weights = { always: -0.51, fit: 0.88, lead: 5.35, ours: -0.48, share: 0.17, nearest: 2.31, words: 0, known: -0.21 };

/** That the question is one of ours at all. */
export const COVERED: Weights = { always: -6.73, fit: 3.7, lead: 0, ours: 2.52, share: 1.41, nearest: 2.75, words: 3.12, known: 1.08 };

export const THRESHOLDS: Thresholds = { answer: 0.74, covered: 0.62 };
