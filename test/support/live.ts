import { localesOf, type Release } from '../../src/content/release.ts';
import { writings } from '../../src/content/text.ts';
import type { Flow, Step } from '../../src/flow/model.ts';

/** Variables that a step may still read, by its sums, conditions and texts, before it sets them itself. */
const readBy = (release: Release, flow: Flow, step: Step): Set<string> => {
  const own = new Set<string>();
  const read = new Set<string>();
  const note = (name: string): void => {
    if (!own.has(name) && flow.vars.has(name)) read.add(name);
  };
  for (const { name, value } of step.lets) {
    value.vars.forEach(note);
    own.add(name);
  }
  for (const expression of step.kind.depends(step.spec))
    expression.vars.filter((name) => name !== step.id).forEach(note);
  for (const locale of localesOf(release))
    for (const key of [step.id, ...step.kind.texts(step.spec, step.id).keys]) {
      const entry = release.texts.entry(locale, flow.id, key);
      for (const written of entry ? writings(entry) : []) written.placeholders.forEach(note);
    }
  if (step.kind.key === 'end') for (const name of flow.gives.keys()) note(name);
  return read;
};

/** For each step, the variables that anything from here on may read (backward, to the fixed point). */
export const liveAt = (release: Release, flow: Flow): ReadonlyMap<string, ReadonlySet<string>> => {
  const live = new Map([...flow.steps.values()].map((step) => [step.id, readBy(release, flow, step)]));
  for (let changed = true; changed; ) {
    changed = false;
    for (const step of flow.steps.values()) {
      const mine = live.get(step.id) as Set<string>;
      const set = new Set([
        ...step.lets.map((l) => l.name),
        ...(step.kind.saves(step.spec) ? [step.id] : []),
        ...(step.kind.gains?.(step.spec).keys() ?? []),
      ]);
      for (const { to } of step.kind.exits(step.spec))
        for (const name of live.get(to) ?? [])
          if (!set.has(name) && !mine.has(name)) {
            mine.add(name);
            changed = true;
          }
    }
  }
  return live;
};
