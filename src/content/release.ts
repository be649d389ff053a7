import { createHash } from 'node:crypto';
import type { Locale } from '../base/locale.ts';
import type { Steps } from '../base/steps.ts';
import type { Flow } from '../flow/model.ts';
import type { Answer } from './answer.ts';
import type { Calendar } from './calendar.ts';
import type { Fact } from './fact.ts';
import type { Formatter, Units } from './format.ts';
import type { Geo } from './geo/geo.ts';
import type { Imports } from './imports.ts';
import type { Place } from './place.ts';
import type { Quote } from './quotes/quote.ts';
import type { Safety } from './safety/safety.ts';
import type { Search } from './search/search.ts';
import type { Source } from './source.ts';
import type { Table } from './table.ts';
import type { TalkFile } from './talk.ts';
import type { Texts } from './text.ts';
import type { Agreements } from './translation.ts';
import type { SourceFile } from './tree.ts';
import type { Words } from './words.ts';

export interface Settings {
  /** The flow that everyone starts in. */
  readonly home: string;
  readonly default: Locale;
  /** The time zone whose calendar decides what day it is. */
  readonly zone: string;
  /** Languages offered: their own name, and the tag by which numbers and dates are written. */
  readonly languages: Readonly<Record<Locale, { readonly name: string; readonly format: string }>>;
  /** Topics whose answers only say that a question is not covered, and who knows. */
  readonly outside?: readonly string[] | undefined;
  /** The units in which distances are said; kilometres where nothing is said. */
  readonly distances?: readonly ('km' | 'mi')[] | undefined;
}

/** An immutable snapshot of flows and content. One message shows one release. */
export interface Release {
  /** The digest of all files. */
  readonly id: string;
  readonly settings: Settings;
  readonly flows: ReadonlyMap<string, Flow>;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly tables: ReadonlyMap<string, Table>;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly places: ReadonlyMap<string, readonly Place[]>;
  /** Where names and postal codes are; undefined where the content has no gazetteer. */
  readonly geo: Geo | undefined;
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** Published prices, each of its day. */
  readonly quotes: readonly Quote[];
  readonly imports: Imports | undefined;
  readonly texts: Texts;
  readonly units: ReadonlyMap<Locale, Units>;
  /** Says amounts and days in a language; made on first use. */
  readonly formatter: (locale: Locale) => Formatter;
  readonly words: ReadonlyMap<Locale, Words>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly talks: readonly TalkFile[];
  /** Of which wording each translation was made. */
  readonly agreements: Agreements;
  /** Finds answers to questions in people's own words; compiled on first use. */
  readonly search: () => Search;
  /** Tells danger from what only sounds like it; learnt on first use. */
  readonly safety: () => Safety;
  /** Makes both before anybody asks, by small steps. */
  readonly prepare: () => Steps<void>;
}

export const localesOf = (release: Release): readonly Locale[] => Object.keys(release.settings.languages);

/** The identity of a set of files: any change of any file gives another. */
export const releaseId = (files: readonly SourceFile[]): string => {
  const hash = createHash('sha256');
  for (const { file, text } of files) hash.update(`${file.length}:${file}${text.length}:${text}`);
  return hash.digest('base64url').slice(0, 20);
};
