import type { Edge, Node, Source } from './graph.ts';
import { type Plan, readsOf, type Watch } from './plan.ts';
import type { Slot } from './slot.ts';

/** One way of coming to a comparison from where someone waits: all that is answered and worked out for it there and on the way, in order. */
export interface Approach {
  readonly sets: readonly Source[];
  /** Variables that must be known before. */
  readonly needs: ReadonlySet<Slot>;
}

/** From one step, so many ways to one comparison are looked at. */
const MOST_APPROACHES = 12;

/** Every way to a comparison, backward from it; each thing is set once on it, so that a circle is gone round once. */
export const approachesTo = ({ graph }: Plan, watch: Watch): ReadonlyMap<Node, readonly Approach[]> => {
  const found = new Map<Node, Map<string, Approach>>();
  const queue: [Node, Approach][] = [];
  const add = (node: Node, approach: Approach | undefined): void => {
    if (!approach) return;
    const known = found.get(node) ?? new Map<string, Approach>();
    found.set(node, known);
    const key = approach.sets.map(({ id }) => id).join();
    if (known.has(key) || known.size >= MOST_APPROACHES) return;
    known.set(key, approach);
    queue.push([node, approach]);
  };
  const read = [...watch.left.vars, ...watch.right.vars].map((name): Slot => `${watch.flow}.${name}`);
  const end: Approach = { sets: [], needs: new Set(read) };
  if (watch.after === undefined) {
    const saved = graph.saved.get(watch.node);
    add(watch.node, saved ? before(end, [saved]) : end);
  } else
    for (const { from, set, lets } of graph.into.get(watch.node) ?? [])
      add(from, before(end, [...set, ...lets.slice(0, watch.after)]));
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const [node, approach] = next;
    for (const edge of graph.into.get(node) ?? []) add(edge.from, before(approach, setOn(edge)));
  }
  return new Map([...found].map(([node, all]) => [node, [...all.values()]]));
};

const setOn = ({ set, lets }: Edge): readonly Source[] => [...set, ...lets];

/** The same, begun earlier; undefined where something would be set again. */
const before = ({ sets, needs }: Approach, set: readonly Source[]): Approach | undefined => {
  const left = new Set(needs);
  const first: Source[] = [];
  for (const source of set.toReversed()) {
    if (!left.delete(source.slot)) continue;
    if (sets.includes(source)) return undefined;
    first.unshift(source);
    for (const slot of readsOf(source)) left.add(slot);
  }
  return first.length === 0 ? { sets, needs } : { sets: [...first, ...sets], needs: left };
};
