import Fuse from 'fuse.js';
import { fold } from '../base/fold.ts';
import { type Choice, type Name, namesOf } from './match.ts';

/** More than these are no help to choose from. */
const MOST = 4;
/** A longer message tells something; it does not name a thing. */
const MOST_WORDS = 14;

/**
 * The things of a long list that a message names, best first: one when it is clear, up to four when they have to say which,
 * none when nothing fits. A name may stand anywhere in the message; the longer one wins ("carne seca" over "carne").
 */
export const matchNames = (text: string, choices: readonly Choice[]): readonly string[] => {
  const said = fold(text);
  if (said === '' || said.split(' ').length > MOST_WORDS) return [];
  const names = namesOf(choices);
  const exact = idsOf(names.filter(({ name }) => name === said));
  if (exact.length > 0) return exact.slice(0, 1);
  const spoken = ` ${said} `;
  const contained = longestIn(said, names);
  if (contained.length > 0) return contained.slice(0, MOST);
  const within = idsOf(names.filter(({ name }) => said.length > 2 && ` ${name} `.includes(spoken)));
  if (within.length > 0) return within.slice(0, MOST);
  return bySpelling(said, names);
};

/** The thing that a message names and says nothing else. */
export const exactName = (text: string, choices: readonly Choice[]): string | undefined =>
  namesOf(choices).find(({ name }) => name === fold(text))?.id;

/** The things whose names stand in a text as they are written. */
export const containedNames = (text: string, choices: readonly Choice[]): readonly string[] =>
  longestIn(fold(text), namesOf(choices));

const longestIn = (said: string, names: readonly Name[]): readonly string[] => {
  const contained = names.filter(({ name }) => name.length > 2 && ` ${said} `.includes(` ${name} `));
  return idsOf(
    contained.filter(
      ({ name }) => !contained.some((other) => other.name !== name && ` ${other.name} `.includes(` ${name} `)),
    ),
  );
};

const idsOf = (names: readonly Name[]): readonly string[] => [...new Set(names.map(({ id }) => id))];

/** fuse.js finds names spelt nearly like a word, or two or three words, of the message; those about as near as the nearest are meant. */
const bySpelling = (said: string, names: readonly Name[]): readonly string[] => {
  const words = said.split(' ');
  const spans = words.flatMap((_, i) => [1, 2, 3].map((n) => words.slice(i, i + n).join(' ')));
  const best = new Map<string, number>();
  for (const span of new Set(spans.filter((s) => s.length > 3))) {
    const near = names.filter(({ name }) => Math.abs(name.length - span.length) <= 2);
    const fuse = new Fuse(near, { keys: ['name'], includeScore: true, threshold: 0.3, distance: 20 });
    for (const { item, score = 1 } of fuse.search(span)) best.set(item.id, Math.min(best.get(item.id) ?? 1, score));
  }
  const ranked = [...best].sort(([, a], [, b]) => a - b);
  const [nearest] = ranked;
  return nearest
    ? ranked
        .filter(([, score]) => score - nearest[1] < 0.08)
        .slice(0, MOST)
        .map(([id]) => id)
    : [];
};
