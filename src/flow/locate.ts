import type { Flow, Frame, Step } from './model.ts';
import type { Scene } from './scene.ts';
import { holds } from './type.ts';

/**
 * The waiting step in the live structure: unchanged, or listed as moved. Undefined when the question is no longer the one
 * that was asked, or when an answer kept from before is of another type than the flow has now.
 */
export const locate = (frame: Frame, scene: Scene): { flow: Flow; step: Step } | undefined => {
  const flow = scene.flow(frame.flow);
  if (!flow || flow.retired.includes(frame.digest)) return undefined;
  const step = liveStep(flow, frame);
  return step && valuesHold(flow, frame) ? { flow, step } : undefined;
};

/** The step of the same name comes first: a name that was moved away may have been given to a new step since. */
const liveStep = (flow: Flow, frame: Frame): Step | undefined => {
  const same = flow.steps.get(frame.step);
  if (same && (frame.digest === flow.digest || same.digest === frame.stepDigest)) return same;
  const moved = flow.moved[frame.step];
  return moved === undefined ? undefined : flow.steps.get(moved);
};

const valuesHold = (flow: Flow, frame: Frame): boolean =>
  Object.entries(frame.vars).every(([name, value]) => {
    const type = flow.vars.get(name);
    return type === undefined || holds(type, value);
  });
