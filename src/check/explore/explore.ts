import type { Event, Flow, Outcome, Place, Step } from '../../flow/model.ts';
import { NOWHERE, run } from '../../flow/run.ts';
import type { Scene } from '../../flow/scene.ts';
import type { Absent, Trace } from './trace.ts';
import { openWalk, type Route, type Walk } from './walk.ts';
import type { World } from './world.ts';

/** One turn that someone can come to. */
export interface Met<S extends Scene = Scene> {
  readonly outcome: Outcome;
  /** The world of that turn, with what was looked up. */
  readonly scene: S;
  /** Where it stopped because a value is not known. */
  readonly absent: Absent | undefined;
  /** The steps that it entered, in order. */
  readonly entered: readonly Step[];
}

export interface Explored {
  /** How many places were gone on from. */
  readonly states: number;
  /** The place at which the search gave up. */
  readonly stopped: { readonly flow: string; readonly step: string } | undefined;
}

/** When a search ends before it has met everything. */
export interface Bounds {
  readonly most?: number;
  readonly isEnough?: (() => boolean) | undefined;
  /** Whether places are told apart only as far as they must be. */
  readonly hurried?: boolean;
}

/** Places of one flow on one day; a flow with more is not proved. */
const MOST_STATES = 10_000;
/** Of the places at one step with the same choices, the first few are all gone on from; then those whose future differs, */
const ALL = 8;
/** and beyond so many, those for which a comparison to come may turn as it did for none before. */
const FINE = 80;

/**
 * Walks a flow at one instant by every option, and by typed answers on both sides of whatever they change, until nothing new is
 * met (docs/decisions/0011-explore.md).
 */
export const explore = <S extends Scene>(
  route: Route,
  world: World<S>,
  trace: Trace,
  meet: (met: Met<S>) => void,
  { most = MOST_STATES, isEnough, hurried = false }: Bounds = {},
): Explored => {
  const walk = openWalk(route, world);
  const isNew = createMemory(walk, hurried ? { all: 1, fine: 1 } : { all: ALL, fine: FINE });
  const traceOf = (id: string): Flow | undefined => trace.flows.get(id);
  let states = 0;
  const queue: Place[] = [];
  const open = (flowOf: S['flow']): S => ({ ...world.scene(), flow: flowOf });
  const take = (place: Place, event: Event, flowOf: S['flow'] = traceOf): void => {
    trace.reset();
    const scene = open(flowOf);
    const outcome = run(place, event, scene, world.home);
    meet({ outcome, scene, absent: trace.absent(), entered: trace.entered() });
    for (const point of outcome.which ?? []) take(place, { kind: 'location', point });
    const { stack } = outcome.place;
    if (walk.isOver(stack)) {
      // Where the front desk called another flow, it is gone on with as it would be after that.
      if (stack.length > 1 && flowOf === traceOf) take(place, event, walk.ended(traceOf));
      return;
    }
    if (!isNew(stack)) return;
    states++;
    // What was answered before does not change what is said now: only the way back does.
    queue.push({ stack, history: [] });
  };
  take(NOWHERE, walk.begin);
  for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
    const { flow = '', step = '' } = place.stack.at(-1) ?? {};
    if (states > most) return { states, stopped: { flow, step } };
    if (isEnough?.()) break;
    const asked = run(place, { kind: 'repeat' }, open(traceOf), world.home);
    for (const event of walk.answers(asked, place.stack)) take(place, event);
  }
  return { states, stopped: undefined };
};

/** Remembers the places that were gone on from: the more there are at one step, the less closely they are told apart. */
const createMemory = (
  { exactly, roughly, turns }: Walk,
  { all, fine: most }: { readonly all: number; readonly fine: number },
) => {
  const seen = new Set<string>();
  const alike = new Map<string, { size: number; readonly turns: Set<string> }>();
  return (stack: Place['stack']): boolean => {
    const exact = exactly(stack);
    if (seen.has(exact)) return false;
    seen.add(exact);
    const rough = roughly(stack);
    const others = alike.get(rough) ?? { size: 0, turns: new Set() };
    alike.set(rough, others);
    const { fine, coarse } = turns(stack);
    const differs = !others.turns.has(others.size < most ? fine : coarse);
    others.turns.add(fine).add(coarse);
    if (!differs && others.size >= all) return false;
    others.size++;
    return true;
  };
};
