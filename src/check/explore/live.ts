import type { Flow, Step } from '../../flow/model.ts';

/** For each step, the variables that someone who waits there may still be asked about, told or led by. */
export type Live = ReadonlyMap<string, ReadonlySet<string>>;

/** Variables read by a step once its `let` is worked out: before it is answered (limits, options, texts), and by its conditions after. */
const readBy = (flow: Flow, step: Step, shown: (key: string) => readonly string[]) => {
  const keys = new Set([step.id, ...step.kind.texts(step.spec, step.id).keys]);
  const conditions = step.kind.exits(step.spec).flatMap(({ when }) => when ?? []);
  const own = (names: readonly string[]): readonly string[] => names.filter((name) => flow.vars.has(name));
  return {
    before: own([
      ...step.kind.depends(step.spec).flatMap((one) => (conditions.includes(one) ? [] : one.vars)),
      ...[...keys].flatMap(shown),
      ...(step.kind.key === 'end' ? flow.gives.keys() : []),
    ]),
    after: own(conditions.flatMap(({ vars }) => vars)),
  };
};

const savedBy = (step: Step): readonly string[] => [
  ...(step.kind.saves(step.spec) ? [step.id] : []),
  ...(step.kind.gains?.(step.spec).keys() ?? []),
];

/** Backward to the fixed point: what is read here or later before it is set anew. `shown`: the variables in a text. */
export const liveIn = (flow: Flow, shown: (key: string) => readonly string[]): Live => {
  const reads = new Map([...flow.steps.values()].map((step) => [step.id, readBy(flow, step, shown)]));
  const waiting = new Map<string, ReadonlySet<string>>();
  const entering = new Map<string, ReadonlySet<string>>();
  const before = (step: Step, after: ReadonlySet<string>): ReadonlySet<string> => {
    const live = new Set(after);
    for (const { name, value } of step.lets.toReversed()) {
      live.delete(name);
      for (const read of value.vars) live.add(read);
    }
    return live;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const step of flow.steps.values()) {
      const saved = savedBy(step);
      const after = [
        ...(reads.get(step.id)?.after ?? []),
        ...step.kind.exits(step.spec).flatMap(({ to }) => [...(entering.get(to) ?? [])]),
      ].filter((name) => !saved.includes(name));
      const live = new Set([...after, ...(reads.get(step.id)?.before ?? [])]);
      const entered = before(step, live);
      if (live.size !== waiting.get(step.id)?.size || entered.size !== entering.get(step.id)?.size) changed = true;
      waiting.set(step.id, live);
      entering.set(step.id, entered);
    }
  }
  return waiting;
};
