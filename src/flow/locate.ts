import type { Value, Vars } from '../base/value.ts';
import { assignedAt } from './assigned.ts';
import type { Flow, Frame, Step } from './model.ts';
import type { Scene } from './scene.ts';
import { holds } from './type.ts';

export interface Located {
  readonly flow: Flow;
  readonly step: Step;
  /** What was answered, under the names that the questions have now. */
  readonly vars: Vars;
  /** It was moved and changed: whoever waits there has not been asked this yet. */
  readonly unasked: boolean;
}

/**
 * The waiting step in the live structure: unchanged, or listed as moved. Undefined when the question is no longer the one
 * that was asked, when an answer kept from before may be one to another question now, or when everybody else who waits there
 * has answered something that this person was never asked.
 */
export const locate = (frame: Frame, scene: Scene): Located | undefined => {
  const flow = scene.flow(frame.flow);
  if (!flow || flow.retired.includes(frame.digest)) return undefined;
  const step = liveStep(flow, frame);
  if (!step) return undefined;
  if (frame.digest === flow.digest) return { flow, step, vars: frame.vars, unasked: false };
  const vars = liveVars(flow, frame);
  if (!vars || !nothingMissing(flow, step, vars)) return undefined;
  return { flow, step, vars, unasked: step.digestAs(frame.step) !== frame.stepDigest };
};

/** The step of the same name comes first: a name that was moved away may have been given to a new step since. */
const liveStep = (flow: Flow, frame: Frame): Step | undefined => {
  const same = flow.steps.get(frame.step);
  if (same && (frame.digest === flow.digest || same.digest === frame.stepDigest)) return same;
  return flow.steps.get(flow.moved[frame.step] ?? '');
};

/**
 * Answers follow a question that was moved. Undefined where one is of another type than is asked for now, or stands under a
 * name that was moved away and given to a new question since: nobody can tell which of the two it answers.
 */
const liveVars = (flow: Flow, { vars }: Frame): Vars | undefined => {
  const live: Record<string, Value> = {};
  for (const [name, value] of Object.entries(vars)) {
    const moved = flow.moved[name];
    const follows = moved !== undefined && vars[moved] === undefined;
    if (follows && flow.vars.has(name)) return undefined;
    const type = flow.vars.get(follows ? moved : name);
    if (type !== undefined && !holds(type, value)) return undefined;
    live[follows ? moved : name] = value;
  }
  return live;
};

const nothingMissing = (flow: Flow, step: Step, vars: Vars): boolean =>
  [...(assignedAt(flow).get(step.id) ?? [])].every(
    (name) => vars[name] !== undefined || flow.vars.get(name)?.kind === 'point',
  );
