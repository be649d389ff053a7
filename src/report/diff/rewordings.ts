import type { Locale } from '../../base/locale.ts';
import type { Medium } from '../../content/text.ts';
import type { Reworded } from '../sentences.ts';
import type { Rewording } from './difference.ts';

/** Gathers sentences that read differently, those that do so in the same way together. */
export interface Rewordings {
  /** `path`: the way by which someone comes to it, so that it counts once whatever the language and channel. */
  readonly add: (
    change: Reworded,
    said: { readonly locale: Locale; readonly medium: Medium; readonly where: string; readonly path: number },
  ) => void;
  readonly done: () => readonly Rewording[];
}

interface Group extends Reworded {
  readonly locale: Locale;
  readonly media: Set<Medium>;
  readonly where: Map<string, Set<number>>;
  readonly wordings: Set<string>;
}

export const createRewordings = (): Rewordings => {
  const groups = new Map<string, Group>();
  return {
    add: ({ gone, came }, { locale, medium, where, path }) => {
      const wording = JSON.stringify([gone, came]);
      const key = `${locale} ${withoutFigures(wording)}`;
      const group = groups.get(key) ?? { gone, came, locale, media: new Set(), where: new Map(), wordings: new Set() };
      groups.set(key, group);
      group.media.add(medium);
      group.wordings.add(wording);
      group.where.set(where, (group.where.get(where) ?? new Set()).add(path));
    },
    done: () =>
      [...groups.values()]
        .map(({ gone, came, locale, media, where, wordings }) => ({
          gone,
          came,
          locale,
          media: [...media],
          where: [...where].map(([id, paths]) => ({ id, paths: paths.size })).sort((a, b) => b.paths - a.paths),
          paths: new Set([...where.values()].flatMap((paths) => [...paths])).size,
          otherFigures: wordings.size - 1,
        }))
        .sort((a, b) => b.paths - a.paths),
  };
};

/** "You owe 19.00 dollars" and "You owe 21.50 dollars" are one sentence. */
const withoutFigures = (text: string): string => text.replace(/\p{N}+(?:[.,:]\p{N}+)*/gu, '#');
