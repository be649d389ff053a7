import { fold } from '../base/fold.ts';
import { distance } from '../base/spelling.ts';
import { localesOf, type Release } from '../content/release.ts';

/** Words at least this long may be misspelt by one letter. */
const LONG = 6;

/** Whether a message holds one of the phrases of danger of any language; a word of a phrase that ends in `*` stands for all that begin so. */
export const tellsDanger = (release: Release, text: string): boolean => {
  const said = fold(text).split(' ');
  return localesOf(release).some((locale) =>
    release.words.get(locale)?.danger.some((phrase) => contains(said, phrase)),
  );
};

const contains = (said: readonly string[], phrase: readonly string[]): boolean =>
  said.some((_, start) => phrase.every((word, i) => matches(said[start + i] ?? '', word)));

const matches = (said: string, word: string): boolean => {
  if (word.endsWith('*')) return said.startsWith(word.slice(0, -1));
  return (
    said === word || (word.length >= LONG && Math.abs(said.length - word.length) <= 1 && distance(said, word, 1) <= 1)
  );
};
