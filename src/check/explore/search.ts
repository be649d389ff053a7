import type { Instant } from '../../base/day.ts';
import type { Release } from '../../content/release.ts';
import { type ContentScene, openScene } from '../../content/scene.ts';
import type { Step } from '../../flow/model.ts';
import { type Bounds, type Explored, explore, type Met } from './explore.ts';
import { asksToday, noting, stateOf } from './reads.ts';
import type { Trace } from './trace.ts';
import { routeOf } from './walk.ts';
import { worldOf } from './world.ts';

/** One flow, explored day after day. */
export interface Search {
  readonly flow: string;
  /** This flow and all that are followed with it. */
  readonly follows: ReadonlySet<string>;
  /** Explores it anew where anything has changed that it rests on; undefined where nothing has. */
  readonly renew: (
    at: Instant,
    meet: (met: Met<ContentScene>) => void,
    bounds?: Bounds,
  ) => Explored['stopped'] | 'done' | undefined;
}

export const createSearch = (release: Release, trace: Trace, flow: string, now: Instant): Search => {
  const route = routeOf(worldOf(release, now), flow);
  let reads: ReadonlySet<string> = new Set();
  let asks = 0;
  let state: string | undefined;
  return {
    flow,
    follows: new Set(route.plan.flows.keys()),
    renew: (at, meet, bounds) => {
      const scene = openScene(release, at);
      const stateBy = (): string => `${scene.today.iso.slice(0, asks)} ${stateOf(release, scene, reads)}`;
      if (stateBy() === state) return undefined;
      const read = new Set<string>();
      const entered = new Set<Step>();
      const { stopped } = explore(
        route,
        noting(worldOf(release, at), read),
        trace,
        (met) => {
          for (const id of met.scene.used) read.add(id);
          for (const step of met.entered) entered.add(step);
          meet(met);
        },
        bounds,
      );
      reads = read;
      asks = asksToday(entered);
      state = stateBy();
      return stopped ?? 'done';
    },
  };
};
