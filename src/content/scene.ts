import { type Day, dayIn, type Instant } from '../base/day.ts';
import type { Value } from '../base/value.ts';
import type { Scene } from '../flow/scene.ts';
import { type Dated, type Fact, factDay, heldOn, newestBy } from './fact.ts';
import { nearest } from './place.ts';
import type { Release } from './release.ts';
import { tableFact } from './table.ts';
import { NO_WORDS } from './words.ts';

/** The world of a release at one instant, and which facts were looked up in it. */
export interface ContentScene extends Scene {
  readonly used: ReadonlySet<string>;
  readonly held: (id: string) => Dated | undefined;
  readonly newest: (id: string) => Dated | undefined;
  readonly dayOf: (fact: Fact) => Day;
}

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
  const fact = (id: string): Value | undefined => held(id)?.value;
  return {
    now,
    today,
    reminders: false,
    used,
    held,
    newest,
    dayOf,
    fact,
    lastKnown: (id) => newest(id)?.value,
    table: (id, inputs) => {
      const table = release.tables.get(id);
      const found = table && tableFact(table, inputs);
      return found === undefined ? undefined : fact(found);
    },
    flow: (id) => release.flows.get(id),
    nearest: (kind, near, limit) => nearest(release.places.get(kind) ?? [], near, limit),
    words: (locale) => release.words.get(locale) ?? NO_WORDS,
  };
};
