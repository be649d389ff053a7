import type { Flow, Step } from './model.ts';

/** For each step, the variables that have a value whenever it is entered, by whatever way (a must-analysis to its fixed point). */
export const assignedAt = (flow: Flow): ReadonlyMap<string, ReadonlySet<string>> => {
  const before = new Map<string, Set<string>>([[flow.start, new Set(flow.takes.keys())]]);
  const queue = [flow.start];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const step = flow.steps.get(id);
    if (!step) continue;
    const after = assignedAfter(flow, step, before.get(id) ?? new Set());
    for (const { to } of step.kind.exits(step.spec)) {
      const known = before.get(to);
      const met = known ? new Set([...known].filter((name) => after.has(name))) : after;
      if (known && met.size === known.size) continue;
      before.set(to, new Set(met));
      queue.push(to);
    }
  }
  return before;
};

/** A point lives for one turn: whatever waits for the person, or calls a script that may, forgets it. */
const assignedAfter = (flow: Flow, step: Step, before: ReadonlySet<string>): Set<string> => {
  const forgets = step.kind.waits(step.spec) || step.kind.key === 'call';
  const after = new Set([...before].filter((name) => !forgets || flow.vars.get(name)?.kind !== 'point'));
  for (const { name } of step.lets) after.add(name);
  if (step.kind.saves(step.spec)) after.add(step.id);
  for (const name of step.kind.gains?.(step.spec)?.keys() ?? []) after.add(name);
  return after;
};
