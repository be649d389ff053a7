import { type Diagnostic, error, type Position } from '../../base/diagnostic.ts';
import type { Expression } from '../../flow/expression.ts';
import type { Exit, Flow, Step } from '../../flow/model.ts';
import { callOf, chooseOf } from './closure.ts';
import type { Trace } from './trace.ts';

interface Way {
  readonly when: Expression | undefined;
  readonly option?: string | undefined;
  readonly exit?: Exit;
}

/** A way, option or flow that nobody was seen to take. */
interface Untaken {
  readonly flow: Flow;
  readonly step: Step;
  readonly at: Position;
  /** Undefined where the flow as a whole is meant. */
  readonly way: Way | undefined;
}

/** The first ways not taken on each path: what lies behind them is not told one by one. */
export const untakenIn = (flows: ReadonlyMap<string, Flow>, trace: Trace): readonly Untaken[] =>
  [...flows.values()].flatMap((flow): readonly Untaken[] => {
    const start = flow.steps.get(flow.start);
    if (start && !trace.reached.has(start)) return [{ flow, step: start, at: start.at, way: undefined }];
    return [...flow.steps.values()]
      .filter((step) => trace.reached.has(step))
      .flatMap((step) => [
        ...step.kind
          .exits(step.spec)
          .filter((exit) => !trace.taken.has(exit) && mustBeTaken(flows, flow, step, exit, trace))
          .map((exit) => ({ flow, step, at: exit.at, way: { when: exit.when, option: exit.option, exit } })),
        ...(chooseOf(step)?.options ?? [])
          .filter(({ id }) => !trace.offered.get(step)?.has(id))
          .map(({ at, id, when }) => ({ flow, step, at, way: { option: id, when } })),
      ]);
  });

/** Whether it was taken since. */
export const isTaken = ({ step, way }: Untaken, { reached, taken, offered }: Trace): boolean => {
  if (!way) return reached.has(step);
  return way.exit ? taken.has(way.exit) : offered.get(step)?.has(way.option ?? '') === true;
};

/** A way for when there is nothing to show, to a reminder, or back from a script that never ends, need not be taken. */
const mustBeTaken = (
  flows: ReadonlyMap<string, Flow>,
  flow: Flow,
  step: Step,
  { way, to }: Exit,
  { reached }: Trace,
): boolean => {
  if (way === 'none' || flow.steps.get(to)?.kind.key === 'remind') return false;
  const called = flows.get(callOf(step)?.flow ?? '');
  return !called || [...called.steps.values()].some((one) => one.kind.key === 'end' && reached.has(one));
};

export const neverTaken = ({ flow, step, at, way }: Untaken): Diagnostic => {
  if (!way)
    return error(at, 'never-taken', `nobody ever comes to "${flow.id}"`, 'call it from another flow, or remove it');
  const { option, exit, when } = way;
  const never = when ? `: "${when.source}" is never true there` : '';
  if (option !== undefined)
    return error(
      at,
      'never-taken',
      `the option "${option}" of "${step.id}" is never offered${never}`,
      'mend its condition, or remove it',
    );
  return error(
    at,
    'never-taken',
    `nobody ever goes from "${step.id}" to "${exit?.to}" by this way${never || ': one of those above always comes first'}`,
    'mend the conditions, or remove this way',
  );
};
