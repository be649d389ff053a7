import type { Expression } from '../../flow/expression.ts';
import type { Flow, Step } from '../../flow/model.ts';
import { INTEGER } from '../../flow/type.ts';
import type { Comparison, Operand } from '../../flow/typed.ts';
import { calledFrom, callOf, decidingExpressions, expressionsOf } from './closure.ts';
import { backOf, type Graph, graphOf, type Node, nodeOf, type Source } from './graph.ts';
import { type Edge, growing, usesOf } from './growth.ts';
import { type Slot, slotOf } from './slot.ts';
import type { World } from './world.ts';

/** Two values of one flow set side by side: the way someone goes may change where one overtakes the other. */
export interface Watch extends Comparison {
  readonly flow: string;
  /** Where it is made. */
  readonly of: Expression;
  readonly node: Node;
  /** How many of the step's sums are worked out before it; undefined where it comes when the step is left. */
  readonly after: number | undefined;
}

/** What decides in a flow and in all that it calls, worked out once: the same on every day. */
export interface Plan {
  readonly flows: ReadonlyMap<string, Flow>;
  readonly graph: Graph;
  readonly watches: readonly Watch[];
  /** Variables on whose value a way, or a value that is not known, may depend. */
  readonly deciding: ReadonlySet<Slot>;
  /** Those of them that may change with each time round. */
  readonly growing: ReadonlySet<Slot>;
}

/** Types whose values have an order: where one passes another is looked for. */
export const ORDERED = ['integer', 'money', 'decimal', 'day'];

/** A flow with all that it calls. From the front desk only flows are followed that cannot be begun by themselves. */
export const planOf = (world: World, root: string): Plan => {
  const isFollowed = (flow: Flow): boolean => root !== world.home || flow.takes.size + flow.gives.size > 0;
  const among = calledFrom(world.flows, root, isFollowed);
  const flows = new Map(among.map((flow) => [flow.id, flow]));
  const graph = graphOf(flows);
  const deciding = decidingOf(among, graph);
  return {
    flows,
    graph,
    watches: watchesOf(world, among, deciding),
    deciding,
    growing: growing(edgesOf(graph, deciding)),
  };
};

const tableInputs = (expression: Expression) =>
  expression.lookups.flatMap(({ id, inputs }) => (inputs ? [{ id, inputs }] : []));

const decidingOf = (flows: readonly Flow[], { sources }: Graph): ReadonlySet<Slot> => {
  const found = new Set<Slot>();
  const queue = flows.flatMap((flow) =>
    [...flow.steps.values()].flatMap((step) =>
      [
        ...decidingExpressions(step),
        ...expressionsOf(step).flatMap((one) => tableInputs(one).flatMap(({ inputs }) => inputs)),
      ].flatMap(({ vars }) => vars.map((name) => slotOf(flow.id, name))),
    ),
  );
  for (let slot = queue.pop(); slot !== undefined; slot = queue.pop()) {
    if (found.has(slot)) continue;
    found.add(slot);
    for (const source of sources.get(slot) ?? []) queue.push(...readsOf(source));
  }
  return found;
};

/** Variables that a value is made of. */
export const readsOf = (source: Source): readonly Slot[] => {
  if (source.kind === 'gained') return [source.from];
  if (source.kind === 'chosen') return [];
  const read = source.kind === 'sum' ? [source.of] : [source.ask.min, source.ask.max];
  return read.flatMap((one) => one?.vars ?? []).map((name) => slotOf(source.flow, name));
};

const edgesOf = ({ sources }: Graph, deciding: ReadonlySet<Slot>): readonly Edge[] =>
  [...deciding].flatMap((to) =>
    (sources.get(to) ?? []).flatMap((source): Edge[] => {
      if (source.kind === 'gained') return [{ from: source.from, to, worked: false }];
      if (source.kind !== 'sum') return [];
      const { passed, worked } = usesOf(source.of.source);
      return [
        ...[...passed].map((name) => ({ from: slotOf(source.flow, name), to, worked: false })),
        ...[...worked].map((name) => ({ from: slotOf(source.flow, name), to, worked: true })),
      ];
    }),
  );

/** What is compared in conditions and in the sums that they rest on, and the edges of every row of a table that is asked. */
const watchesOf = (world: World, flows: readonly Flow[], deciding: ReadonlySet<Slot>): readonly Watch[] => {
  const watches: Watch[] = [];
  for (const flow of flows)
    for (const step of flow.steps.values()) {
      const decides = (name: string): boolean => deciding.has(slotOf(flow.id, name));
      const add = (of: Expression, counts: boolean, at: Pick<Watch, 'node' | 'after'>): void => {
        const compared = [...(counts ? of.comparisons : []), ...tableEdges(world, of)];
        for (const { left, right } of compared)
          if (ORDERED.includes(left.type.kind)) watches.push({ flow: flow.id, of, left, right, ...at });
      };
      const entering = nodeOf(flow.id, step.id);
      for (const [i, { name, value }] of step.lets.entries()) add(value, decides(name), { node: entering, after: i });
      const call = callOf(step);
      const given = { node: entering, after: step.lets.length };
      for (const [name, of] of call?.given ?? []) add(of, deciding.has(slotOf(call?.flow ?? '', name)), given);
      const leaving = { node: isCalled(flows, step) ? backOf(flow.id, step.id) : entering, after: undefined };
      for (const of of decidingExpressions(step)) add(of, true, leaving);
    }
  return watches;
};

const isCalled = (flows: readonly Flow[], step: Step): boolean => flows.some(({ id }) => id === callOf(step)?.flow);

const tableEdges = (world: World, expression: Expression): readonly Comparison[] =>
  tableInputs(expression).flatMap(({ id, inputs }) => inputs.flatMap((input, i) => edgesOfRows(world, id, input, i)));

const edgesOfRows = (world: World, id: string, left: Operand, i: number): readonly Comparison[] => {
  const edges = new Set(
    (world.table(id)?.rows ?? []).flatMap(({ cells }) => {
      const cell = cells[i];
      return cell?.kind === 'range' ? [cell.least, cell.most] : [];
    }),
  );
  return [...edges].flatMap((edge) =>
    edge === undefined ? [] : [{ left, right: { type: INTEGER, vars: [], evaluate: () => edge } }],
  );
};
