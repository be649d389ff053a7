/** Which groups were told to write in private: once each, while the process lives. Nothing of a group is stored. */
export interface Groups {
  /** True for the first delivery of a group, and for every repeat of that same delivery. */
  readonly tellOnce: (group: string, delivery: string) => boolean;
}

/** Older groups are forgotten: being told once more after a busy month does no harm. */
const MOST = 1000;

export const createGroups = (): Groups => {
  const told = new Map<string, string>();
  return {
    tellOnce: (group, delivery) => {
      const first = told.get(group);
      if (first !== undefined) return first === delivery;
      if (told.size >= MOST) told.delete(told.keys().next().value ?? '');
      told.set(group, delivery);
      return true;
    },
  };
};
