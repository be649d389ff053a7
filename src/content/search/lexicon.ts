import type { Locale } from '../../base/locale.ts';
import type { SearchWords } from '../words.ts';
import { soundOf } from './sound.ts';
import { stemOf } from './stem.ts';

/** Every word that search knows in one language. */
export interface Lexicon {
  readonly locale: Locale;
  /** Surface word → its stem. */
  readonly words: ReadonlyMap<string, string>;
  readonly stems: ReadonlySet<string>;
  readonly stop: ReadonlySet<string>;
  /** Sound of a word or stem → the word first met with that sound. */
  readonly sounds: ReadonlyMap<string, string>;
  /** A word or phrase as written, or its stems, joined by spaces → the meanings it has. */
  readonly concepts: ReadonlyMap<string, readonly string[]>;
  readonly longestPhrase: number;
}

/** Compiles the lexicon of a language from everything that is written in it; earlier texts win where two words sound alike. */
export const createLexicon = (locale: Locale, own: SearchWords, texts: Iterable<string>): Lexicon => {
  const stop = new Set(own.stop);
  const words = new Map<string, string>();
  const sounds = new Map<string, string>();
  const learn = (word: string): void => {
    if (word === '' || words.has(word)) return;
    words.set(word, stemOf(word, locale));
    const sound = soundOf(word, locale);
    if (!sounds.has(sound)) sounds.set(sound, word);
  };
  const phrases = Object.entries(own.concepts).flatMap(([name, all]) => all.map((phrase) => ({ name, phrase })));
  for (const text of [...own.stop, ...phrases.map((p) => p.phrase), ...Object.values(own.spellings), ...texts])
    text.split(' ').forEach(learn);
  for (const [word, stem] of [...words]) {
    const sound = soundOf(stem, locale);
    if (stem.length > 3 && !sounds.has(sound)) sounds.set(sound, word);
  }
  const [written, stemmed] = [new Map<string, string[]>(), new Map<string, string[]>()];
  const mean = (meanings: Map<string, string[]>, key: string, name: string): void => {
    const names = meanings.get(key) ?? [];
    if (!names.includes(name)) meanings.set(key, [...names, name]);
  };
  let longestPhrase = 1;
  for (const { name, phrase } of phrases) {
    const stems = phrase.split(' ').map((word) => words.get(word) ?? word);
    longestPhrase = Math.max(longestPhrase, stems.length);
    mean(written, phrase, name);
    mean(stemmed, stems.join(' '), name);
  }
  // What is written says more than its stem: "cobran" (they charge) and "cobrar" (to collect) have one stem and two meanings.
  const concepts = new Map([...stemmed, ...written]);
  return { locale, words, stems: new Set(words.values()), stop, sounds, concepts, longestPhrase };
};
