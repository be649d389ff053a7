import type { Instant } from '../base/day.ts';
import { type KeptRelease, RELEASES_KEPT, type Releases, type Snapshot } from './releases.ts';

/** Releases in memory. */
export const createMemoryReleases = (): Releases => {
  /** The one that was current last stands last. */
  const kept = new Map<string, Omit<KeptRelease, 'current'> & Snapshot>();
  const currentId = (): string | undefined => [...kept.keys()].at(-1);

  const choose = (id: string, at: Instant): boolean => {
    const release = kept.get(id);
    if (!release) return false;
    if (currentId() === id) return true;
    kept.delete(id);
    kept.set(id, { ...release, since: at });
    return true;
  };

  return {
    publish: async (snapshot, at) => {
      if (currentId() === snapshot.id) return 'current';
      if (choose(snapshot.id, at)) return 'again';
      kept.set(snapshot.id, { ...snapshot, at, since: at });
      for (const id of [...kept.keys()].slice(0, -RELEASES_KEPT)) kept.delete(id);
      return 'new';
    },
    choose: async (id, at) => choose(id, at),
    current: async () => currentId(),
    list: async () =>
      [...kept.values()].reverse().map(({ packed: _, ...release }, i) => ({ ...release, current: i === 0 })),
    packed: async (id) => kept.get(id)?.packed,
  };
};
