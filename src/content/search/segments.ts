import { fold } from '../../base/fold.ts';
import type { PersonalWords } from '../words.ts';

/** What a message may be read by: personal words of every language, and the words that say nothing of anybody. */
export interface Reader {
  readonly personal: PersonalWords;
  /** Number words, which could spell a telephone number, and words that only ask. */
  readonly unsaid: ReadonlySet<string>;
  readonly isKnown: (word: string) => boolean;
  readonly isStop: (word: string) => boolean;
}

interface Word {
  readonly word: string;
  /** Its first letter is large. */
  readonly capital: boolean;
  /** All of them are. */
  readonly loud: boolean;
  /** Nothing stands before it that it could go together with. */
  readonly first: boolean;
}

/** Words after "my name is" that are taken for the name. */
const LONGEST_NAME = 3;
/** Anything with a digit, an e-mail, a web address, the name of an account. */
const NUMBERED = /[\p{N}@_#]|:\/\/|\bwww\.|\.(?:com|net|org|info|gob|gov|edu|mx|us)\b/iu;
const ENDS = /[.!?;:,()"…]$/u;

/**
 * The words of a message that say nothing of who wrote it, in runs: words of one run stand side by side. Numbers,
 * addresses and whatever looks like a name are left out, and so is all that a run would join across them.
 */
export const impersonalRuns = (reader: Reader, text: string): readonly (readonly string[])[] => {
  const words = wordsOf(text);
  const shouts = words.filter((word) => word?.loud).length * 2 > words.length;
  const runs: string[][] = [[]];
  const cut = (): void => void (runs.at(-1)?.length !== 0 && runs.push([]));
  let naming = 0;
  let named = false;
  for (const [at, word] of words.entries()) {
    if (!word) {
      cut();
      continue;
    }
    if (word.first) {
      cut();
      naming = 0;
    }
    if (endsPhrase(reader, words, at)) {
      cut();
      naming = LONGEST_NAME;
      continue;
    }
    const begins = naming > 0;
    if (begins && !reader.isStop(word.word)) naming--;
    // Only the first word of a sentence is written large whatever it is.
    const large: boolean = word.capital && !shouts && (!word.first || named);
    const before = words[at - 1];
    named = begins || reader.personal.names.includes(word.word) || (large && (named || !reader.isKnown(word.word)));
    // "Zenaida Xolocotzi": the second word tells what the first one is.
    if (named && large && before?.first && before.capital && !reader.isKnown(before.word)) runs.at(-1)?.pop();
    if (named) cut();
    else if (!reader.unsaid.has(word.word)) runs.at(-1)?.push(word.word);
  }
  return runs.filter((run) => run.length > 0);
};

/** The folded words of a text in order; undefined stands where something was that is no word. */
const wordsOf = (text: string): readonly (Word | undefined)[] =>
  text
    .normalize('NFKC')
    .split(/\n+/)
    .flatMap((line) => {
      let first = true;
      return line.split(/\s+/).flatMap((chunk): (Word | undefined)[] => {
        if (chunk === '') return [];
        if (NUMBERED.test(chunk)) return [undefined];
        const found = chunk.split(/[^\p{L}\p{M}]+/u).flatMap((part): Word[] => {
          const word = fold(part);
          if (word === '') return [];
          const one = { word, capital: /^\p{Lu}/u.test(part), loud: !/\p{Ll}/u.test(part), first };
          first = false;
          return [one];
        });
        if (ENDS.test(chunk)) first = true;
        return found;
      });
    });

const endsPhrase = ({ personal }: Reader, words: readonly (Word | undefined)[], at: number): boolean =>
  personal.after.some((phrase) => {
    const wanted = phrase.split(' ');
    return wanted.every((word, i) => words[at - wanted.length + 1 + i]?.word === word);
  });
