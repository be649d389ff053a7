import type { Locale } from '../../base/locale.ts';
import { wordsOf } from '../search/read.ts';
import { soundOf } from '../search/sound.ts';

/** What a message bears that examples may bear too, each with how strongly. */
export type Marks = ReadonlyMap<string, number>;

/** What is known of the languages that messages are written in. */
export interface MarkWords {
  readonly locales: readonly Locale[];
  /** Short and misheard spellings → the words meant. */
  readonly spellings: ReadonlyMap<string, string>;
  /** A matter → the words and phrases that tell of it; a word that ends in `*` stands for all that begin so. */
  readonly concepts: ReadonlyMap<string, readonly string[]>;
  /** The words and meanings that search finds in a text. */
  readonly meanings: (text: string) => Marks;
}

/** A longer message has said it by then. */
const MOST_WORDS = 60;
const MOST_LETTERS = 600;
const LONGEST_WORD = 24;
const GRAMS = [3, 4, 5];

/** How much each sort of mark weighs in a message, all of its kind together. */
const SHARE = { word: 1, pair: 1.5, gram: 1, meaning: 1, concept: 2, concepts: 2 };

/** Reads messages and examples alike: their words as they sound, words near each other, runs of letters, and what they tell of. */
export const createMarks = ({ locales, spellings, concepts, meanings }: MarkWords) => {
  // Every language's slips are forgiven in turn, whatever the word.
  const sound = (word: string): string => locales.reduce(soundOf, word.slice(0, LONGEST_WORD));
  const matters = findMatters(concepts, sound);

  return (text: string): Marks => {
    const words = wordsOf(text.slice(0, MOST_LETTERS))
      .slice(0, MOST_WORDS)
      .flatMap((word) => (spellings.get(word) ?? word).split(' '))
      .map((word) => (/\d/.test(word) ? '#' : sound(word)))
      .filter((word) => word !== '');
    const marks = new Map<string, number>();
    const add = (names: readonly string[], share: number): void => {
      const unique = new Set(names);
      for (const name of unique) marks.set(name, share / Math.sqrt(unique.size));
    };
    add(words, SHARE.word);
    add(pairsOf(words), SHARE.pair);
    add(words.flatMap(gramsOf), SHARE.gram);
    const told = matters(words).map((name) => `!${name}`);
    add(told, SHARE.concept);
    add(
      told.flatMap((a, i) => told.slice(i + 1).map((b) => `${a}${b}`)),
      SHARE.concepts,
    );
    const found = [...meanings(text.slice(0, MOST_LETTERS))];
    const size = Math.hypot(...found.map(([, weight]) => weight));
    for (const [name, weight] of found) marks.set(`=${name}`, (SHARE.meaning * weight) / size);
    return marks;
  };
};

interface Phrase {
  readonly name: string;
  readonly rest: readonly PhraseWord[];
}

interface PhraseWord {
  readonly start: string;
  readonly open: boolean;
}

const isWord = ({ start, open }: PhraseWord, word: string | undefined): boolean =>
  word !== undefined && (open ? word.startsWith(start) : word === start);

/** Finds what matters words tell of, in the order of the concepts; only phrases are compared whose first word stands there. */
const findMatters = (concepts: MarkWords['concepts'], sound: (word: string) => string) => {
  const names = [...concepts.keys()];
  const [closed, open] = [new Map<string, Phrase[]>(), new Map<string, Phrase[]>()];
  for (const [name, all] of concepts)
    for (const phrase of all) {
      const [first, ...rest] = phrase
        .split(' ')
        .map((word) => ({ start: sound(wordsOf(word)[0] ?? ''), open: word.endsWith('*') }));
      if (!first) continue;
      const phrases = first.open ? open : closed;
      phrases.set(first.start, [...(phrases.get(first.start) ?? []), { name, rest }]);
    }
  return (words: readonly string[]): readonly string[] => {
    const told = new Set<string>();
    for (const [at, word] of words.entries())
      for (let end = 0; end <= word.length; end++) {
        const start = word.slice(0, end);
        const begun = [...(open.get(start) ?? []), ...(end === word.length ? (closed.get(start) ?? []) : [])];
        for (const { name, rest } of begun)
          if (rest.every((next, i) => isWord(next, words[at + 1 + i]))) told.add(name);
      }
    return names.filter((name) => told.has(name));
  };
};

/** Words beside each other, and with one between them; the ends of a message are words too. */
const pairsOf = (words: readonly string[]): readonly string[] => {
  const around = ['^', ...words, '$'];
  return around.flatMap((word, i) => [
    ...(i + 1 < around.length ? [`${word} ${around[i + 1]}`] : []),
    ...(i + 2 < around.length ? [`${word} _ ${around[i + 2]}`] : []),
  ]);
};

const gramsOf = (word: string): readonly string[] => {
  const padded = `<${word}>`;
  return GRAMS.flatMap((n) =>
    Array.from({ length: Math.max(0, padded.length - n + 1) }, (_, i) => `~${padded.slice(i, i + n)}`),
  );
};
