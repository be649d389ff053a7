import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { localesOf } from '../../../src/content/release.ts';
import { wordsOf } from '../../../src/content/search/read.ts';
import { NO_WORDS } from '../../../src/content/words.ts';
import { filesOf, ROOT, releaseOf } from '../../support/repository.ts';

const QUESTIONS = new URL('./questions.tsv', import.meta.url);
const NEAR = 0.8;
/** Two words are no copy of anybody: "thanks", "good evening". */
const LEAST_WORDS = 3;

/** Words in common of all words in either. */
const overlap = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  const common = [...a].filter((word) => b.has(word)).length;
  return common / (a.size + b.size - common || 1);
};

const setOf = (text: string): ReadonlySet<string> => new Set(wordsOf(text));

describe('the questions by which search is judged', () => {
  it('near copies are told from questions of the same kind', () => {
    expect(overlap(setOf('how do I get a card?'), setOf('How do I get a card'))).toBe(1);
    expect(overlap(setOf('how do I get a card'), setOf('where is my card'))).toBeLessThan(NEAR);
  });
  it('stand in no example and no idle message', () => {
    const asked = readFileSync(QUESTIONS, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => setOf(line.split('\t')[1] ?? ''))
      .filter((words) => words.size >= LEAST_WORDS);
    const release = releaseOf(filesOf(ROOT));
    const written = [
      ...[...release.answers.values()].flatMap((a) =>
        Object.values(a.examples)
          .flat()
          .map((text) => [a.id, text] as const),
      ),
      ...localesOf(release).flatMap((l) =>
        (release.words.get(l) ?? NO_WORDS).search.idle.map((text) => [`words of ${l}`, text] as const),
      ),
    ];
    const copies = written.filter(([, text]) => {
      const words = setOf(text);
      return asked.some((question) => overlap(words, question) >= NEAR);
    });
    expect(copies).toEqual([]);
  });
});
