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
  readonly flows: () => Iterable<string>;
  /** What a flow hands back to its caller. */
  readonly gives: (flow: string) => ReadonlyMap<string, Type>;
}

/** A place found, ready to be spoken. */
export interface FoundPlace {
  readonly id: string;
  readonly kilometres: number;
}

/** The words by which people answer, in their language. Folded. */
export interface InputWords {
  readonly yes: readonly string[];
  readonly no: readonly string[];
  readonly numbers: Readonly<Record<string, number>>;
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
  readonly flow: (id: string) => Flow | undefined;
  readonly nearest: (kind: string, near: Point, limit: number) => readonly FoundPlace[];
  readonly words: (locale: Locale) => InputWords;
}
