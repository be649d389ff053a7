import type { Value, Vars } from '../base/value.ts';
import type { Move, Turning } from './kind.ts';
import { locate } from './locate.ts';
import type { Flow, Frame, Outcome, Part, Place, Step, SystemKey } from './model.ts';
import type { Scene } from './scene.ts';

/** More moves than this without waiting for the person is a loop: the person is brought to the front desk. */
const MOST_MOVES = 60;
/** How many answers can be taken back. */
const MOST_HISTORY = 50;
const DEEPEST = 8;

export const NOWHERE: Place = { stack: [], history: [] };

/** Where a move begins. What can be taken back already stands in the history. */
export interface Following {
  readonly place: Place;
  readonly flow: Flow;
  readonly step: Step;
  readonly vars: Vars;
  readonly scene: Scene;
  readonly home: string;
}

/** Moves on until a step waits. */
export const follow = (first: Move, from: Following): Outcome => {
  const { scene, home } = from;
  let { flow, step, vars } = from;
  let stack = from.place.stack.slice(0, -1);
  const parts: Part[] = [];
  // The stack left behind is not remembered here: who can be brought back to it has it in the history already.
  const giveUp = (why?: SystemKey): Outcome =>
    goHome({ stack: [], history: from.place.history }, scene, home, why, parts);
  let move = first;
  for (let moves = 0; moves < MOST_MOVES; moves++) {
    if (move.kind === 'wait') {
      const frame: Frame = { flow: flow.id, digest: flow.digest, step: step.id, stepDigest: step.digest, vars };
      return waiting({ stack: [...stack, frame], history: from.place.history }, parts, move);
    }
    if (move.kind === 'absent') return giveUp('not-known-today');
    // Only a caller that is no call any more answers so.
    if (move.kind === 'again' || move.kind === 'which') return giveUp('changed');
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
      if (!caller || !found) return giveUp(caller && 'changed');
      vars = { ...found.vars, ...given(flow, vars) };
      stack = stack.slice(0, -1);
      [flow, step] = [found.flow, found.step];
      move = step.kind.receive?.(step.spec, { kind: 'start' }, turning(flow, step, vars, scene)) ?? { kind: 'again' };
      continue;
    }
    const entered = enter(flow, step, vars, scene);
    vars = entered.vars;
    move = entered.move;
  }
  return giveUp('lost');
};

export const turning = (flow: Flow, step: Step, vars: Vars, scene: Scene): Turning => ({
  flow: flow.id,
  step: step.id,
  vars,
  scene,
  today: scene.today,
  remindsAt: (id) => flow.steps.get(id)?.kind.key === 'remind',
});

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

export const waiting = (place: Place, parts: readonly Part[], move: Move & { kind: 'wait' }): Outcome => {
  const top = place.stack.at(-1);
  return {
    place,
    parts: [...parts, ...move.parts],
    options: move.options,
    named: move.named,
    ask: move.ask,
    input: move.input,
    understood: true,
    at: { flow: top?.flow ?? '', step: top?.step ?? '' },
  };
};

/** A place with where the person stands now among what can be taken back. */
export const remembered = ({ stack, history }: Place): Place['history'] =>
  stack.length > 0 ? [...history, stack].slice(-MOST_HISTORY) : history;

/** The front desk, with a sentence that says why where there is a reason. What the person was told before stands first. */
export const goHome = (
  place: Place,
  scene: Scene,
  home: string,
  why?: SystemKey,
  before: readonly Part[] = [],
): Outcome => {
  const flow = scene.flow(home);
  const step = flow?.steps.get(flow.start);
  const parts: Part[] = [...before, ...(why ? [{ kind: 'system' as const, key: why }] : [])];
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
  return waiting({ stack: [frame], history: remembered(place) }, parts, entered.move);
};
