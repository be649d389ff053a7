import type { Value, Vars } from '../base/value.ts';
import type { Move, Turning } from './kind.ts';
import type { Event, Flow, Frame, Outcome, Part, Place, Step, SystemKey } from './model.ts';
import type { Scene } from './scene.ts';

/** More moves than this without waiting for the person is a loop: the person is brought to the front desk. */
const MOST_MOVES = 60;
/** How many answers can be taken back. */
const MOST_HISTORY = 50;
const DEEPEST = 8;

export const NOWHERE: Place = { stack: [], history: [] };

/** One turn of a script: pure and total. Whatever the event, there is a place to stand and something to say. */
export const run = (place: Place, event: Event, scene: Scene, home: string): Outcome => {
  const top = place.stack.at(-1);
  if (event.kind === 'enter') return enterFlow(place, event.flow, scene, home);
  if (event.kind === 'start' || event.kind === 'home' || !top) return goHome(place, scene, home);
  if (event.kind === 'back') return goBack(place, scene, home);
  const found = locate(top, scene);
  if (!found) return goHome(place, scene, home, 'changed');
  const { flow, step } = found;
  const turn = turning(flow, step, top.vars, scene);
  if (event.kind === 'repeat') return repeat(place, step, turn, home);
  const move = step.kind.receive?.(step.spec, event, turn) ?? { kind: 'again' };
  if (move.kind === 'again') return again(place, flow, step, turn, home);
  const history = [...place.history, place.stack].slice(-MOST_HISTORY);
  return follow(move, { place: { stack: place.stack, history }, flow, step, vars: top.vars, scene, home });
};

/** The waiting step in the live structure: unchanged, or listed as moved. */
const locate = (frame: Frame, scene: Scene): { flow: Flow; step: Step } | undefined => {
  const flow = scene.flow(frame.flow);
  if (!flow || flow.retired.includes(frame.digest)) return undefined;
  const step = flow.steps.get(flow.moved[frame.step] ?? frame.step);
  if (!step) return undefined;
  return frame.digest === flow.digest || step.digest === frame.stepDigest || flow.moved[frame.step]
    ? { flow, step }
    : undefined;
};

const turning = (flow: Flow, step: Step, vars: Vars, scene: Scene): Turning => ({
  flow: flow.id,
  step: step.id,
  vars,
  scene,
  today: scene.today,
  remindsAt: (id) => flow.steps.get(id)?.kind.key === 'remind',
});

interface Following {
  readonly place: Place;
  readonly flow: Flow;
  readonly step: Step;
  readonly vars: Vars;
  readonly scene: Scene;
  readonly home: string;
}

/** Moves on until a step waits. */
const follow = (first: Move, from: Following): Outcome => {
  const { scene, home } = from;
  let { flow, step, vars } = from;
  let stack = from.place.stack.slice(0, -1);
  const parts: Part[] = [];
  let move = first;
  for (let moves = 0; moves < MOST_MOVES; moves++) {
    if (move.kind === 'wait') {
      const frame: Frame = { flow: flow.id, digest: flow.digest, step: step.id, stepDigest: step.digest, vars };
      return waiting({ stack: [...stack, frame], history: from.place.history }, parts, move);
    }
    if (move.kind === 'absent' || move.kind === 'again')
      return goHome(from.place, scene, home, 'not-known-today', parts);
    if (move.kind === 'go') {
      vars = move.set ?? vars;
      if (move.parts) parts.push(...move.parts);
      const next = flow.steps.get(move.to);
      if (!next) break;
      step = next;
    } else if (move.kind === 'call') {
      const called = scene.flow(move.flow);
      const next = called?.steps.get(called.start);
      if (!called || !next || stack.length >= DEEPEST) break;
      stack = [...stack, { flow: flow.id, digest: flow.digest, step: step.id, stepDigest: step.digest, vars }];
      [flow, step, vars] = [called, next, move.vars];
    } else {
      const caller = stack.at(-1);
      const found = caller && locate(caller, scene);
      if (!caller || !found) return goHome(from.place, scene, home, undefined, parts);
      vars = { ...caller.vars, ...given(flow, vars) };
      stack = stack.slice(0, -1);
      [flow, step] = [found.flow, found.step];
      move = step.kind.receive?.(step.spec, { kind: 'start' }, turning(flow, step, vars, scene)) ?? { kind: 'absent' };
      continue;
    }
    const entered = enter(flow, step, vars, scene);
    vars = entered.vars;
    move = entered.move;
  }
  return goHome(from.place, scene, home, 'lost', parts);
};

const given = (flow: Flow, vars: Vars): Vars => {
  const out: Record<string, Value> = {};
  for (const name of flow.gives.keys()) {
    const value = vars[name];
    if (value !== undefined) out[name] = value;
  }
  return out;
};

/** Works out the step's `let` and enters it. */
const enter = (flow: Flow, step: Step, before: Vars, scene: Scene): { vars: Vars; move: Move } => {
  let vars = before;
  for (const { name, value } of step.lets) {
    const worked = value.evaluate(vars, scene);
    if (worked === undefined) return { vars, move: { kind: 'absent' } };
    vars = { ...vars, [name]: worked };
  }
  return { vars, move: step.kind.enter(step.spec, turning(flow, step, vars, scene)) };
};

const waiting = (place: Place, parts: readonly Part[], move: Move & { kind: 'wait' }): Outcome => {
  const top = place.stack.at(-1);
  return {
    place,
    parts: [...parts, ...move.parts],
    options: move.options,
    ask: move.ask,
    input: move.input,
    understood: true,
    at: { flow: top?.flow ?? '', step: top?.step ?? '' },
  };
};

const again = (place: Place, flow: Flow, step: Step, turn: Turning, home: string): Outcome => {
  const move = step.kind.enter(step.spec, turn);
  if (move.kind !== 'wait') return goHome(place, turn.scene, home, 'not-known-today');
  const parts = move.parts.map((part) => (part.kind === 'text' ? { ...part, role: 'again' as const } : part));
  return { ...waiting(place, [], { ...move, parts }), understood: false, at: { flow: flow.id, step: step.id } };
};

const enterFlow = (place: Place, id: string, scene: Scene, home: string): Outcome => {
  const flow = scene.flow(id);
  const step = flow?.steps.get(flow.start);
  if (!flow || !step) return goHome(place, scene, home, 'lost');
  const history = place.stack.length > 0 ? [...place.history, place.stack].slice(-MOST_HISTORY) : place.history;
  // A frame stands for the flow about to begin; `follow` takes it off before it enters the first step.
  const frame: Frame = { flow: id, digest: flow.digest, step: step.id, stepDigest: step.digest, vars: {} };
  return follow({ kind: 'go', to: step.id }, { place: { stack: [frame], history }, flow, step, vars: {}, scene, home });
};

const repeat = (place: Place, step: Step, turn: Turning, home: string): Outcome => {
  const move = step.kind.enter(step.spec, turn);
  return move.kind === 'wait' ? waiting(place, [], move) : goHome(place, turn.scene, home, 'not-known-today');
};

/** The front desk, with a sentence that says why where there is a reason. What the person was told before stands first. */
const goHome = (place: Place, scene: Scene, home: string, why?: SystemKey, before: readonly Part[] = []): Outcome => {
  const flow = scene.flow(home);
  const step = flow?.steps.get(flow.start);
  const parts: Part[] = [...before, ...(why ? [{ kind: 'system' as const, key: why }] : [])];
  const history =
    place.stack.length > 0 && place.history.at(-1) !== place.stack
      ? [...place.history, place.stack].slice(-MOST_HISTORY)
      : place.history;
  const entered = flow && step && enter(flow, step, {}, scene);
  if (!flow || !step || entered?.move.kind !== 'wait') {
    // A release without a front desk that waits is refused by the checks; a person still gets an answer.
    return {
      place: NOWHERE,
      parts: [...parts, { kind: 'system', key: 'lost' }],
      options: [],
      understood: true,
      at: { flow: home, step: '' },
    };
  }
  const frame: Frame = {
    flow: flow.id,
    digest: flow.digest,
    step: step.id,
    stepDigest: step.digest,
    vars: entered.vars,
  };
  return waiting({ stack: [frame], history }, parts, entered.move);
};

const goBack = (place: Place, scene: Scene, home: string): Outcome => {
  const stack = place.history.at(-1);
  const top = stack?.at(-1);
  const found = top && locate(top, scene);
  if (!stack || !top || !found) return goHome(NOWHERE, scene, home, stack ? 'changed' : 'back-none');
  const entered = enter(found.flow, found.step, top.vars, scene);
  const back: Place = { stack, history: place.history.slice(0, -1) };
  if (entered.move.kind !== 'wait') return goHome(back, scene, home, 'not-known-today');
  return waiting(back, [], entered.move);
};
