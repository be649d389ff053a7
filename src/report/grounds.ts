import { dayIn, type Instant } from '../base/day.ts';
import type { Locale } from '../base/locale.ts';
import { type Fact, type Freshness, factDay, freshness, heldOn, newestBy } from '../content/fact.ts';
import type { Release } from '../content/release.ts';
import { factText } from './fact-text.ts';

/** A fact behind a message, as it stood on that day. */
export interface FactGround {
  readonly id: string;
  readonly value: string;
  /** Whether it held on that day; otherwise it is the last that is known, or nothing. */
  readonly holds: boolean;
  readonly from?: string;
  readonly until?: string;
  readonly checked?: string;
  readonly freshness?: Freshness;
  readonly source?: string;
  readonly at: string;
}

/** Where facts are from. */
export interface SourceGround {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  readonly url?: string;
  readonly retrieved: string;
  readonly at: string;
}

/** What a message rests on. */
export interface Grounds {
  readonly facts: readonly FactGround[];
  readonly sources: readonly SourceGround[];
}

/** Everything that an editor asks of a message: its facts with value, validity and source, and who says so. */
export const groundsOf = (
  release: Release,
  used: { readonly facts: readonly string[]; readonly sources: readonly string[] },
  locale: Locale,
  now: Instant,
): Grounds => ({
  facts: used.facts.flatMap((id) => {
    const fact = release.facts.get(id);
    return fact ? [factGround(release, fact, locale, now)] : [];
  }),
  sources: used.sources.flatMap((id) => {
    const source = release.sources.get(id);
    if (!source) return [];
    const { title, publisher, url, retrieved, at } = source;
    return [{ id, title, publisher, ...(url === undefined ? {} : { url }), retrieved, at: `${at.file}:${at.line}` }];
  }),
});

const factGround = (release: Release, fact: Fact, locale: Locale, now: Instant): FactGround => {
  const { zone } = release.settings;
  const held = heldOn(fact, factDay(fact, now, zone));
  const shown = held ?? newestBy(fact, factDay(fact, now, zone));
  const at = shown?.at ?? fact.at;
  return {
    id: fact.id,
    value: factText(release, fact, shown, locale),
    holds: held !== undefined,
    ...(shown?.from ? { from: shown.from.iso } : {}),
    ...(shown?.until ? { until: shown.until.iso } : {}),
    ...(shown
      ? { checked: shown.checked.iso, freshness: freshness(shown, dayIn(zone, now)), source: shown.source }
      : {}),
    at: `${at.file}:${at.line}`,
  };
};
