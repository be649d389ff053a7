import { fold } from '../../base/fold.ts';
import type { Locale } from '../../base/locale.ts';
import type { Fuzzy } from './fuzzy.ts';
import type { Lexicon } from './lexicon.ts';
import { soundOf } from './sound.ts';
import { stemOf } from './stem.ts';

/** What one word of a message may be in one language. */
export interface Sense {
  readonly locale: Locale;
  /** The known word it is taken for. */
  readonly word: string;
  readonly stem: string;
  readonly stop: boolean;
  /** How sure the reading is: 1 as written, less for a guess at the spelling. */
  readonly sure: number;
  /** Another language has an empty word here, as with "once", "a", "red": this reading is unlikely, but in a phrase. */
  readonly doubtful?: boolean;
}

export interface Token {
  readonly word: string;
  readonly senses: readonly Sense[];
}

export interface Reading {
  readonly lexicons: readonly Lexicon[];
  readonly spellings: ReadonlyMap<string, string>;
  readonly longestSpelling: number;
  readonly fuzzy: Fuzzy;
}

const SURE_BY_SOUND = 0.9;
const SURE_OF_STRANGER = 0.6;

/** Whether a word is one of ours, at least by its sound; a number is no stranger. */
export const isFamiliar = ({ senses }: Token): boolean =>
  senses.length === 0 || senses.some(({ sure }) => sure >= SURE_BY_SOUND);

/** Reads a message word by word: spellings written out, words put together again, slips of the ear and of the thumb forgiven. */
export const readTokens = (reading: Reading, text: string): readonly Token[] =>
  joined(reading, spelled(reading, wordsOf(text))).map((word) => ({ word, senses: sensesOf(reading, word) }));

/** The folded words of a text; three of the same letter and more are one ("holaaaa"), digits and letters stand apart. */
export const wordsOf = (text: string): readonly string[] =>
  fold(text.normalize('NFKC'))
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .split(' ')
    .filter((word) => word !== '');

const spelled = ({ spellings, longestSpelling }: Reading, words: readonly string[]): readonly string[] => {
  const out: string[] = [];
  for (let i = 0; i < words.length; ) {
    let taken = 1;
    let said = words[i] ?? '';
    let meant = spellings.get(said) ?? said;
    for (let n = 2; n <= longestSpelling && i + n <= words.length; n++) {
      said += ` ${words[i + n - 1]}`;
      const found = spellings.get(said);
      // The longest is meant.
      if (found !== undefined) [taken, meant] = [n, found];
    }
    out.push(...meant.split(' '));
    i += taken;
  }
  return out;
};

const isKnown = ({ lexicons }: Reading, word: string): boolean => lexicons.some((l) => l.words.has(word));

const bySound = ({ lexicons }: Reading, word: string): readonly Sense[] =>
  lexicons.flatMap((lexicon) => {
    const found =
      lexicon.sounds.get(soundOf(word, lexicon.locale)) ??
      (word.length > 4 ? lexicon.sounds.get(soundOf(stemOf(word, lexicon.locale), lexicon.locale)) : undefined);
    return found === undefined ? [] : [senseOf(lexicon, found, SURE_BY_SOUND)];
  });

/** Thumbs and voices cut words in two: "mat ricula", "salvo conducto". */
const joined = (reading: Reading, words: readonly string[]): readonly string[] => {
  const out: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const [word = '', next] = [words[i], words[i + 1]];
    const whole = next === undefined ? '' : word + next;
    if (
      whole.length > 4 &&
      !/\d/.test(whole) &&
      !(isKnown(reading, word) && isKnown(reading, next ?? '')) &&
      (isKnown(reading, whole) || (whole.length > 6 && bySound(reading, whole).length > 0))
    ) {
      out.push(whole);
      i++;
    } else out.push(word);
  }
  return out;
};

const senseOf = (lexicon: Lexicon, word: string, sure: number): Sense => ({
  locale: lexicon.locale,
  word,
  stem: lexicon.words.get(word) ?? stemOf(word, lexicon.locale),
  stop: lexicon.stop.has(word),
  sure,
});

const sensesOf = (reading: Reading, word: string): readonly Sense[] => {
  const exact = reading.lexicons.filter((l) => l.words.has(word)).map((l) => senseOf(l, word, 1));
  if (exact.some((s) => s.stop)) return exact.map((s) => (s.stop ? s : { ...s, doubtful: true }));
  if (exact.length > 0) return exact;
  if (/\d/.test(word)) return [];
  const inflected = reading.lexicons
    .filter((l) => l.stems.has(stemOf(word, l.locale)))
    .map((l) => senseOf(l, word, word.length > 4 ? 1 : SURE_BY_SOUND));
  if (inflected.length > 0) return inflected;
  const heard = bySound(reading, word);
  if (heard.length > 0) return heard;
  const near = reading.fuzzy(word);
  if (near)
    return reading.lexicons
      .filter((l) => l.words.has(near.word))
      .map((l) => senseOf(l, near.word, near.near * SURE_BY_SOUND));
  return reading.lexicons.map((l) => ({
    locale: l.locale,
    word,
    stem: stemOf(word, l.locale),
    stop: false,
    sure: SURE_OF_STRANGER,
  }));
};
