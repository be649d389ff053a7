import { type Conversation, encodeProfile, encodeState } from '../../src/dialog/conversation.ts';
import { type Chance, pick, weighted } from '../support/chance.ts';
import { bent, INHERITED, noise, odd } from './words.ts';

/** What a store keeps of one person, opened. */
export interface Saved {
  readonly profile: string;
  readonly state: string | undefined;
}

export const savedOf = (conversation: Conversation): Saved => ({
  profile: encodeProfile(conversation),
  state: encodeState(conversation),
});

/** One of the words of a text of JSON becomes another: a digest of yesterday, a step that is gone, a key of a prototype. */
const reworded = (chance: Chance, text: string): string => {
  const found = [...text.matchAll(/"(?:[^"\\]|\\.)*"/g)];
  const at = pick(chance, found);
  if (!at) return text;
  const other = pick(chance, [...found.map(([word]) => word), ...INHERITED.map((word) => `"${word}"`), '"gone"', '""']);
  return text.slice(0, at.index) + other + text.slice(at.index + at[0].length);
};

/** One digest, everywhere it stands, becomes one that no release has: the script was edited since. */
const ofAnotherRelease = (chance: Chance, text: string): string => {
  const stack = (JSON.parse(text) as { readonly stack: readonly (readonly string[])[] }).stack;
  const digest = pick(chance, stack)?.[pick(chance, [1, 1, 3])];
  return digest === undefined ? text : text.replaceAll(JSON.stringify(digest), '"of-another-release"');
};

const withInherited = (chance: Chance, text: string): string =>
  text.replace('{', `{${JSON.stringify(pick(chance, INHERITED))}:${JSON.stringify(odd(chance))},`);

const spoiled = (chance: Chance, text: string): string =>
  weighted<() => string>(chance, [
    [3, () => JSON.stringify(bent(chance, JSON.parse(text)))],
    [3, () => reworded(chance, text)],
    [1, () => text.slice(0, Math.floor(chance() * text.length))],
    [1, () => JSON.stringify(odd(chance))],
    [0.5, () => noise(chance)],
    [1, () => withInherited(chance, text)],
  ])();

/**
 * What was saved, as it may come back: spoiled in one place, cut short, something else altogether, of another release, or
 * of another organisation.
 */
export const spoil = (chance: Chance, saved: Saved, foreign: readonly Saved[]): Saved => {
  const { profile, state = '{}' } = saved;
  return weighted<() => Saved>(chance, [
    [5, () => ({ profile, state: spoiled(chance, state) })],
    [3, () => ({ profile, state: saved.state && ofAnotherRelease(chance, saved.state) })],
    [2, () => ({ profile, state: pick(chance, foreign)?.state })],
    [1, () => pick(chance, foreign) ?? saved],
    [1, () => ({ profile: spoiled(chance, profile), state: saved.state })],
    [1, () => ({ profile, state: undefined })],
  ])();
};
