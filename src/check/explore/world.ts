import type { Locale } from '../../base/locale.ts';
import type { Point } from '../../base/value.ts';
import { localesOf, type Release } from '../../content/release.ts';
import { type ContentScene, openScene, reopen } from '../../content/scene.ts';
import type { Table } from '../../content/table.ts';
import { writings } from '../../content/text.ts';
import type { Flow } from '../../flow/model.ts';
import type { About, Located, Scene } from '../../flow/scene.ts';
import { namesOf, pointsOf } from './spots.ts';

/** What exploring needs to know: the flows, and what is true and said at one instant. */
export interface World<S extends Scene = Scene> {
  readonly flows: ReadonlyMap<string, Flow>;
  readonly home: string;
  /** The language in which typed answers are written. */
  readonly locale: Locale;
  /** The world of one turn, with nothing looked up yet. */
  readonly scene: () => S;
  readonly table: (id: string) => Table | undefined;
  /** Variables that a text of a flow shows, in any language and on any channel. */
  readonly shown: (flow: string, key: string) => readonly string[];
  /** Places on earth to stand at, and names to call them by. */
  readonly points: (about?: About) => readonly Point[];
  readonly names: (about: About) => readonly string[];
}

/** The world of a release at an instant. */
export const worldOf = (release: Release, now: number): World<ContentScene> => {
  const scene = openScene(release, now);
  const shown = new Map<string, readonly string[]>();
  const located = new Map<string, Located>();
  /** Places are looked for again and again, and a gazetteer is long. */
  const locate: Scene['locate'] = (said, about) => {
    const what = typeof said === 'string' ? [said] : [said.latitude, said.longitude, said.spot?.id];
    const key = [...what, about.near, ...about.within].join();
    const known = located.get(key) ?? scene.locate(said, about);
    located.set(key, known);
    return known;
  };
  return {
    flows: release.flows,
    home: release.settings.home,
    locale: release.settings.default,
    scene: () => ({ ...reopen(release, scene), locate }),
    table: (id) => release.tables.get(id),
    shown: (flow, key) => {
      const known = shown.get(`${flow}/${key}`) ?? shownBy(release, flow, key);
      shown.set(`${flow}/${key}`, known);
      return known;
    },
    points: (about) => pointsOf(release, about),
    names: (about) => namesOf(release, scene, about),
  };
};

const shownBy = (release: Release, flow: string, key: string): readonly string[] => [
  ...new Set(
    localesOf(release).flatMap((locale) => {
      const entry = release.texts.entry(locale, flow, key);
      return entry ? writings(entry).flatMap(({ placeholders }) => placeholders) : [];
    }),
  ),
];
