import { dayIn } from '../base/day.ts';
import { DAY_MS, type Question, type TermUse } from './store.ts';

/** A row of what was asked, as every database gives it. */
export interface QuestionRow {
  readonly words: string;
  readonly kind: Question['kind'];
  readonly locale: string;
  readonly people: number;
  readonly day: number;
}

export const questionOf = ({ words, kind, locale, people, day }: QuestionRow): Question => ({
  words,
  kind,
  locale,
  people,
  last: dayIn('UTC', day * DAY_MS),
});

/** The most used first, then what was used last. */
export const byUse = (a: Question, b: Question): number =>
  b.people - a.people ||
  (a.last.iso === b.last.iso ? 0 : a.last.iso < b.last.iso ? 1 : -1) ||
  (a.words < b.words ? -1 : 1);

/** The uses of one question, each once, in the order of their hashes: that in which they were said is not to be seen. */
export const inOrder = (uses: readonly TermUse[]): readonly TermUse[] =>
  [...new Map(uses.map((use) => [use.term, use])).values()].sort((a, b) => (a.term < b.term ? -1 : 1));
