import type { Answer } from '../../src/content/answer.ts';
import type { Release } from '../../src/content/release.ts';
import type { Written } from '../../src/content/text.ts';
import { chanceFrom } from '../support/chance.ts';

/** Words of five letters and more become others of the same length in each copy, but for one in three: answers of one house share words. */
const disguise = (text: string, copy: number, kept: (word: string) => boolean): string =>
  text.replace(/\p{L}{5,}/gu, (word) =>
    kept(word.toLowerCase())
      ? word
      : word.replace(/[a-z]/g, (letter) => String.fromCharCode(97 + ((letter.charCodeAt(0) - 97 + copy * 7) % 26))),
  );

/** A release with as many answers as wanted: disguised copies of its own, to see how time grows. */
export const crowd = (release: Release, wanted: number, seed: number): Release => {
  const chance = chanceFrom(seed);
  const keeps = new Map<string, boolean>();
  const kept = (word: string): boolean => {
    const known = keeps.get(word) ?? chance() < 1 / 3;
    keeps.set(word, known);
    return known;
  };
  const answers = new Map<string, Answer>(release.answers);
  const all = [...release.answers.values()];
  for (let copy = 1; answers.size < wanted; copy++)
    for (const answer of all) {
      if (answers.size >= wanted) break;
      const other = (text: string): string => disguise(text, copy, kept);
      const lists = (of: Answer['examples']): Answer['examples'] =>
        Object.fromEntries(Object.entries(of).map(([locale, texts]) => [locale, texts.map(other)]));
      const texts = Object.entries(answer.text).map(([locale, { text }]) => {
        const written: Written | undefined = text && { ...text, template: other(text.template) };
        return [locale, written === undefined ? {} : { text: written }];
      });
      const id = `${answer.id}_${copy}`;
      answers.set(id, {
        ...answer,
        id,
        examples: lists(answer.examples),
        keywords: lists(answer.keywords),
        text: Object.fromEntries(texts),
      });
    }
  return { ...release, answers };
};
