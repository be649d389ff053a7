import { chance, type Signals, signalsOf, type Weights } from '../../src/content/search/confidence.ts';
import type { Index } from '../../src/content/search/index.ts';
import { fuse, type Mix } from '../../src/content/search/rank.ts';
import type { Weighed } from '../../src/content/search/search.ts';
import { type Case, fairest, fitWeights, thresholdBelow } from './fit.ts';
import type { Question } from './questions.ts';

/** A question with what search made of it; `command` when it is one, whatever search says. */
export interface Trial {
  readonly question: Question;
  readonly weighed: Weighed;
  readonly command: boolean;
  readonly ours: boolean;
}

/** Every number that decides; `mix` is not fitted to the questions, the rest is. */
export interface Tuning {
  readonly mix: Mix;
  readonly right: Weights;
  readonly covered: Weights;
  readonly answer: number;
  readonly from: number;
}

export interface Result {
  readonly trial: Trial;
  readonly ranked: readonly string[];
  /** Place of the right answer, from 1; 0 when it is not among the first ten. */
  readonly place: number;
  readonly outcome: 'answer' | 'choices' | 'none';
  readonly confidence: number;
}

const ranking = (index: Index, trial: Trial, mix: Mix): { ranked: readonly string[]; signals: Signals } => {
  const { views, tokens } = trial.weighed;
  const scores = fuse(views, mix);
  const ranked = index.subjects
    .map(({ id, kind }, at) => ({ id, kind, score: scores[at] ?? 0 }))
    .filter((s) => s.kind === 'answer' && s.score > 0)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, 10)
    .map((s) => s.id);
  return { ranked, signals: signalsOf(index.subjects, tokens, views, scores) };
};

export const resultOf = (index: Index, trial: Trial, tuning: Tuning): Result => {
  const { ranked, signals } = ranking(index, trial, tuning.mix);
  const confidence = chance(signals, tuning.right);
  const covered = !trial.command && ranked.length > 0 && chance(signals, tuning.covered) >= tuning.from;
  return {
    trial,
    ranked,
    place: ranked.indexOf(trial.question.intent) + 1,
    outcome: !covered ? 'none' : confidence >= tuning.answer ? 'answer' : 'choices',
    confidence,
  };
};

/** How many of our own questions may be offered as choices, beyond those refused. */
const OFFERED = 0.2;
const RIGHT_BY = ['fit', 'lead', 'ours', 'share', 'nearest', 'known', 'agree'] as const;
const COVERED_BY = ['fit', 'ours', 'share', 'nearest', 'words', 'known', 'agree'] as const;

/** Fits chances and thresholds to these trials; `others` are messages outside that only teach what is not ours. */
export const tune = (index: Index, trials: readonly Trial[], others: readonly Trial[], mix: Mix): Tuning => {
  const ours = trials.filter((t) => t.ours);
  const outside = [...trials.filter((t) => !t.ours), ...others].filter((t) => !t.command);
  const even = ours.length / (outside.length || 1);
  const cases = (of: readonly Trial[], yes: (t: Trial, first: string | undefined) => boolean, weight: number): Case[] =>
    of.map((trial) => {
      const { ranked, signals } = ranking(index, trial, mix);
      return { signals, yes: yes(trial, ranked[0]), weight };
    });
  const right = fitWeights(
    cases(ours, (t, first) => first === t.question.intent, 1),
    RIGHT_BY,
  );
  const covered = fitWeights([...cases(ours, () => true, 1), ...cases(outside, () => false, even)], COVERED_BY);
  const chances = (weights: Weights): readonly number[] =>
    ours.map((trial) => chance(ranking(index, trial, mix).signals, weights));
  const from = fairest(
    chances(covered),
    outside.map((t) => chance(ranking(index, t, mix).signals, covered)),
  );
  const sure = chances(right).filter((_, at) => (chances(covered)[at] ?? 0) >= from);
  return { mix, right, covered, from, answer: thresholdBelow(sure, OFFERED) };
};
