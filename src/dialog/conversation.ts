import type { Locale } from '../base/locale.ts';
import { decodeVars, encodeVars } from '../base/value.ts';
import type { Frame, Place } from '../flow/model.ts';
import { NOWHERE } from '../flow/run.ts';
import type { Carried } from './carry.ts';
import { type EncodedFrame, type KeptProfile, type KeptState, readProfile, readState } from './kept.ts';

/** A question of the program itself: which language, which answer, which of the things or places that were named. */
export type Question = 'language' | 'answers' | 'which' | 'where';

/** Everything that is carried from one message of a person to the next. */
export interface Conversation {
  readonly place: Place;
  readonly locale: Locale;
  /** Whether they have read what is kept and how to erase it. */
  readonly greeted: boolean;
  /** Answers in a row that were not understood. */
  readonly misses: number;
  /** Pages of the last message still to come. */
  readonly rest: readonly string[];
  /** Facts of the last message, for the word "source". */
  readonly facts: readonly string[];
  /** A question of the program itself that waits for an answer. */
  readonly asked?: Question | undefined;
  /** What that question offers: answers and flows that go further, or options of the script's own question. */
  readonly offered?: readonly string[] | undefined;
  /** What their first words answered of a script that was offered or begun. */
  readonly carried?: Carried | undefined;
}

export const newConversation = (locale: Locale): Conversation => ({
  place: NOWHERE,
  locale,
  greeted: false,
  misses: 0,
  rest: [],
  facts: [],
});

const encodeStack = (stack: readonly Frame[]): EncodedFrame[] =>
  stack.map((f) => [f.flow, f.digest, f.step, f.stepDigest, encodeVars(f.vars)]);
const decodeStack = (stack: readonly EncodedFrame[]): Frame[] =>
  stack.map(([flow, digest, step, stepDigest, vars]) => ({ flow, digest, step, stepDigest, vars: decodeVars(vars) }));

/** What outlives the answers: language and greeting. */
export const encodeProfile = ({ locale, greeted }: Conversation): string => JSON.stringify({ locale, greeted });

/** Where the person is and what they answered. */
export const encodeState = ({ place, misses, rest, facts, asked, offered, carried }: Conversation): string =>
  JSON.stringify({
    stack: encodeStack(place.stack),
    history: place.history.map(encodeStack),
    misses,
    rest,
    facts,
    asked,
    offered,
    carried,
  });

/**
 * Reads back what was kept; state is missing when it has been erased. Total: what cannot be read is as good as erased, since
 * whoever it belongs to could else never be answered again.
 */
export const decodeConversation = (profile: string, state: string | undefined): Conversation => {
  const { locale, greeted } = readProfile(profile) ?? UNREADABLE;
  const fresh = { ...newConversation(locale), greeted };
  const kept = state === undefined ? undefined : readState(state);
  const place = kept && decodePlace(kept);
  if (!kept || !place) return fresh;
  const { misses, rest, facts, asked, offered, carried } = kept;
  return { place, locale, greeted, misses, rest, facts, asked, offered, carried };
};

/** No language at all: a turn finds one, as for someone new. */
const UNREADABLE: KeptProfile = { locale: '', greeted: false };

const decodePlace = ({ stack, history }: KeptState): Place | undefined => {
  try {
    return { stack: decodeStack(stack), history: history.map(decodeStack) };
  } catch {
    // An amount, a day or a number that is none.
    return undefined;
  }
};
