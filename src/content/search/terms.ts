import type { Locale } from '../../base/locale.ts';
import type { Release } from '../release.ts';
import { languageOf } from './language.ts';
import type { Lexicon } from './lexicon.ts';
import { type Reading, readTokens, type Token } from './read.ts';
import { impersonalRuns, type Reader } from './segments.ts';

/** What a question was about, without anything of who asked: single terms, and pairs of neighbours joined by a space. */
export interface Terms {
  /** The language of the message; the person's own when it cannot be told. */
  readonly locale: Locale | undefined;
  readonly terms: readonly string[];
}

/** More words than this of one message say nothing more. */
const MOST_TERMS = 12;
/** One letter says nothing, and what is too long is no word. */
const TERM = /^\p{L}{2,24}$/u;

/** Reads the terms of a message: a known word in the shortest form that content has, an unknown one as it was written. */
export const createTerms = (
  { settings, words }: Pick<Release, 'settings' | 'words'>,
  known: Reading,
): ((text: string, locale?: Locale) => Terms) => {
  // A word that only sounds or looks like a known one is what editors look for: it is not taken for the known one.
  const lexicons = known.lexicons.map((lexicon): Lexicon => ({ ...lexicon, sounds: new Map() }));
  const reading: Reading = { ...known, lexicons, fuzzy: () => undefined };
  const forms = new Map(lexicons.map((lexicon) => [lexicon.locale, formsOf(lexicon)]));
  const all = Object.keys(settings.languages).flatMap((locale) => words.get(locale) ?? []);
  const reader: Reader = {
    personal: {
      after: all.flatMap(({ personal }) => personal.after),
      names: all.flatMap(({ personal }) => personal.names),
    },
    unsaid: new Set(all.flatMap(({ numbers, asking }) => [...Object.keys(numbers), ...asking])),
    isKnown: (word) => lexicons.some((l) => l.words.has(word)) || reading.spellings.has(word),
    isStop: (word) => lexicons.some((l) => l.stop.has(word)),
  };
  return (text, own) => {
    const runs = impersonalRuns(reader, text).map((run) => readTokens(reading, run.join(' ')));
    const locale = languageOf(runs.flat(), lexicons) ?? own;
    const terms = new Set<string>();
    const pairs = new Set<string>();
    for (const tokens of runs) {
      let before: string | undefined;
      for (const token of tokens) {
        const term = termOf(token, locale, forms);
        if (term === undefined) continue;
        if (!terms.has(term) && terms.size === MOST_TERMS) break;
        terms.add(term);
        if (before !== undefined && before !== term) pairs.add(`${before} ${term}`);
        before = term;
      }
    }
    return { locale, terms: [...terms, ...[...pairs].slice(0, MOST_TERMS)] };
  };
};

type Forms = ReadonlyMap<string, string>;

/** The shortest word of each stem: one form for all its endings, and none that only a person wrote. */
const formsOf = ({ words, stop }: Lexicon): Forms => {
  const forms = new Map<string, string>();
  for (const [word, stem] of words)
    if (!stop.has(word) && word.length < (forms.get(stem)?.length ?? Number.POSITIVE_INFINITY)) forms.set(stem, word);
  return forms;
};

const termOf = (
  { word, senses }: Token,
  locale: Locale | undefined,
  forms: ReadonlyMap<Locale, Forms>,
): string | undefined => {
  if (senses.some(({ stop }) => stop)) return undefined;
  const sense = senses.find((s) => s.locale === locale) ?? senses[0];
  const term = (sense && forms.get(sense.locale)?.get(sense.stem)) ?? word;
  return TERM.test(term) ? term : undefined;
};
