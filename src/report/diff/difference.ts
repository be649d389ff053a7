import type { Locale } from '../../base/locale.ts';
import type { Medium } from '../../content/text.ts';
import type { Reworded } from '../sentences.ts';

/** Sentences that read differently in the same way, wherever they are said. */
export interface Rewording extends Reworded {
  readonly locale: Locale;
  readonly media: readonly Medium[];
  /** Answers by their id, messages as `flow/text`, and on how many paths people come to each. */
  readonly where: readonly { readonly id: string; readonly paths: number }[];
  readonly paths: number;
  /** How often it is said in the same words with other figures. */
  readonly otherFigures: number;
}

/** Where people now come to another step, by the same answer. */
export interface Rerouted {
  /** The step that waits, and what is answered there; nothing at the beginning of a flow. */
  readonly at: string;
  readonly answers: readonly string[];
  readonly before: string;
  readonly after: string;
  readonly paths: number;
}

/** A choice that is offered no longer, or newly. */
export interface Reoffered {
  readonly at: string;
  readonly option: string;
  readonly change: Change;
  readonly paths: number;
}

export type Change = 'new' | 'gone' | 'changed';

/** A language, answer, flow or step that is new or gone, with what it says in each language. */
export interface Appeared {
  readonly what: 'language' | 'answer' | 'flow' | 'step';
  readonly id: string;
  readonly change: Change;
  readonly says: Readonly<Record<Locale, string>>;
}

/** A fact, place or list of prices, by what no longer holds and what holds instead. */
export interface Restated {
  readonly id: string;
  readonly change: Change;
  readonly gone: readonly string[];
  readonly came: readonly string[];
}

/** Facts of one file that say the same and were looked up again. */
export interface Rechecked {
  readonly file: string;
  readonly facts: readonly string[];
  readonly from: string;
  readonly to: string;
}

/** A day on which something will change or end otherwise than it would have. */
export interface Redated {
  readonly day: string;
  readonly kind: 'change' | 'end';
  readonly gone: readonly string[];
  readonly came: readonly string[];
}

/** What people will see differently. */
export interface Difference {
  /** The day on which people would see it. */
  readonly day: string;
  readonly answers: readonly Rewording[];
  readonly messages: readonly Rewording[];
  readonly appeared: readonly Appeared[];
  readonly routes: readonly Rerouted[];
  readonly options: readonly Reoffered[];
  readonly facts: readonly Restated[];
  readonly rechecked: readonly Rechecked[];
  readonly dates: readonly Redated[];
  readonly places: readonly Restated[];
  /** Flows with more places to stand at than were looked at. */
  readonly unfinished: readonly string[];
}
