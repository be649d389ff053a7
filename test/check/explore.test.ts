import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeVars } from '../../src/base/value.ts';
import { explore } from '../../src/check/explore/explore.ts';
import { traced } from '../../src/check/explore/trace.ts';
import { routeOf } from '../../src/check/explore/walk.ts';
import type { World } from '../../src/check/explore/world.ts';
import type { Event, Flow, Outcome, Place } from '../../src/flow/model.ts';
import { NOWHERE, run } from '../../src/flow/run.ts';
import { compileAll, sceneOf } from '../flow/support.ts';
import { asking } from './asking.ts';

/** Places beyond which neither way of searching goes on. */
const MOST = 40_000;

const worldWith = (flows: ReadonlyMap<string, Flow>): World => ({
  flows,
  home: 'home',
  locale: 'es',
  scene: () => sceneOf(flows),
  table: () => undefined,
  shown: () => [],
  points: () => [],
  names: () => [],
});

/** What is met, without the figures: where one stands, what is said and what can be chosen. */
const signOf = ({ at, parts, options, understood }: Outcome): string =>
  `${at.flow}/${at.step} ${parts.map((p) => ('key' in p ? p.key : p.kind)).join('+')} [${options.map((o) => o.id)}] ${understood}`;

interface Found {
  readonly met: ReadonlySet<string>;
  readonly ways: ReadonlySet<string>;
}

const waysOf = (trace: ReturnType<typeof traced>): ReadonlySet<string> =>
  new Set(
    [...trace.flows.values()].flatMap((flow) =>
      [...flow.steps.values()].flatMap((step) =>
        step.kind.exits(step.spec).flatMap((exit, i) => (trace.taken.has(exit) ? [`${flow.id}/${step.id}#${i}`] : [])),
      ),
    ),
  );

const byExploring = (flows: ReadonlyMap<string, Flow>): Found & { readonly states: number } => {
  const world = worldWith(flows);
  const trace = traced(flows);
  const met = new Set<string>();
  const { states, stopped } = explore(routeOf(world, 'f'), world, trace, ({ outcome }) => met.add(signOf(outcome)), {
    most: MOST,
  });
  expect(stopped).toBeUndefined();
  return { met, ways: waysOf(trace), states };
};

/** Every answer from 0 to 30 at every place; places are one only when every variable agrees. Undefined where that is too much. */
const byForce = (flows: ReadonlyMap<string, Flow>): (Found & { readonly states: number }) | undefined => {
  const trace = traced(flows);
  const scene = sceneOf(trace.flows);
  const met = new Set<string>();
  const seen = new Set<string>();
  const queue: Place[] = [];
  const meet = (outcome: Outcome): void => {
    met.add(signOf(outcome));
    const { stack } = outcome.place;
    const key = JSON.stringify(stack.map((f) => [f.flow, f.step, encodeVars(f.vars)]));
    if (outcome.at.flow === 'home' || seen.has(key)) return;
    seen.add(key);
    queue.push({ stack, history: [] });
  };
  meet(run(NOWHERE, { kind: 'enter', flow: 'f' }, scene, 'home'));
  const typed = Array.from({ length: 31 }, (_, i): Event => ({ kind: 'text', text: String(i), locale: 'es' }));
  for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
    if (seen.size > MOST) return undefined;
    const asked = run(place, { kind: 'repeat' }, scene, 'home');
    const picks = asked.options.filter((o) => !o.global).map(({ id }): Event => ({ kind: 'pick', option: id }));
    const nonsense: Event = { kind: 'text', text: '?', locale: 'es' };
    for (const event of [...picks, nonsense, ...(asked.input === 'integer' ? typed : [])])
      meet(run(place, event, scene, 'home'));
  }
  return { met, ways: waysOf(trace), states: seen.size };
};

describe('exploring', () => {
  it('finds all that trying every answer finds, in a hundred scripts made by chance', () => {
    const sizes: { readonly explored: number; readonly forced: number }[] = [];
    fc.assert(
      fc.property(asking, (sources) => {
        const { flows, problems } = compileAll(sources);
        expect(problems).toEqual([]);
        const forced = byForce(flows);
        fc.pre(forced !== undefined);
        if (!forced) return;
        const explored = byExploring(flows);
        expect([...explored.ways].sort()).toEqual([...forced.ways].sort());
        expect([...explored.met].sort()).toEqual([...forced.met].sort());
        sizes.push({ explored: explored.states, forced: forced.states });
      }),
      { numRuns: 100, seed: 20261121 },
    );
    const sum = (which: 'explored' | 'forced'): number => sizes.reduce((all, size) => all + size[which], 0);
    expect(sizes).toHaveLength(100);
    // Otherwise it would be the same search twice, or one of nothing.
    expect(sum('explored')).toBeGreaterThan(1000);
    expect(sum('explored') * 5).toBeLessThan(sum('forced'));
  });

  it('gives up where there is no end', () => {
    const { flows } = compileAll({
      home: 'start: desk\nsteps:\n  desk: { say: ~, options: [menu] }\n',
      f: 'start: zero\nsteps:\n  zero: { let: { n: "0" }, next: on }\n  on: { let: { n: "n + 1" }, say: ~, options: [{ id: on, when: "n < 9999" }] }\n',
    });
    const world = worldWith(flows);
    const { stopped } = explore(routeOf(world, 'f'), world, traced(flows), () => undefined, { most: 100 });
    expect(stopped).toEqual({ flow: 'f', step: 'on' });
  });
});
