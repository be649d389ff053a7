import { readFileSync } from 'node:fs';
import { chanceFrom, shuffled } from '../support/chance.ts';

/** A real question and what it asks; `parent` names the question of which it is a noisy copy. */
export interface Question {
  readonly id: string;
  readonly text: string;
  readonly lang: string;
  readonly topic: string;
  readonly intent: string;
  readonly parent: string;
}

const FILE = new URL('../../test/content/search/questions.tsv', import.meta.url);

/** The questions by which search is judged: none of them is an example. */
export const readQuestions = (): readonly Question[] => {
  const [head = '', ...lines] = readFileSync(FILE, 'utf8').trimEnd().split(/\r?\n/);
  const names = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
    return {
      id: cell('id'),
      text: cell('text'),
      lang: cell('lang'),
      topic: cell('topic'),
      intent: cell('intent'),
      parent: cell('parent') || cell('id'),
    };
  });
};

/** The fold of each question; a question and its noisy copies are always in the same one. */
export const foldsOf = (questions: readonly Question[], count: number, seed: number): readonly number[] => {
  const parents = shuffled(chanceFrom(seed), [...new Set(questions.map((q) => q.parent))].sort());
  const fold = new Map(parents.map((parent, at) => [parent, at % count]));
  return questions.map((q) => fold.get(q.parent) ?? 0);
};
