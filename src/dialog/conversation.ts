import type { Locale } from '../base/locale.ts';
import { decodeVars, encodeVars } from '../base/value.ts';
import type { Frame, Place } from '../flow/model.ts';
import { NOWHERE } from '../flow/run.ts';
import type { Carried } from './carry.ts';

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

type EncodedFrame = readonly [
  flow: string,
  digest: string,
  step: string,
  stepDigest: string,
  vars: ReturnType<typeof encodeVars>,
];

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

/** Reads back what was kept; state is missing when it has been erased. */
export const decodeConversation = (profile: string, state: string | undefined): Conversation => {
  const { locale, greeted } = JSON.parse(profile) as { locale: Locale; greeted: boolean };
  if (state === undefined) return { ...newConversation(locale), greeted };
  const kept = JSON.parse(state) as {
    stack: EncodedFrame[];
    history: EncodedFrame[][];
    misses: number;
    rest: string[];
    facts: string[];
    asked?: Question;
    offered?: string[];
    carried?: Carried;
  };
  const place: Place = { stack: decodeStack(kept.stack), history: kept.history.map(decodeStack) };
  return {
    place,
    locale,
    greeted,
    misses: kept.misses,
    rest: kept.rest,
    facts: kept.facts,
    asked: kept.asked,
    offered: kept.offered,
    carried: kept.carried,
  };
};
