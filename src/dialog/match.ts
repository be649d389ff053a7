import Fuse from 'fuse.js';
import { fold } from '../base/fold.ts';
import type { InputWords } from '../flow/scene.ts';

/** An option as a person may name it. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly also: readonly string[];
}

const MOST_WORDS = 6;

/** One of the names of an option, folded. */
export interface Name {
  readonly id: string;
  readonly name: string;
}

export const namesOf = (choices: readonly Choice[]): readonly Name[] =>
  choices.flatMap(({ id, label, also }) => [label, ...also].map((name) => ({ id, name: fold(name) })));

/** The option that a message names outright: by its number (digits, emoji or word) or by one of its names. */
export const exactChoice = (text: string, choices: readonly Choice[], words: InputWords): string | undefined => {
  const number = choiceNumber(text, words);
  if (number !== undefined) return choices[number - 1]?.id;
  const said = fold(text);
  return said === '' ? undefined : namesOf(choices).find(({ name }) => name === said)?.id;
};

/** The option that a message names, outright or by a word of it or a close spelling. */
export const matchChoice = (text: string, choices: readonly Choice[], words: InputWords): string | undefined => {
  if (choiceNumber(text, words) !== undefined) return exactChoice(text, choices, words);
  const exact = exactChoice(text, choices, words);
  if (exact !== undefined) return exact;
  const names = namesOf(choices);
  const said = fold(text);
  if (said === '' || said.split(' ').length > MOST_WORDS) return undefined;
  return byWords(said, names) ?? byWord(said, names) ?? bySpelling(said, names);
};

const choiceNumber = (text: string, words: InputWords): number | undefined => {
  const plain = text.normalize('NFKC').replace(/[\uFE0F\u20E3]/g, '');
  const digits = /^\D{0,12}?(\d{1,2})\D{0,3}$/.exec(plain.trim());
  if (
    digits &&
    /^(?:[^\p{L}]*|.*\b(?:la|el|opcion|opción|option|number|numero|número)\b[^\p{L}]*)$/iu.test(
      plain.replace(/\d+\D*$/, ''),
    )
  )
    return Number(digits[1]);
  return words.numbers[fold(text)];
};

/** A message that contains the words of one option only, or whose words all stand in one option only. */
const byWords = (said: string, names: readonly Name[]): string | undefined => {
  const spoken = ` ${said} `;
  const contained = new Set(
    names.filter(({ name }) => name.length > 2 && spoken.includes(` ${name} `)).map(({ id }) => id),
  );
  if (contained.size === 1) return [...contained][0];
  const inside = new Set(
    names.filter(({ name }) => said.length > 2 && ` ${name} `.includes(spoken)).map(({ id }) => id),
  );
  return inside.size === 1 ? [...inside][0] : undefined;
};

/** A message whose longer words point to one option only ("a card please"). */
const byWord = (said: string, names: readonly Name[]): string | undefined => {
  const spoken = said.split(' ').filter((word) => word.length > 3);
  const pointed = new Set(
    names.filter(({ name }) => name.split(' ').some((word) => spoken.includes(word))).map(({ id }) => id),
  );
  return pointed.size === 1 ? [...pointed][0] : undefined;
};

/** fuse.js tells whether a name is spelt nearly so; two options equally near are no match. */
const bySpelling = (said: string, names: readonly Name[]): string | undefined => {
  if (said.length < 4) return undefined;
  const near = names.filter(({ name }) => Math.abs(name.length - said.length) <= Math.max(2, said.length / 2));
  const found = new Fuse(near, { keys: ['name'], includeScore: true, threshold: 0.34, distance: 20 }).search(said);
  const [best, second] = [found[0], found.find(({ item }) => item.id !== found[0]?.item.id)];
  if (!best) return undefined;
  return second && (second.score ?? 1) - (best.score ?? 1) < 0.1 ? undefined : best.item.id;
};
