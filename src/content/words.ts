import type { Report } from '../base/diagnostic.ts';
import { fold } from '../base/fold.ts';
import { readShape, type YamlFile } from '../base/yaml.ts';
import type { InputWords } from '../flow/scene.ts';
import { wordsSchema } from './schema.ts';

/** The words of one language by which people answer and steer, folded. */
export interface Words extends InputWords {
  /** Command name → the words for it. */
  readonly commands: Readonly<Record<string, readonly string[]>>;
  /** Phrases that tell of danger, each as its words; a word may end in `*`. */
  readonly danger: readonly (readonly string[])[];
  /** Words with which a question begins. */
  readonly asking: readonly string[];
  /** Very common words by which the language of a message is told. */
  readonly common: ReadonlySet<string>;
  readonly search: SearchWords;
}

/** What search must know of a language, folded. */
export interface SearchWords {
  /** Words that say nothing of what is asked. */
  readonly stop: readonly string[];
  /** Short and misheard spellings → the words meant. */
  readonly spellings: Readonly<Record<string, string>>;
  /** A meaning → the words and phrases for it; the same name in two languages is the same meaning. */
  readonly concepts: Readonly<Record<string, readonly string[]>>;
  /** Messages that ask for nothing: thanks, jokes, insults. */
  readonly idle: readonly string[];
}

const NO_SEARCH_WORDS: SearchWords = { stop: [], spellings: {}, concepts: {}, idle: [] };

/** The words of a phrase, folded; the star at the end of a word stays. */
const foldedPhrase = (phrase: string): readonly string[] =>
  phrase.split(/\s+/).map((word) => fold(word) + (word.endsWith('*') ? '*' : ''));
const folded = (words: readonly string[]): string[] => words.map(fold);
const foldedKeys = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([word, value]) => [fold(word), value]));

export const readWords = (yaml: YamlFile, report: Report): Words | undefined => {
  const raw = readShape(yaml, [], wordsSchema, report);
  if (!raw) return undefined;
  return {
    commands: Object.fromEntries(Object.entries(raw.commands).map(([name, words]) => [name, folded(words)])),
    danger: raw.danger.map(foldedPhrase),
    asking: folded(raw.asking),
    yes: folded(raw.yes),
    no: folded(raw.no),
    numbers: foldedKeys(raw.numbers),
    months: foldedKeys(raw.months),
    spans: {
      day: folded(raw.spans.day),
      week: folded(raw.spans.week),
      month: folded(raw.spans.month),
      year: folded(raw.spans.year),
    },
    today: folded(raw.today),
    tomorrow: folded(raw.tomorrow),
    common: new Set(folded(raw.common)),
    search: raw.search
      ? {
          stop: folded(raw.search.stop),
          spellings: Object.fromEntries(Object.entries(raw.search.spellings).map(([a, b]) => [fold(a), fold(b)])),
          concepts: Object.fromEntries(Object.entries(raw.search.concepts).map(([name, all]) => [name, folded(all)])),
          idle: folded(raw.search.idle),
        }
      : NO_SEARCH_WORDS,
  };
};

export const NO_WORDS: Words = {
  commands: {},
  danger: [],
  asking: [],
  yes: [],
  no: [],
  numbers: {},
  months: {},
  spans: { day: [], week: [], month: [], year: [] },
  today: [],
  tomorrow: [],
  common: new Set(),
  search: NO_SEARCH_WORDS,
};
