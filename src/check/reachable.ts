import { error } from '../base/diagnostic.ts';
import type { Flow } from '../flow/model.ts';
import type { Rule } from './rule.ts';

/** Steps that can be come to from the start. A step listed in `moved` is a target too. */
const reached = (flow: Flow): Set<string> => {
  const seen = new Set<string>();
  const queue = [flow.start, ...Object.values(flow.moved)];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const step = flow.steps.get(id);
    if (!step || seen.has(id)) continue;
    seen.add(id);
    queue.push(...step.kind.exits(step.spec).map((exit) => exit.to));
  }
  return seen;
};

export const unreachableStep: Rule = {
  name: 'unreachable-step',
  why: 'nobody ever reads this step',
  check: (release, report) => {
    for (const flow of release.flows.values()) {
      const seen = reached(flow);
      for (const step of flow.steps.values())
        if (!seen.has(step.id))
          report(
            error(
              step.at,
              'unreachable-step',
              `no step leads to "${step.id}"`,
              'lead to it with next: or options:, or remove it',
            ),
          );
    }
  },
};

/** Steps from which the flow can go on for ever without ever waiting for the person. */
const loops = (flow: Flow): string[] => {
  const silent = (id: string): readonly string[] => {
    const step = flow.steps.get(id);
    if (!step || step.kind.waits(step.spec) || step.kind.key === 'call') return [];
    return step.kind.exits(step.spec).map((exit) => exit.to);
  };
  return [...flow.steps.keys()].filter((start) => {
    const seen = new Set<string>();
    const queue = [...silent(start)];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      if (id === start) return true;
      if (seen.has(id)) continue;
      seen.add(id);
      queue.push(...silent(id));
    }
    return false;
  });
};

export const noWayOut: Rule = {
  name: 'no-way-out',
  why: 'the person is stuck, or the script goes round for ever',
  check: (release, report) => {
    for (const flow of release.flows.values()) {
      for (const id of loops(flow)) {
        const step = flow.steps.get(id);
        if (step)
          report(
            error(
              step.at,
              'no-way-out',
              `"${id}" leads back to itself without ever waiting for the person`,
              'put a step with options or a question into the circle',
            ),
          );
      }
    }
    const home = release.flows.get(release.settings.home);
    const start = home?.steps.get(home.start);
    if (start && !start.kind.waits(start.spec))
      report(error(start.at, 'no-way-out', 'the front desk must begin with a step that waits'));
  },
};
