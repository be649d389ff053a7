import type { Value } from '../../base/value.ts';
import type { Expression } from '../../flow/expression.ts';
import type { Ask } from '../../flow/kinds/ask.ts';
import type { Flow, Step } from '../../flow/model.ts';
import { askOf, callOf } from './closure.ts';
import { partsOf, type Slot, slotOf } from './slot.ts';

/** A step of a flow; `^` behind it is the way back into a step that calls another flow. */
export type Node = `${string}/${string}`;

export const nodeOf = (flow: string, step: string): Node => `${flow}/${step}`;
export const backOf = (flow: string, step: string): Node => `${flow}/${step}^`;

/** Where a variable gets a value from: set `into` a flow under a name, by a step of `flow`. */
export type Source = {
  readonly id: number;
  readonly slot: Slot;
  readonly into: string;
  readonly name: string;
  readonly flow: string;
  readonly node: Node;
} & (
  | { readonly kind: 'sum'; readonly of: Expression }
  | { readonly kind: 'typed'; readonly ask: Ask }
  | { readonly kind: 'chosen'; readonly values: readonly Value[] }
  | { readonly kind: 'gained'; readonly from: Slot }
);

/** A way from one step to the next, with the variables set on it, in order. */
export interface Edge {
  readonly from: Node;
  readonly to: Node;
  /** What is answered or handed over or back. */
  readonly set: readonly Source[];
  /** What the next step works out before all else. */
  readonly lets: readonly Source[];
}

/** Every way through some flows and between them, whatever the conditions. */
export interface Graph {
  readonly into: ReadonlyMap<Node, readonly Edge[]>;
  readonly sources: ReadonlyMap<Slot, readonly Source[]>;
  /** What is answered at a step. */
  readonly saved: ReadonlyMap<Node, Source>;
}

export const graphOf = (flows: ReadonlyMap<string, Flow>): Graph => {
  const sources: Source[] = [];
  const note = <S extends Unnoted>(all: readonly S[]): readonly Source[] =>
    all.map((one) => {
      const [into, name] = partsOf(one.slot);
      const source = { ...one, id: sources.length, into, name } as Source;
      sources.push(source);
      return source;
    });
  const lets = new Map<Node, readonly Source[]>();
  for (const flow of flows.values())
    for (const step of flow.steps.values()) lets.set(nodeOf(flow.id, step.id), note(workedOut(flow, step)));
  const entering = (flow: Flow, id: string) => ({ to: nodeOf(flow.id, id), lets: lets.get(nodeOf(flow.id, id)) ?? [] });

  const edges: Edge[] = [];
  const saved = new Map<Node, Source>();
  for (const flow of flows.values())
    for (const step of flow.steps.values()) {
      const node = nodeOf(flow.id, step.id);
      const called = flows.get(callOf(step)?.flow ?? '');
      const from = called ? backOf(flow.id, step.id) : node;
      const set = note(called ? gainedBy(flow, step, called) : savedBy(flow, step));
      if (!called && set[0]) saved.set(from, set[0]);
      for (const { to } of step.kind.exits(step.spec)) edges.push({ from, set, ...entering(flow, to) });
      if (called) edges.push({ from: node, set: note(givenBy(flow, step, called)), ...entering(called, called.start) });
      if (step.kind.key === 'end')
        for (const caller of flows.values())
          for (const { id, kind, spec } of caller.steps.values())
            if (kind.key === 'call' && (spec as { flow: string }).flow === flow.id)
              edges.push({ from: node, to: backOf(caller.id, id), set: [], lets: [] });
    }
  return {
    into: Map.groupBy(edges, ({ to }) => to),
    sources: Map.groupBy(sources, ({ slot }) => slot),
    saved,
  };
};

type Unnoted = Source extends infer S ? (S extends Source ? Omit<S, 'id' | 'into' | 'name'> : never) : never;

const workedOut = (flow: Flow, step: Step): readonly Unnoted[] =>
  step.lets.map(({ name, value }) => ({
    slot: slotOf(flow.id, name),
    flow: flow.id,
    node: nodeOf(flow.id, step.id),
    kind: 'sum',
    of: value,
  }));

const savedBy = (flow: Flow, step: Step): readonly Unnoted[] => {
  const here = { slot: slotOf(flow.id, step.id), flow: flow.id, node: nodeOf(flow.id, step.id) };
  const type = step.kind.saves(step.spec);
  if (type?.kind === 'choice') return [{ ...here, kind: 'chosen', values: type.options }];
  if (type?.kind === 'yes-no') return [{ ...here, kind: 'chosen', values: [true, false] }];
  const ask = askOf(step);
  return ask ? [{ ...here, kind: 'typed', ask }] : [];
};

const gainedBy = (flow: Flow, step: Step, called: Flow): readonly Unnoted[] =>
  [...called.gives.keys()].map((name) => ({
    slot: slotOf(flow.id, name),
    flow: flow.id,
    node: backOf(flow.id, step.id),
    kind: 'gained',
    from: slotOf(called.id, name),
  }));

const givenBy = (flow: Flow, step: Step, called: Flow): readonly Unnoted[] =>
  [...(callOf(step)?.given ?? [])].map(([name, of]) => ({
    slot: slotOf(called.id, name),
    flow: flow.id,
    node: nodeOf(flow.id, step.id),
    kind: 'sum',
    of,
  }));
