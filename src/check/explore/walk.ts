import type { Event, Frame, Outcome } from '../../flow/model.ts';
import type { Scene } from '../../flow/scene.ts';
import { answersTo } from './answers.ts';
import { createKeys, type Keys } from './key.ts';
import { type Live, liveIn } from './live.ts';
import { createOutlook } from './outlook.ts';
import { type Plan, planOf } from './plan.ts';
import { createSights } from './sights.ts';
import type { World } from './world.ts';

/** What is worked out about a flow once, for every day. */
export interface Route {
  readonly root: string;
  readonly plan: Plan;
  readonly live: ReadonlyMap<string, Live>;
  readonly sightsAt: ReturnType<typeof createSights>;
}

export const routeOf = (world: World, root: string): Route => {
  const plan = planOf(world, root);
  return {
    root,
    plan,
    live: new Map([...plan.flows.values()].map((flow) => [flow.id, liveIn(flow, (key) => world.shown(flow.id, key))])),
    sightsAt: createSights(plan, world),
  };
};

/** How to go through a flow in one world: everything worth answering, and what tells one place from another. */
export interface Walk extends Keys {
  readonly begin: Event;
  /** Everything worth answering where someone waits; `asked` is what was asked there. */
  readonly answers: (asked: Outcome, stack: readonly Frame[]) => readonly Event[];
  /** Whether the flow is left: for the front desk, or for a flow that is walked by itself. */
  readonly isOver: (stack: readonly Frame[]) => boolean;
  /** Flows of which those that are not followed end at once. */
  readonly ended: (flowOf: Scene['flow']) => Scene['flow'];
}

export const openWalk = ({ root, plan, live, sightsAt }: Route, world: World): Walk => {
  const outlook = createOutlook(sightsAt, world.scene());
  return {
    ...createKeys(plan, live, outlook),
    begin: root === world.home ? { kind: 'start' } : { kind: 'enter', flow: root },
    answers: (asked, stack) => answersTo(asked, stack, plan, world, outlook),
    isOver: (stack) => {
      if (stack.length === 0) return true;
      if (root !== world.home) return stack.at(-1)?.flow === world.home;
      return stack.some(({ flow }) => !plan.flows.has(flow));
    },
    ended: (flowOf) => (id) => {
      const flow = flowOf(id);
      const end = plan.flows.has(id)
        ? undefined
        : [...(flow?.steps.values() ?? [])].find(({ kind }) => kind.key === 'end');
      return flow && end ? { ...flow, start: end.id } : flow;
    },
  };
};
