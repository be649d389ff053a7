import type { Expression } from '../../flow/expression.ts';
import type { Ask } from '../../flow/kinds/ask.ts';
import type { Call } from '../../flow/kinds/call.ts';
import type { Choose } from '../../flow/kinds/choose.ts';
import type { AskPlace } from '../../flow/kinds/place.ts';
import type { Flow, Step } from '../../flow/model.ts';

/** The steps of a kind, told by its key, with the spec of that kind. */
export const callOf = (step: Step): Call | undefined => (step.kind.key === 'call' ? (step.spec as Call) : undefined);
export const placeOf = (step: Step): AskPlace | undefined =>
  step.kind.key === 'place' ? (step.spec as AskPlace) : undefined;
export const chooseOf = (step: Step): Choose | undefined =>
  step.kind.key === 'choose' ? (step.spec as Choose) : undefined;
export const askOf = (step: Step): Ask | undefined => (step.kind.key === 'ask' ? (step.spec as Ask) : undefined);

/** A flow and all that it calls, directly or not, as far as these are followed. */
export const calledFrom = (
  flows: ReadonlyMap<string, Flow>,
  root: string,
  isFollowed: (flow: Flow) => boolean = () => true,
): readonly Flow[] => {
  const found = new Map<string, Flow>();
  const queue = [root];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const flow = flows.get(id);
    if (!flow || found.has(id) || (id !== root && !isFollowed(flow))) continue;
    found.set(id, flow);
    for (const step of flow.steps.values()) queue.push(...(callOf(step) ? [callOf(step)?.flow ?? ''] : []));
  }
  return [...found.values()];
};

/** The conditions by which a step decides; what a call hands over decides nothing yet. */
export const decidingExpressions = (step: Step): readonly Expression[] => {
  if (callOf(step) || step.kind.key === 'remind')
    return step.kind.exits(step.spec).flatMap(({ when }) => (when ? [when] : []));
  return step.kind.depends(step.spec);
};

/** Every expression that stands in a step. */
export const expressionsOf = (step: Step): readonly Expression[] => [
  ...step.lets.map(({ value }) => value),
  ...step.kind.depends(step.spec),
];
