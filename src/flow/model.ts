import type { Position } from '../base/diagnostic.ts';
import type { Locale } from '../base/locale.ts';
import type { Point, Vars } from '../base/value.ts';
import type { Expression } from './expression.ts';
import type { StepKind } from './kind.ts';
import type { FoundPlace, FoundQuote } from './scene.ts';
import type { Type } from './type.ts';

/** A script: structure only. Its words live in content under the same names. */
export interface Flow {
  readonly id: string;
  /** Changes with any change of structure. */
  readonly digest: string;
  readonly start: string;
  readonly steps: ReadonlyMap<string, Step>;
  readonly vars: ReadonlyMap<string, Type>;
  readonly takes: ReadonlyMap<string, Type>;
  readonly gives: ReadonlyMap<string, Type>;
  /** Whether its answers are forgotten as soon as it is left: then nobody can go back into it. */
  readonly private: boolean;
  /** Questions that someone's first words may have answered already. */
  readonly carries: readonly string[];
  readonly moved: Readonly<Record<string, string>>;
  readonly retired: readonly string[];
}

export interface Step<Spec = unknown> {
  readonly id: string;
  readonly at: Position;
  readonly kind: StepKind<Spec>;
  readonly spec: Spec;
  readonly lets: readonly Let[];
  /** Changes when this step's own structure changes. */
  readonly digest: string;
  /** What the digest would be under another name. */
  readonly digestAs: (name: string) => string;
}

export interface Let {
  readonly name: string;
  readonly value: Expression;
  readonly at: Position;
}

/** Where a step leads: `when` undefined means always. `option` names the choice that leads there. */
export interface Exit {
  readonly to: string;
  readonly at: Position;
  readonly when?: Expression | undefined;
  readonly option?: string;
  /** A way under a name of its own: `none`, where there is nothing to show. */
  readonly way?: 'none';
}

export interface Frame {
  readonly flow: string;
  readonly digest: string;
  readonly step: string;
  readonly stepDigest: string;
  readonly vars: Vars;
}

/** What a person did. Already understood: words were turned into a pick, a command or a typed answer. */
export type Event =
  | { readonly kind: 'start' }
  | { readonly kind: 'text'; readonly text: string; readonly locale: Locale }
  | { readonly kind: 'pick'; readonly option: string }
  | { readonly kind: 'location'; readonly point: Point }
  | { readonly kind: 'back' }
  /** Begin a flow from wherever the person stands. */
  | { readonly kind: 'enter'; readonly flow: string }
  /** Say the waiting question again, in other words or another language; nothing moves. */
  | { readonly kind: 'repeat' }
  | { readonly kind: 'home' };

/** Where a person is: what the fold carries from one message to the next. */
export interface Place {
  readonly stack: readonly Frame[];
  /** The stacks that waited before each answer, oldest first. */
  readonly history: readonly (readonly Frame[])[];
}

/** One thing to say, by name; words are found later. */
export type Part =
  | {
      readonly kind: 'text';
      readonly flow: string;
      readonly key: string;
      readonly role: 'text' | 'again';
      readonly vars: Vars;
    }
  | { readonly kind: 'answer'; readonly id: string }
  | {
      readonly kind: 'places';
      readonly flow: string;
      readonly key: string;
      readonly vars: Vars;
      readonly places: string;
      readonly found: readonly FoundPlace[];
      /** The next ones, for who asks for more. */
      readonly later: readonly FoundPlace[];
    }
  | {
      readonly kind: 'quotes';
      readonly flow: string;
      readonly key: string;
      readonly vars: Vars;
      readonly found: readonly FoundQuote[];
    }
  /** The program's own words. */
  | { readonly kind: 'system'; readonly key: SystemKey };

export type SystemKey = 'not-known-today' | 'lost' | 'changed' | 'back-none';

/** A choice offered. `global` options mean the same everywhere (menu, back …). */
export interface Offered {
  readonly id: string;
  readonly flow: string;
  readonly step: string;
  readonly global: boolean;
}

/** What a turn says, by name: no words yet. */
export interface Outcome {
  readonly place: Place;
  readonly parts: readonly Part[];
  readonly options: readonly Offered[];
  /** What can be chosen by its name without being listed: there are too many. */
  readonly named?: readonly Offered[] | undefined;
  readonly ask?: 'location' | undefined;
  /** Places that may have been meant: the person has to say which before anything moves. */
  readonly which?: readonly Point[] | undefined;
  /** The kind of typed answer that the waiting step understands, if any. */
  readonly input?: string | undefined;
  /** False when the event was no answer to the question asked. */
  readonly understood: boolean;
  readonly at: { readonly flow: string; readonly step: string };
}
