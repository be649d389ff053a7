import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { fold } from '../../base/fold.ts';
import type { Locale } from '../../base/locale.ts';

const STEMMERS: Readonly<Record<Locale, (word: string) => string>> = { es: spanish, en: english };

/** The stem of a folded word in a language; the word itself where we have no stemmer for the language, or it holds a digit. */
export const stemOf = (word: string, locale: Locale): string => {
  const stem = STEMMERS[locale];
  return stem === undefined || word.length < 4 || /\d/.test(word) ? word : fold(stem(word)) || word;
};
