import { syllable } from 'syllable';
import type { Locale } from '../base/locale.ts';

interface Counts {
  readonly words: number;
  readonly sentences: number;
  readonly syllables: number;
}

interface Formula {
  readonly syllables: (word: string) => number;
  /** 0 (very hard) to 100 (very easy). */
  readonly ease: (counts: Counts) => number;
}

/** Spanish syllables: groups of vowels; two strong vowels, or an accented weak one beside a strong one, are apart. */
const spanishSyllables = (word: string): number => {
  const vowels = word
    .toLowerCase()
    .replace(/qu(?=[eiéí])|gu(?=[eiéí])/g, 'k')
    .replace(/y(?![aeiouáéíóú])/g, 'i')
    .match(/[aeiouáéíóúü]+/g);
  if (!vowels) return 1;
  return vowels.reduce((sum, group) => {
    const apart = group.match(/[aeoáéó](?=[aeoáéó])|[íú](?=[aeo])|[aeo](?=[íú])/g)?.length ?? 0;
    return sum + 1 + apart;
  }, 0);
};

const FORMULAS: Readonly<Record<Locale, Formula>> = {
  // Fernández Huerta (1959), "Medidas sencillas de lecturabilidad", with words per sentence as corrected by G. Law (2011).
  es: {
    syllables: spanishSyllables,
    ease: ({ words, sentences, syllables }) => 206.84 - (60 * syllables) / words - (1.02 * words) / sentences,
  },
  // Flesch (1948), "A new readability yardstick", Journal of Applied Psychology 32(3).
  en: {
    syllables: syllable,
    ease: ({ words, sentences, syllables }) => 206.835 - (84.6 * syllables) / words - (1.015 * words) / sentences,
  },
};

const ADDRESS = /(?:https?:\/\/|www\.)\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:\/\S*)?\b/gi;
/** What is longer is no word of any language, and would take the pattern above long. */
const LONGEST_WORD = 200;

/**
 * How easily a text is read: 0 to 100 and beyond, higher is easier; undefined in a language without a formula.
 * A sentence ends with a full stop, a question or exclamation mark, a colon, a semicolon or a line, as Flesch counts.
 * Addresses of pages and of mail are left out; a number is a word of one syllable for each of its digits, two at most.
 */
export const readingEase = (text: string, locale: Locale): number | undefined => {
  const formula = FORMULAS[locale];
  if (!formula) return undefined;
  const plain = text.replace(/\S+/g, (word) => (word.length > LONGEST_WORD ? ' ' : word.replace(ADDRESS, ' ')));
  const sentences = plain.split(/[.!?:;](?=\s|$)|\n+/).map((s) => s.match(/[\p{L}\p{N}][\p{L}\p{N}.,'’-]*/gu) ?? []);
  const counts = sentences
    .filter((words) => words.length > 0)
    .reduce(
      (sum, words) => ({
        words: sum.words + words.length,
        sentences: sum.sentences + 1,
        syllables: sum.syllables + words.reduce((n, word) => n + syllablesOf(word, formula), 0),
      }),
      { words: 0, sentences: 0, syllables: 0 },
    );
  return counts.words === 0 ? undefined : formula.ease(counts);
};

const syllablesOf = (word: string, formula: Formula): number => {
  const digits = word.replace(/\D/g, '').length;
  return digits > 0 ? Math.min(2, digits) : formula.syllables(word);
};
