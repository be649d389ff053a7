import { type ASTNode, parse } from '@marcbachmann/cel-js';
import type { Slot } from './slot.ts';

/** Names whose value an expression may give as it is, and names that it works with to make another value. */
export interface Uses {
  readonly passed: ReadonlySet<string>;
  readonly worked: ReadonlySet<string>;
}

/** What is compared or looked up in a table only chooses among few values: it is neither. */
const CHOOSING = ['==', '!=', '<', '<=', '>', '>=', 'in', '&&', '||', '!_'];

export const usesOf = (source: string): Uses => {
  const passed = new Set<string>();
  const worked = new Set<string>();
  const visit = (node: unknown, into: Set<string>): void => {
    if (Array.isArray(node)) for (const one of node) visit(one, into);
    if (typeof node !== 'object' || node === null || !('op' in node)) return;
    const { op, args } = node as ASTNode;
    if (op === 'id') into.add(args as string);
    else if (CHOOSING.includes(op)) return;
    else if (op === '?:') visit((args as ASTNode[]).slice(1), into);
    else if (op === 'call') {
      const [name] = args as [string, ASTNode[]];
      if (name === 'table' || name === 'last_in_table') return;
      visit((args as [string, ASTNode[]])[1], name === 'min' || name === 'max' ? into : worked);
    } else visit(args, worked);
  };
  visit(parse(source).ast, passed);
  return { passed, worked };
};

/** One value made of another. */
export interface Edge {
  readonly from: Slot;
  readonly to: Slot;
  readonly worked: boolean;
}

/** Slots that may take a new value each time round: sums that go on from themselves, such as `n + 1`. */
export const growing = (edges: readonly Edge[]): ReadonlySet<Slot> => {
  const next = Map.groupBy(edges, ({ from }) => from);
  const reach = (start: Slot): Set<Slot> => {
    const seen = new Set<Slot>();
    const queue = [start];
    for (let slot = queue.pop(); slot !== undefined; slot = queue.pop())
      for (const { to } of next.get(slot) ?? [])
        if (!seen.has(to)) {
          seen.add(to);
          queue.push(to);
        }
    return seen;
  };
  const reached = new Map([...next.keys()].map((slot) => [slot, reach(slot)]));
  const found = new Set<Slot>();
  for (const { from, to, worked } of edges)
    if (worked && (from === to || reached.get(to)?.has(from)))
      for (const [slot, all] of reached)
        if (slot === from || (all.has(from) && reached.get(from)?.has(slot))) found.add(slot);
  return found;
};
