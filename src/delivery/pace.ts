import type { Instant } from '../base/day.ts';

/** `go`: the turn is taken. `tell`: too many messages came at once, and this is the one that is told so. `quiet`: told already. */
export type Pace = 'go' | 'tell' | 'quiet';

/** Messages in one go, and milliseconds until one more. People in a hurry send ten; a machine sends thousands. */
const BURST = 120;
const EACH_MS = 2000;
/** With so many left the spell of too many is over, and the next one is told anew. */
const WELL = BURST / 2;
/** People watched at once; who was let go begins with a full measure. */
const MOST_WATCHED = 20_000;

interface Watched {
  left: number;
  at: Instant;
  told: boolean;
}

/** How fast one person may write, remembered by this process alone: a token bucket each. */
export const createPace = (now: () => Instant): ((person: string) => Pace) => {
  const people = new Map<string, Watched>();
  return (person) => {
    const at = now();
    const before = people.get(person) ?? { left: BURST, at, told: false };
    const left = Math.min(BURST, before.left + Math.max(0, at - before.at) / EACH_MS);
    const goes = left >= 1;
    // The oldest stand first, so that the map drops who has been quiet longest.
    people.delete(person);
    people.set(person, { left: goes ? left - 1 : left, at, told: !goes || (before.told && left < WELL) });
    for (const oldest of people.keys()) {
      if (people.size <= MOST_WATCHED) break;
      people.delete(oldest);
    }
    if (goes) return 'go';
    return before.told ? 'quiet' : 'tell';
  };
};
