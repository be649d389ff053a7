import type { Locale } from '../base/locale.ts';
import type { Dated, Fact } from '../content/fact.ts';
import type { Release } from '../content/release.ts';

/** A value of a fact as people read it; a yes or no, which they never read, as a word. */
export const factText = (release: Release, fact: Fact, held: Dated | undefined, locale: Locale): string => {
  if (!held) return 'no value';
  if (typeof held.value === 'boolean') return held.value ? 'yes' : 'no';
  return held.spoken?.[locale] ?? release.formatter(locale).value(held.value, fact.unit);
};

/** `3 facts`, `1 fact`. */
export const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
