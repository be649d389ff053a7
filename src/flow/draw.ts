import type { Position } from '../base/diagnostic.ts';
import { isGlobalWord } from './global.ts';
import type { Exit, Flow, Step } from './model.ts';

/** One step as it is drawn: what it is and what it says, by name. Words are found by whoever draws. */
export interface DrawnStep {
  readonly id: string;
  readonly at: Position;
  /** The key of its kind. */
  readonly kind: string;
  /** What it is about: the flow it calls, the answer it shows, the type of answer it asks for. */
  readonly subject: string | undefined;
  readonly start: boolean;
  /** Whether the flow is over here. */
  readonly end: boolean;
  /** Whether it waits for an answer. */
  readonly asks: boolean;
  /** Whether another flow runs here. */
  readonly calls: boolean;
  /** The text that it says. */
  readonly says: string | undefined;
  /** Options that do not stand on an arrow of their own. */
  readonly options: readonly string[];
  /** Names that it works out, with their sums. */
  readonly works: readonly { readonly name: string; readonly source: string }[];
}

/** One way from a step to another, with what leads there. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly option: string | undefined;
  /** The condition, as editors wrote it. */
  readonly when: string | undefined;
  /** The way that is left when no condition before it holds. */
  readonly otherwise: boolean;
  /** A way under a name of its own. */
  readonly way: string | undefined;
}

/** A flow as a graph: boxes and arrows, without a place or a word. */
export interface Drawing {
  readonly flow: string;
  readonly steps: readonly DrawnStep[];
  readonly arrows: readonly Arrow[];
}

/** Makes a drawing of a flow. A way that leads to no step is left out: compiling has reported it. */
export const draw = (flow: Flow): Drawing => ({
  flow: flow.id,
  steps: [...flow.steps.values()].map((step) => drawStep(step, flow.start)),
  arrows: [...flow.steps.values()].flatMap((step) => arrowsOf(step).filter(({ to }) => flow.steps.has(to))),
});

const drawStep = ({ id, at, kind, spec, lets }: Step, start: string): DrawnStep => {
  const exits = kind.exits(spec);
  const { keys, options, asks } = kind.texts(spec, id);
  const drawn = new Set(exits.flatMap(({ option }) => option ?? []));
  return {
    id,
    at,
    kind: kind.key,
    subject: kind.subject?.(spec),
    start: id === start,
    end: exits.length === 0 && !kind.waits(spec),
    asks,
    calls: kind.key === 'call',
    says: keys[0],
    options: options.filter((option) => !drawn.has(option)),
    works: lets.map(({ name, value }) => ({ name, source: value.source })),
  };
};

const arrowsOf = ({ id, kind, spec }: Step): readonly Arrow[] => {
  const exits = kind.exits(spec);
  return exits.map((exit, i) => ({
    from: id,
    to: exit.to,
    option: exit.option,
    when: exit.when?.source,
    otherwise: isLast(exit) && exits.slice(0, i).some(({ when, option }) => when !== undefined && option === undefined),
    way: exit.way,
  }));
};

const isLast = ({ when, option, way }: Exit): boolean =>
  when === undefined && option === undefined && way === undefined;

/** Options that mean the same everywhere come after those of the flow itself. */
export const byReach = (options: readonly string[]): readonly string[] => [
  ...options.filter((option) => !isGlobalWord(option)),
  ...options.filter(isGlobalWord),
];
