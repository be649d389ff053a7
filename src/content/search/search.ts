import type { Locale } from '../../base/locale.ts';
import { atOnce, type Steps } from '../../base/steps.ts';
import type { Release } from '../release.ts';
import { chance, type Signals, signalsOf } from './confidence.ts';
import type { Features } from './features.ts';
import { compileIndex, type Index, readQuery } from './index.ts';
import { languageOf } from './language.ts';
import { fuse, type Views } from './rank.ts';
import { isFamiliar, readTokens, type Token } from './read.ts';
import { createTerms, type Terms } from './terms.ts';
import { COVERED, MIX, RIGHT, THRESHOLDS } from './tuned.ts';

/** An answer, and how well it fits: only good for comparing within one message. */
export interface Ranked {
  readonly id: string;
  readonly score: number;
}

export interface Found {
  /** `answer`: give the first. `choices`: offer the first three. `none`: not known, not covered, or nothing asked. */
  readonly outcome: 'answer' | 'choices' | 'none';
  /** Up to ten answers of ours, best first, whatever the outcome. */
  readonly ranked: readonly Ranked[];
  /** The chance, from 0 to 1, that the first is the right one. */
  readonly confidence: number;
  /** With `none`: the answer that says who knows, where the question is one that we know we do not cover. */
  readonly outside?: string | undefined;
  /** With `none`: a message that asks for nothing, such as thanks. */
  readonly idle?: boolean;
  /** The language of the message; the one given, or undefined, when it cannot be told. */
  readonly locale: Locale | undefined;
}

export interface Search {
  /** Finds what a message asks. Pure. `locale` is the person's own language, if known. */
  readonly find: (text: string, locale?: Locale) => Found;
  /** Whether an editor wrote this as an example of what one of our answers is asked by. */
  readonly isExample: (text: string) => boolean;
  /** The words and meanings of a text, each with how sure they are. */
  readonly meanings: (text: string) => Features;
  /** What a text is about, without anything of who wrote it. */
  readonly terms: (text: string, locale?: Locale) => Terms;
}

/** A message as search weighed it, before anything is decided. */
export interface Weighed {
  readonly tokens: readonly Token[];
  readonly views: Views;
  readonly scores: Float64Array;
  readonly signals: Signals;
}

const MOST_RANKED = 10;
/** More than any likeness gives. */
const FIRST = 100;
/** Longer messages are read this far: what is asked stands at the front, and time must stay bounded. */
const MOST_TEXT = 600;

export const weigh = (index: Index, text: string): Weighed => {
  const tokens = readTokens(index.reading, text.slice(0, MOST_TEXT));
  const views = index.rankers.views(readQuery(index, tokens));
  const scores = fuse(views, MIX);
  return { tokens, views, scores, signals: signalsOf(index.subjects, tokens, views, scores) };
};

/** A search over everything that people may ask of a release. */
export const createSearch = (release: Release): Search => atOnce(compileSearch(release));

/** Compiles it by small steps. */
export function* compileSearch(release: Release): Steps<Search> {
  const index = yield* compileIndex(release);
  const terms = createTerms(release, index.reading);
  const isOurs = (subject: number | undefined): boolean => index.subjects[subject ?? -1]?.kind === 'answer';
  return {
    isExample: (text) => isOurs(index.written(text)),
    terms: (text, locale) => terms(text.slice(0, MOST_TEXT), locale),
    meanings: (text) => readQuery(index, readTokens(index.reading, text.slice(0, MOST_TEXT))).words,
    find: (text, locale) => {
      const { tokens, scores, signals } = weigh(index, text);
      const written = index.written(text);
      // Whatever else is like it: this is what an editor said that it asks.
      if (written !== undefined) scores[written] = FIRST;
      const best = index.subjects
        .map(({ id, kind }, at) => ({ id, kind, score: scores[at] ?? 0 }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
      const ranked = best
        .filter(({ kind }) => kind === 'answer')
        .slice(0, MOST_RANKED)
        .map(({ id, score }) => ({ id, score }));
      const confidence = ranked.length === 0 ? 0 : isOurs(written) ? 1 : chance(signals, RIGHT);
      const isLike = ranked.length > 0 && chance(signals, COVERED) >= THRESHOLDS.covered;
      const covered = written === undefined ? isLike : isOurs(written);
      const outcome = !covered ? 'none' : confidence >= THRESHOLDS.answer ? 'answer' : 'choices';
      const [first] = best;
      return {
        outcome,
        ranked,
        confidence,
        outside: outcome === 'none' && first?.kind === 'outside' ? first.id : undefined,
        // A word that nobody here knows may well ask for something.
        idle: outcome === 'none' && first?.kind === 'idle' && tokens.every(isFamiliar),
        locale: languageOf(tokens, index.reading.lexicons) ?? locale,
      };
    },
  };
}
