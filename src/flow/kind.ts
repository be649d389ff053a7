import type { z } from 'zod';
import type { Day } from '../base/day.ts';
import type { Position } from '../base/diagnostic.ts';
import type { Point, Vars } from '../base/value.ts';
import type { Path } from '../base/yaml.ts';
import type { Expression } from './expression.ts';
import type { Event, Exit, Offered, Part } from './model.ts';
import type { Names, Scene } from './scene.ts';
import type { Type } from './type.ts';

/** What compiling one step can reach. Problems go to `complain`; compiling goes on, so that all are found at once. */
export interface StepCompiling {
  readonly step: string;
  readonly steps: readonly string[];
  readonly names: Names;
  readonly at: (path: Path) => Position;
  readonly complain: (path: Path, rule: string, message: string, hint?: string) => void;
  /** Compiles an expression that must be of one of these types (any, where none is given). */
  readonly expression: (path: Path, source: unknown, ...types: readonly Type[]) => Expression | undefined;
  /** Checks that a step of this name exists. */
  readonly target: (path: Path, name: string) => string;
}

/** What running one step can reach. */
export interface Turning {
  readonly flow: string;
  readonly step: string;
  readonly vars: Vars;
  readonly scene: Scene;
  readonly today: Day;
  /** Whether a step of this flow leads to a reminder. */
  readonly remindsAt: (step: string) => boolean;
}

/** What a step wants next: effects as data. */
export type Move =
  | { readonly kind: 'go'; readonly to: string; readonly parts?: readonly Part[]; readonly set?: Vars }
  | {
      readonly kind: 'wait';
      readonly parts: readonly Part[];
      readonly options: readonly Offered[];
      readonly named?: readonly Offered[];
      readonly ask?: 'location';
      readonly input?: string;
    }
  | { readonly kind: 'call'; readonly flow: string; readonly vars: Vars }
  | { readonly kind: 'end' }
  | { readonly kind: 'again' }
  /** One of several places may be meant: it has to be asked which. */
  | { readonly kind: 'which'; readonly points: readonly Point[] }
  /** A value that is needed is not known today. */
  | { readonly kind: 'absent' };

/** One kind of step; the registry in kinds/index.ts lists them all. */
export interface StepKind<Spec = unknown> {
  /** The key by which editors choose it. */
  readonly key: string;
  /** The shape of what editors write; its keys are all that it understands besides `let`. */
  readonly form: z.ZodObject;
  /** What it is about, by its name: the flow it calls, the answer it shows, the type of answer it asks for. */
  readonly subject?: (spec: Spec) => string;
  readonly compile: (raw: Readonly<Record<string, unknown>>, c: StepCompiling) => Spec;
  readonly exits: (spec: Spec) => readonly Exit[];
  /** Text keys that it says, with the ids of options that need a label under the first of them; `listed` is false where these are not shown. */
  readonly texts: (
    spec: Spec,
    step: string,
  ) => {
    readonly keys: readonly string[];
    readonly options: readonly string[];
    readonly listed?: boolean;
    readonly asks: boolean;
  };
  /** The type of the answer that it saves under its own name. */
  readonly saves: (spec: Spec) => Type | undefined;
  /** Variables that it sets under names of their own. */
  readonly gains?: (spec: Spec) => ReadonlyMap<string, Type>;
  /** Expressions it evaluates, exits' conditions included. */
  readonly depends: (spec: Spec) => readonly Expression[];
  /** Whether it stops and waits for the person. */
  readonly waits: (spec: Spec) => boolean;
  readonly enter: (spec: Spec, turn: Turning) => Move;
  readonly receive?: (spec: Spec, event: Event, turn: Turning) => Move;
}

/** Keeps a kind's own Spec type inside its file and lets the registry hold all kinds alike. */
export const defineKind = <Spec>(kind: StepKind<Spec>): StepKind => kind as unknown as StepKind;
