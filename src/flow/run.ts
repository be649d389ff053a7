import { type Following, follow, goHome, NOWHERE, remembered, turning, waiting } from './follow.ts';
import type { Move } from './kind.ts';
import { locate } from './locate.ts';
import type { Event, Frame, Outcome, Place } from './model.ts';
import type { Scene } from './scene.ts';

export { NOWHERE } from './follow.ts';

/** One turn of a script: pure and total. Whatever the event, there is a place to stand and something to say. */
export const run = (place: Place, event: Event, scene: Scene, home: string): Outcome => {
  const outcome = turn(place, event, scene, home);
  return { ...outcome, place: withoutPrivate(outcome.place, scene) };
};

/** What was answered in a private script that has been left is not remembered: there is no way back into it. */
const withoutPrivate = ({ stack, history }: Place, scene: Scene): Place => {
  const left = (flow: string): boolean => scene.flow(flow)?.private === true && !stack.some((f) => f.flow === flow);
  return { stack, history: history.filter((past) => !past.some(({ flow }) => left(flow))) };
};

const turn = (place: Place, event: Event, scene: Scene, home: string): Outcome => {
  const top = place.stack.at(-1);
  if (event.kind === 'enter') return enterFlow(place, event.flow, scene, home);
  if (event.kind === 'start' || event.kind === 'home' || !top) return goHome(place, scene, home);
  if (event.kind === 'back') return goBack(place, scene, home);
  const found = locate(top, scene);
  if (!found) return goHome(place, scene, home, 'changed');
  const { flow, step, vars, unasked } = found;
  const here: Following = { place, flow, step, vars, scene, home };
  if (unasked) return askAnew(here);
  if (event.kind === 'repeat') return sayAgain(here);
  const move = step.kind.receive?.(step.spec, event, turning(flow, step, vars, scene)) ?? { kind: 'again' };
  if (move.kind === 'again') return again(here);
  if (move.kind === 'which') return { ...sayAgain(here), which: move.points };
  return follow(move, { ...here, place: { stack: place.stack, history: remembered(place) } });
};

/**
 * The waiting question once more. Its `let` is not worked out again, or a count would grow with every question; a step that
 * can no longer wait (places near a position that was not kept) goes on as it would for someone new.
 */
const sayAgain = ({ place, flow, step, vars, scene, home }: Following, role: 'text' | 'again' = 'text'): Outcome => {
  const move = step.kind.enter(step.spec, turning(flow, step, vars, scene));
  if (move.kind !== 'wait') return follow(move, { place, flow, step, vars, scene, home });
  const parts = move.parts.map((part) => (part.kind === 'text' ? { ...part, role } : part));
  return { ...waiting(place, [], { ...move, parts }), at: { flow: flow.id, step: step.id } };
};

/** The question of now, for who was asked another in its place: what they sent answers nothing. */
const askAnew = (here: Following): Outcome => {
  const { flow, step, vars, place } = here;
  const frame: Frame = { flow: flow.id, digest: flow.digest, step: step.id, stepDigest: step.digest, vars };
  const outcome = sayAgain({ ...here, place: { ...place, stack: [...place.stack.slice(0, -1), frame] } });
  return { ...outcome, parts: [{ kind: 'system', key: 'changed' }, ...outcome.parts] };
};

const again = (here: Following): Outcome => ({ ...sayAgain(here, 'again'), understood: false });

const enterFlow = (place: Place, id: string, scene: Scene, home: string): Outcome => {
  const flow = scene.flow(id);
  const step = flow?.steps.get(flow.start);
  if (!flow || !step) return goHome(place, scene, home, 'lost');
  // A frame stands for the flow about to begin; `follow` takes it off before it enters the first step.
  const frame: Frame = { flow: id, digest: flow.digest, step: step.id, stepDigest: step.digest, vars: {} };
  const begin: Move = { kind: 'go', to: step.id };
  return follow(begin, { place: { stack: [frame], history: remembered(place) }, flow, step, vars: {}, scene, home });
};

const goBack = (place: Place, scene: Scene, home: string): Outcome => {
  const stack = place.history.at(-1);
  const top = stack?.at(-1);
  const found = top && locate(top, scene);
  if (!stack || !top || !found) return goHome(NOWHERE, scene, home, stack ? 'changed' : 'back-none');
  const { flow, step, vars, unasked } = found;
  const there = { place: { stack, history: place.history.slice(0, -1) }, flow, step, vars, scene, home };
  return unasked ? askAnew(there) : sayAgain(there);
};
