import type { Arrow, Drawing, DrawnStep } from '../../flow/draw.ts';

/** A step with those that nobody comes to but through it. */
export interface Branch {
  readonly step: DrawnStep;
  /** In the order in which it leads to them. One alone stands below it, several stand beside it. */
  readonly children: readonly Branch[];
}

/** More steps than this behind one way begin a tree of their own: beside others they would stand far from where they belong. */
const MOST_BESIDE = 8;

/**
 * Cuts a flow into trees that are at most so many columns wide, in the order in which someone comes to them. A step to which
 * several ways lead begins a tree of its own, unless one of them is the way that everybody takes: no two arrows ever cross.
 */
export const treesOf = (drawing: Drawing, columns: number): readonly Branch[] => {
  const steps = new Map(drawing.steps.map((step) => [step.id, step]));
  const next = Map.groupBy(drawing.arrows, ({ from }) => from);
  const { order, begins } = orderOf(drawing, next);
  const parents = parentsOf(drawing.arrows, order, begins);
  const children = Map.groupBy(
    order.filter((id) => parents.has(id)),
    (id) => parents.get(id) ?? '',
  );
  const roots = new Set(order.filter((id) => !parents.has(id)));
  const sizeOf = (id: string): number => (children.get(id) ?? []).reduce((sum, child) => sum + sizeOf(child), 1);
  const grow = (id: string, column: number): Branch | undefined => {
    const step = steps.get(id);
    if (!step) return undefined;
    const all = inOrder(next.get(id) ?? [], children.get(id) ?? []);
    const near = all.filter((child) => all.length === 1 || sizeOf(child) <= MOST_BESIDE);
    const beside = near.length > 1 ? column + 1 : column;
    const kept = beside < columns ? near : [];
    for (const child of all) if (!kept.includes(child)) roots.add(child);
    return { step, children: kept.flatMap((child) => grow(child, beside) ?? []) };
  };
  const trees = new Map<string, Branch>();
  // Growing finds more roots: what would stand in a column too many.
  for (const root of roots) {
    const tree = grow(root, 0);
    if (tree) trees.set(root, tree);
  }
  return order.flatMap((id) => trees.get(id) ?? []);
};

/** Steps in the order in which someone comes to them, each after all that lead to it but for ways back; and those where it begins. */
const orderOf = (
  { steps }: Drawing,
  next: ReadonlyMap<string, readonly Arrow[]>,
): { readonly order: readonly string[]; readonly begins: ReadonlySet<string> } => {
  const seen = new Set<string>();
  const begins = new Set<string>();
  const visit = (id: string): readonly string[] => {
    if (seen.has(id)) return [];
    seen.add(id);
    const after = (next.get(id) ?? []).toReversed().map(({ to }) => visit(to));
    return [id, ...after.toReversed().flat()];
  };
  // What nothing leads to comes last.
  const order = [...steps]
    .sort((a, b) => Number(b.start) - Number(a.start))
    .flatMap(({ id }) => {
      if (!seen.has(id)) begins.add(id);
      return visit(id);
    });
  return { order, begins };
};

/** For each step the one that everybody comes through last before it, where that one leads straight to it. */
const parentsOf = (
  arrows: readonly Arrow[],
  order: readonly string[],
  begins: ReadonlySet<string>,
): ReadonlyMap<string, string> => {
  const into = Map.groupBy(arrows, ({ to }) => to);
  const through = new Map<string, ReadonlySet<string>>();
  const work = (id: string): ReadonlySet<string> => {
    const before = [...new Set((into.get(id) ?? []).map(({ from }) => from))].flatMap(
      (from) => through.get(from) ?? [],
    );
    const [first, ...others] = before;
    const common = begins.has(id) ? [] : [...(first ?? [])].filter((one) => others.every((other) => other.has(one)));
    return new Set([...common, id]);
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const id of order) {
      const found = work(id);
      changed ||= found.size !== through.get(id)?.size;
      through.set(id, found);
    }
  }
  return new Map(
    order.flatMap((id) => {
      const last = [...(through.get(id) ?? [])]
        .filter((one) => one !== id)
        .sort(byDepth(through))
        .at(-1);
      return last !== undefined && into.get(id)?.some(({ from }) => from === last) ? [[id, last] as const] : [];
    }),
  );
};

const byDepth =
  (through: ReadonlyMap<string, ReadonlySet<string>>) =>
  (a: string, b: string): number =>
    (through.get(a)?.size ?? 0) - (through.get(b)?.size ?? 0);

const inOrder = (arrows: readonly Arrow[], children: readonly string[]): readonly string[] => [
  ...new Set(arrows.map(({ to }) => to).filter((to) => children.includes(to))),
];
