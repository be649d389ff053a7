import type { Release } from '../../src/content/release.ts';

/** A release that counts how many messages were searched for and how many were judged for danger: both take milliseconds. */
export interface Counted {
  readonly release: Release;
  /** The next message begins. */
  readonly next: () => void;
  readonly searched: () => number;
  readonly judged: () => number;
}

export const countUnderstanding = (release: Release): Counted => {
  const [search, safety] = [release.search(), release.safety()];
  const sum = { searched: 0, judged: 0 };
  let fresh = new Set<keyof typeof sum>();
  const once = (what: keyof typeof sum): void => {
    if (!fresh.delete(what)) return;
    sum[what]++;
  };
  return {
    release: {
      ...release,
      search: () => ({
        ...search,
        find: (text, locale) => {
          once('searched');
          return search.find(text, locale);
        },
      }),
      safety: () => ({
        kindOf: (text) => {
          once('judged');
          return safety.kindOf(text);
        },
      }),
    },
    next: () => {
      fresh = new Set(['searched', 'judged']);
    },
    searched: () => sum.searched,
    judged: () => sum.judged,
  };
};
