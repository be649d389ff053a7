import type { Position, Report } from '../base/diagnostic.ts';
import { fold } from '../base/fold.ts';
import { type Path, readShape, type YamlFile } from '../base/yaml.ts';
import type { InputWords } from '../flow/scene.ts';
import { wordsSchema } from './word-schema.ts';

/** The words of one language by which people answer and steer, folded. */
export interface Words extends InputWords {
  /** Command name → the words for it. */
  readonly commands: Readonly<Record<string, readonly string[]>>;
  /** Phrases that tell of danger, each as its words; a word may end in `*`. */
  readonly danger: readonly (readonly string[])[];
  /** Words with which a question begins. */
  readonly asking: readonly string[];
  /** Currency code → the words for it. */
  readonly currencies: Readonly<Record<string, readonly string[]>>;
  /** Very common words by which the language of a message is told. */
  readonly common: ReadonlySet<string>;
  readonly personal: PersonalWords;
  readonly search: SearchWords;
  readonly style: StyleWords;
  /** Where a word stands. */
  readonly at: (path: Path) => Position;
}

/** How texts are not to be written. */
export interface StyleWords {
  /** A word of offices → the plain one, folded. */
  readonly jargon: Readonly<Record<string, string>>;
  /** Words with which an answer must not begin: they put off what was asked; folded. */
  readonly preambles: readonly string[];
}

/** By what it is told that a word says who someone is, folded. */
export interface PersonalWords {
  /** Phrases after which a name or an address comes. */
  readonly after: readonly string[];
  readonly names: readonly string[];
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
/** Signs alone are no word: every message of signs would be it. */
const folded = (words: readonly string[]): string[] => words.map(fold).filter((word) => word !== '');
const foldedKeys = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([word, value]) => [fold(word), value]));

export const readWords = (yaml: YamlFile, report: Report): Words | undefined => {
  const raw = readShape(yaml, [], wordsSchema, report);
  if (!raw) return undefined;
  return {
    commands: Object.fromEntries(Object.entries(raw.commands).map(([name, words]) => [name, folded(words)])),
    danger: raw.danger.map(foldedPhrase),
    asking: folded(raw.asking),
    currencies: Object.fromEntries(Object.entries(raw.currencies).map(([code, all]) => [code, folded(all)])),
    yes: folded(raw.yes),
    no: folded(raw.no),
    unsure: folded(raw.unsure),
    numbers: foldedKeys(raw.numbers),
    joins: folded(raw.joins),
    months: foldedKeys(raw.months),
    spans: {
      day: folded(raw.spans.day),
      week: folded(raw.spans.week),
      month: folded(raw.spans.month),
      year: folded(raw.spans.year),
    },
    today: folded(raw.today),
    tomorrow: folded(raw.tomorrow),
    yesterday: folded(raw.yesterday),
    ago: folded(raw.ago),
    common: new Set(folded(raw.common)),
    personal: { after: folded(raw.personal.after), names: folded(raw.personal.names) },
    search: raw.search
      ? {
          stop: folded(raw.search.stop),
          spellings: Object.fromEntries(Object.entries(raw.search.spellings).map(([a, b]) => [fold(a), fold(b)])),
          concepts: Object.fromEntries(Object.entries(raw.search.concepts).map(([name, all]) => [name, folded(all)])),
          idle: folded(raw.search.idle),
        }
      : NO_SEARCH_WORDS,
    style: {
      jargon: Object.fromEntries(Object.entries(raw.style.jargon).map(([word, plain]) => [fold(word), plain])),
      preambles: folded(raw.style.preambles),
    },
    at: yaml.at,
  };
};

export const NO_WORDS: Words = {
  commands: {},
  danger: [],
  asking: [],
  currencies: {},
  yes: [],
  no: [],
  numbers: {},
  months: {},
  spans: { day: [], week: [], month: [], year: [] },
  today: [],
  tomorrow: [],
  common: new Set(),
  personal: { after: [], names: [] },
  search: NO_SEARCH_WORDS,
  style: { jargon: {}, preambles: [] },
  at: () => ({ file: 'content/words', line: 1, column: 1 }),
};
