import type { Expression } from '../../flow/expression.ts';
import type { Scene } from '../../flow/scene.ts';
import { type Approach, approachesTo } from './approach.ts';
import { type Node, nodeOf } from './graph.ts';
import { ORDERED, type Plan, type Watch } from './plan.ts';
import { type Picks, picksOf } from './resolve.ts';
import { partsOf, type Slot, slotOf, written } from './slot.ts';
import type { World } from './world.ts';

/** One way to one comparison, as it is seen from the step at which someone waits. */
export interface Sight {
  readonly watch: Watch;
  readonly approach: Approach;
  /** What it rests on as it is now, and whether any of that has an order. */
  readonly now: readonly Slot[];
  readonly ordered: boolean;
  readonly picks: readonly Picks[];
  /** The same but for the answer to the question that waits; none where that does not come in. */
  readonly others: readonly Picks[];
  /** What it rests on of the day: the same on two days where these agree. */
  readonly day: (scene: Scene) => string;
  /** What was worked out before, by the day and the values of now. */
  readonly turned: Map<string, number>;
  readonly bordered: Map<string, readonly bigint[]>;
}

/** All that can be seen from each step; kept for every day. */
export const createSights = (plan: Plan, world: World): ((flow: string, step: string) => readonly Sight[]) => {
  const approaches = plan.watches.map((watch) => ({ watch, from: approachesTo(plan, watch) }));
  const found = new Map<Node, readonly Sight[]>();
  return (flow, step) => {
    const node = nodeOf(flow, step);
    const known = found.get(node);
    if (known) return known;
    const all = approaches.flatMap(({ watch, from }) =>
      (from.get(node) ?? []).map((approach) => sightOf(plan, world, watch, approach, node, slotOf(flow, step))),
    );
    found.set(node, all);
    return all;
  };
};

const sightOf = (plan: Plan, world: World, watch: Watch, approach: Approach, node: Node, asked: Slot): Sight => {
  const now = [...approach.needs];
  const hears = approach.sets.some((source) => source.slot === asked && source.node === node);
  return {
    watch,
    approach,
    now,
    ordered: now.some((slot) => {
      const [flow, name] = partsOf(slot);
      return ORDERED.includes(plan.flows.get(flow)?.vars.get(name)?.kind ?? '');
    }),
    picks: picksOf(approach),
    others: hears ? picksOf(approach, asked) : [],
    day: restsOn(world, [watch.of, ...approach.sets.flatMap(sumsOf)]),
    turned: new Map(),
    bordered: new Map(),
  };
};

const sumsOf = (source: Approach['sets'][number]): readonly Expression[] => {
  if (source.kind === 'sum') return [source.of];
  return source.kind === 'typed' ? [source.ask.min, source.ask.max].flatMap((limit) => limit ?? []) : [];
};

const restsOn = (world: World, sums: readonly Expression[]): Sight['day'] => {
  const facts = sums.flatMap(({ lookups }) =>
    lookups.flatMap(({ kind, id }) =>
      kind === 'table' ? (world.table(id)?.rows ?? []).map(({ fact }) => fact) : [id],
    ),
  );
  // Days are counted from today on.
  const counts = sums.some(({ source, type }) => type.kind === 'day' || /today|working_days_after/.test(source));
  return (scene) =>
    [
      ...(counts ? [scene.today.iso] : []),
      ...[...new Set(facts)].flatMap((id) => [written(scene.fact(id)), written(scene.lastKnown(id))]),
    ].join(' ');
};
