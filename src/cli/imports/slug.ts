import { fold } from '../../base/fold.ts';
import type { Imports } from '../../content/imports.ts';

/** A name made of words: small letters, digits and hyphens. */
export const slug = (words: readonly string[]): string =>
  words
    .map((word) => fold(word).replaceAll(' ', '-'))
    .filter((word) => word !== '')
    .join('-');

/** How the money is handed over, in the words of this content where it has any for it. */
export const methodOf = (text: string | undefined, { methods }: Imports): string => {
  const word = fold(text ?? '');
  const known = Object.keys(methods).find((name) => methods[name]?.some((other) => fold(other) === word));
  return known ?? (slug([word]) || 'not-stated');
};
