import { type Day, dayIn, type Instant } from '../base/day.ts';
import type { Value } from '../base/value.ts';
import type { Scene, WantedQuotes } from '../flow/scene.ts';
import { workingDaysAfter } from './calendar.ts';
import { type Dated, type Fact, factDay, heldOn, newestBy } from './fact.ts';
import { nearest } from './place.ts';
import { latestQuotes, type Quote } from './quotes/quote.ts';
import type { Release } from './release.ts';
import { tableFact } from './table.ts';
import { NO_WORDS } from './words.ts';

/** The world of a release at one instant, and which facts were looked up in it. */
export interface ContentScene extends Scene {
  readonly used: ReadonlySet<string>;
  readonly held: (id: string) => Dated | undefined;
  readonly newest: (id: string) => Dated | undefined;
  readonly dayOf: (fact: Fact) => Day;
  /** Notes a source that was said without a fact. */
  readonly cite: (source: string) => void;
  readonly quotes: (wanted: WantedQuotes) => readonly Quote[];
  /** Where a fact or a published price that was used is from. */
  readonly sourceOf: (id: string) => string | undefined;
}

/** Before the id of a source that was said without a fact. */
const CITED = 'source:';

/** Opens the world of a release at an instant. Facts looked up are noted in `used`. */
export const openScene = (release: Release, now: Instant): ContentScene =>
  sceneOn(release, now, dayIn(release.settings.zone, now));

/** The same world once more, with nothing looked up yet. */
export const reopen = (release: Release, { now, today }: ContentScene): ContentScene => sceneOn(release, now, today);

const sceneOn = (release: Release, now: Instant, today: Day): ContentScene => {
  const used = new Set<string>();
  const { zone } = release.settings;
  const dayOf = (fact: Fact): Day => (fact.zone === undefined ? today : factDay(fact, now, zone));
  const held = (id: string): Dated | undefined => {
    const fact = release.facts.get(id);
    used.add(id);
    return fact && heldOn(fact, dayOf(fact));
  };
  const newest = (id: string): Dated | undefined => {
    const fact = release.facts.get(id);
    used.add(id);
    return fact && newestBy(fact, dayOf(fact));
  };
  // Words that differ by language are named, not given: the language is known when they are said.
  const wordsOrValue = (id: string, dated: Dated | undefined): Value | undefined =>
    dated?.spoken ? { kind: 'phrase', fact: id } : dated?.value;
  const fact = (id: string): Value | undefined => wordsOrValue(id, held(id));
  const inTable = (id: string, inputs: readonly Value[]): string | undefined => {
    const table = release.tables.get(id);
    return table && tableFact(table, inputs);
  };
  const quoteOf = (id: string): Quote | undefined => release.quotes.find((quote) => quote.id === id);
  return {
    now,
    today,
    reminders: false,
    used,
    held,
    newest,
    dayOf,
    fact,
    lastKnown: (id) => wordsOrValue(id, newest(id)),
    table: (id, inputs) => {
      const found = inTable(id, inputs);
      return found === undefined ? undefined : fact(found);
    },
    lastInTable: (id, inputs) => {
      const found = inTable(id, inputs);
      return found === undefined ? undefined : wordsOrValue(found, newest(found));
    },
    quotes: (wanted) => {
      const found = latestQuotes(release.quotes, wanted, today);
      for (const { id } of found) used.add(id);
      return found;
    },
    cite: (source) => {
      used.add(`${CITED}${source}`);
    },
    sourceOf: (id) => (id.startsWith(CITED) ? id.slice(CITED.length) : (newest(id)?.source ?? quoteOf(id)?.source)),
    flow: (id) => release.flows.get(id),
    locate: (said, about) =>
      release.geo?.locate(said, about) ??
      (typeof said === 'string' ? { kind: 'unknown' } : { kind: 'at', point: said }),
    nearest: (kind, near, limit) => nearest(release.places.get(kind) ?? [], near, limit),
    workingDaysAfter: (id, day, count) => {
      const calendar = release.calendars.get(id);
      return calendar && workingDaysAfter(calendar, day, count);
    },
    words: (locale) => release.words.get(locale) ?? NO_WORDS,
  };
};
