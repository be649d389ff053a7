import type { Chance } from '../support/chance.ts';
import type { Figure } from '../support/figures.ts';
import type { Held } from './held.ts';

/** How long one part of the fuzzing may go on, and by what chance. */
export interface Run {
  readonly chance: Chance;
  readonly count: number;
  readonly minutes: number;
  readonly collect: () => void;
  /** Is told again and again how much is done. */
  readonly tell: (done: number) => void;
}

/** What came of one part. */
export interface Fuzzed {
  readonly part: string;
  readonly count: number;
  /** So many were asked for; fewer were done when the time was up. */
  readonly wanted: number;
  /** What only this part counts. */
  readonly figures: readonly Figure[];
  readonly wrongs: number;
  readonly throws: number;
  /** Lanes that never came to an end. */
  readonly stuck: number;
  /** What was wrong or thrown; the first few. */
  readonly told: readonly string[];
  /** At a fourth of the way, and at the end. */
  readonly held: readonly [Held, Held];
  readonly seconds: number;
}

/** The heap may breathe by so much, and so many files may be open by chance. */
const MOST_GROWTH = 1.2;
const MOST_FILES_MORE = 20;

export const figuresOf = (fuzzed: Fuzzed): readonly Figure[] => {
  const { part, count, wanted, figures, wrongs, throws, stuck, held, seconds } = fuzzed;
  const [fourth, end] = held;
  const files = (name: string, value: number | undefined): readonly Figure[] =>
    value === undefined ? [] : [{ name, value, unit: 'files' }];
  const all: readonly Figure[] = [
    { name: 'count', value: count, unit: 'events' },
    ...(count < wanted ? [{ name: 'cut short by the clock, wanted', value: wanted, unit: 'events' }] : []),
    ...figures,
    { name: 'wrong answers', value: wrongs, unit: 'events' },
    { name: 'throws', value: throws, unit: 'throws' },
    { name: 'stuck lanes', value: stuck, unit: 'lanes' },
    { name: 'heap at a fourth', value: fourth.heap, unit: 'MB' },
    { name: 'heap at the end', value: end.heap, unit: 'MB' },
    { name: 'memory at a fourth', value: fourth.rss, unit: 'MB' },
    { name: 'memory at the end', value: end.rss, unit: 'MB' },
    ...files('open files at a fourth', fourth.files),
    ...files('open files at the end', end.files),
    { name: 'time', value: Math.round(seconds), unit: 's' },
  ];
  return all.map((figure) => ({ ...figure, name: `${part}: ${figure.name}` }));
};

/** What is not as it must be, each in a line. */
export const faultsOf = ({ part, wrongs, throws, stuck, held: [fourth, end] }: Fuzzed): readonly string[] =>
  [
    wrongs > 0 ? `${wrongs} wrong answers` : '',
    throws > 0 ? `${throws} throws` : '',
    stuck > 0 ? `${stuck} stuck lanes` : '',
    end.heap > fourth.heap * MOST_GROWTH ? `the heap grew from ${fourth.heap} to ${end.heap} MB` : '',
    (end.files ?? 0) > (fourth.files ?? 0) + MOST_FILES_MORE
      ? `open files grew from ${fourth.files} to ${end.files}`
      : '',
  ].flatMap((fault) => (fault === '' ? [] : [`${part}: ${fault}`]));
