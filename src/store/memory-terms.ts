import { dayIn } from '../base/day.ts';
import { DAY_MS, dayNumber, KEPT, LEAST_PEOPLE, type Said, type Store } from './store.ts';
import { byUse } from './terms.ts';

type MemoryTerms = Pick<Store, 'noteTerms' | 'questions' | 'forgetTerms' | 'sweep'>;

/** What was asked and not answered, in memory. */
export const createMemoryTerms = (): MemoryTerms => {
  /** Term → who → day. */
  const uses = new Map<string, Map<string, number>>();
  const said = new Map<string, Said>();

  const dropRare = (): void => {
    for (const [term, people] of uses) {
      if (people.size < LEAST_PEOPLE) said.delete(term);
      if (people.size === 0) uses.delete(term);
    }
  };

  return {
    noteTerms: async (noted, at) => {
      for (const { term, who, said: words } of noted) {
        const people = uses.get(term) ?? new Map<string, number>();
        uses.set(term, people.set(who, Math.max(dayNumber(at), people.get(who) ?? 0)));
        if (people.size >= LEAST_PEOPLE) said.set(term, words);
      }
    },
    questions: async (least, since) =>
      [...said]
        .map(([term, words]) => {
          const days = [...(uses.get(term)?.values() ?? [])].filter((day) => day >= dayNumber(since));
          return { ...words, people: days.length, last: dayIn('UTC', Math.max(0, ...days) * DAY_MS) };
        })
        .filter(({ people }) => people >= Math.max(least, LEAST_PEOPLE))
        .sort(byUse),
    forgetTerms: async (whoOf) => {
      for (const [term, people] of uses) for (const who of whoOf(term)) people.delete(who);
      dropRare();
    },
    sweep: async (now) => {
      for (const people of uses.values())
        for (const [who, day] of people) if (day <= dayNumber(now - KEPT.term)) people.delete(who);
      dropRare();
    },
  };
};
