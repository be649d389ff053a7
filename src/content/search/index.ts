import { fold } from '../../base/fold.ts';
import { atOnce, type Steps } from '../../base/steps.ts';
import { localesOf, type Release } from '../release.ts';
import { NO_WORDS } from '../words.ts';
import { type Field, type Passage, readCorpus, type Subject } from './corpus.ts';
import { gramFeatures, wordFeatures } from './features.ts';
import { createFuzzy } from './fuzzy.ts';
import { sharesOf } from './language.ts';
import { createLexicon } from './lexicon.ts';
import { createRankers, type Query, type Rankers, type Text } from './rank.ts';
import { type Reading, readTokens, type Token } from './read.ts';

/** Everything that search needs of a release, compiled once. */
export interface Index {
  readonly subjects: readonly Subject[];
  readonly reading: Reading;
  readonly rankers: Rankers;
  /** The subject that a text is an example of, to the word; capitals, accents and signs aside. */
  readonly written: (text: string) => number | undefined;
}

const FIELD_WEIGHT: Readonly<Record<Field, number>> = { example: 1, keywords: 2.5, text: 0.5 };
/** How much a reading in the less likely language still counts: messages mix languages. */
const OTHER_LANGUAGE = 0.4;

export const createIndex = (release: Release): Index => atOnce(compileIndex(release));

/** Compiles it by small steps. */
export function* compileIndex(release: Release): Steps<Index> {
  const corpus = readCorpus(release);
  const locales = localesOf(release);
  const own = locales.map((locale) => ({
    locale,
    words: (release.words.get(locale) ?? NO_WORDS).search,
  }));
  const lexicons = own.map(({ locale, words }) =>
    createLexicon(
      locale,
      words,
      corpus.passages.filter((p) => p.locale === locale).map((p) => p.text),
    ),
  );
  const spellings = new Map(own.flatMap(({ words }) => Object.entries(words.spellings)));
  const reading: Reading = {
    lexicons,
    spellings,
    longestSpelling: Math.max(1, ...[...spellings.keys()].map((key) => key.split(' ').length)),
    fuzzy: createFuzzy([...new Set(lexicons.flatMap((l) => [...l.words.keys()]))]),
  };
  const textOf = ({ subject, locale, field, text }: Passage): Text & { readonly field: Field } => {
    const lexicons = reading.lexicons.filter((l) => l.locale === locale);
    const tokens = readTokens({ ...reading, lexicons }, text);
    return {
      subject,
      // Small talk is one group: each phrase of it is a subject, and together they would make every common word look rare.
      group: corpus.subjects[subject]?.kind === 'idle' ? -1 : subject,
      field,
      weight: FIELD_WEIGHT[field],
      words: wordFeatures(tokens, lexicons, () => 1),
      grams: gramFeatures(tokens, locales),
    };
  };
  const texts: ReturnType<typeof textOf>[] = [];
  for (const passage of corpus.passages) {
    texts.push(textOf(passage));
    yield;
  }
  const examples = texts.filter((t) => t.field !== 'text');
  const written = new Map(
    corpus.passages.flatMap(({ field, text, subject }) =>
      field === 'example' && fold(text) !== '' ? [[fold(text), subject] as const] : [],
    ),
  );
  return {
    subjects: corpus.subjects,
    reading,
    rankers: createRankers(texts, examples, corpus.subjects.length),
    written: (text) => written.get(fold(text)),
  };
}

/** What a message asks, in the words of an index; the likelier language counts more. */
export const readQuery = ({ reading }: Index, tokens: readonly Token[]): Query => {
  const shares = sharesOf(tokens, reading.lexicons);
  const most = Math.max(...shares.values());
  const trust = (locale: string): number => OTHER_LANGUAGE + ((1 - OTHER_LANGUAGE) * (shares.get(locale) ?? 0)) / most;
  return {
    words: wordFeatures(tokens, reading.lexicons, trust),
    grams: gramFeatures(
      tokens,
      reading.lexicons.map((l) => l.locale),
    ),
  };
};
