import type { Day, Instant } from '../base/day.ts';
import type { Locale } from '../base/locale.ts';
import type { Point, Value } from '../base/value.ts';
import type { Flow } from './model.ts';
import type { Type } from './type.ts';

/** What a flow can name: known when it is compiled. The only door through which flows know content. */
export interface Names {
  readonly fact: (id: string) => Type | undefined;
  readonly facts: () => Iterable<string>;
  readonly table: (id: string) => { readonly inputs: readonly Type[]; readonly result: Type } | undefined;
  readonly tables: () => Iterable<string>;
  readonly answers: () => Iterable<string>;
  readonly places: () => Iterable<string>;
  /** Countries that a point can lie in; none where nothing can be located by name. */
  readonly countries: () => readonly string[];
  readonly calendars: () => Iterable<string>;
  /** From where to where prices are published. */
  readonly corridors: () => Iterable<string>;
  readonly flows: () => Iterable<string>;
  /** What a flow hands back to its caller. */
  readonly gives: (flow: string) => ReadonlyMap<string, Type>;
}

/** A place found, ready to be spoken. */
export interface FoundPlace {
  readonly id: string;
  readonly kilometres: number;
}

/** What someone is asked a place for. */
export interface About {
  /** The countries that it is about: a name is looked for there first. */
  readonly within: readonly string[];
  /** The places that will be looked for near it: a name that leads to the same one everywhere needs no question. */
  readonly near?: string | undefined;
}

/** Where something is that was named or shared; several where it has to be asked which. */
export type Located =
  | { readonly kind: 'at'; readonly point: Point }
  | { readonly kind: 'several'; readonly points: readonly Point[] }
  | { readonly kind: 'unknown' };

/** Which published prices are asked for. */
export interface WantedQuotes {
  readonly corridor: string;
  readonly method?: string | undefined;
  /** Also prices that hold no more: the newest known, told with their day. */
  readonly past: boolean;
  readonly limit: number;
}

/** A published price found, ready to be spoken. */
export interface FoundQuote {
  readonly id: string;
}

/** The words by which people answer, in their language. Folded. */
export interface InputWords {
  readonly yes: readonly string[];
  readonly no: readonly string[];
  /** Neither yes nor no: "no sé". */
  readonly unsure?: readonly string[];
  readonly numbers: Readonly<Record<string, number>>;
  /** Words between the parts of one number: "cuarenta y cinco". */
  readonly joins?: readonly string[];
  readonly months: Readonly<Record<string, number>>;
  /** Words for days, weeks, months, and years after a number, and for today and tomorrow. */
  readonly spans: {
    readonly day: readonly string[];
    readonly week: readonly string[];
    readonly month: readonly string[];
    readonly year: readonly string[];
  };
  readonly today: readonly string[];
  readonly tomorrow: readonly string[];
  readonly yesterday?: readonly string[];
  /** Words that turn a span back: "hace 3 días", "3 days ago". */
  readonly ago?: readonly string[];
}

/** The world of one turn: what is true on this day. */
export interface Scene {
  readonly now: Instant;
  readonly today: Day;
  /** Whether reminders can be kept; their options stay hidden otherwise. */
  readonly reminders: boolean;
  /** The value on this day, or undefined: never an older one. */
  readonly fact: (id: string) => Value | undefined;
  /** The newest value that has begun, even when it has ended. */
  readonly lastKnown: (id: string) => Value | undefined;
  readonly table: (id: string, inputs: readonly Value[]) => Value | undefined;
  /** The newest value that has begun of the fact that a table names, even when it has ended. */
  readonly lastInTable: (id: string, inputs: readonly Value[]) => Value | undefined;
  readonly flow: (id: string) => Flow | undefined;
  readonly nearest: (kind: string, near: Point, limit: number) => readonly FoundPlace[];
  /** Where a name, postal code or shared position is. */
  readonly locate: (said: string | Point, about: About) => Located;
  /** Published prices that can be compared, best first; without `past` only those that still hold. */
  readonly quotes: (wanted: WantedQuotes) => readonly FoundQuote[];
  /** The day of the `count`-th working day after `day`; undefined where the calendar does not reach. */
  readonly workingDaysAfter: (calendar: string, day: Day, count: number) => Day | undefined;
  readonly words: (locale: Locale) => InputWords;
}
