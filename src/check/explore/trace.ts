import type { Position } from '../../base/diagnostic.ts';
import type { Vars } from '../../base/value.ts';
import type { Expression } from '../../flow/expression.ts';
import type { Move, StepKind, Turning } from '../../flow/kind.ts';
import type { Event, Exit, Flow, Let, Step } from '../../flow/model.ts';
import type { Scene } from '../../flow/scene.ts';

/** Where a turn stopped because a value is not known. */
export interface Absent {
  readonly flow: Flow;
  readonly step: Step;
  readonly at: Position;
  /** What could not be worked out, and of what; undefined where it was no sum: no option or price to offer. */
  readonly expression: Expression | undefined;
  readonly vars: Vars;
}

/** What was noticed while flows ran. */
export interface Trace {
  /** The same flows, watched while they run. */
  readonly flows: ReadonlyMap<string, Flow>;
  readonly taken: ReadonlySet<Exit>;
  readonly reached: ReadonlySet<Step>;
  /** Options that were offered, of each step. */
  readonly offered: ReadonlyMap<Step, ReadonlySet<string>>;
  /** Why the last turn stopped, if it did. */
  readonly absent: () => Absent | undefined;
  /** The steps that the last turn entered, in order. */
  readonly entered: () => readonly Step[];
  readonly reset: () => void;
}

export const traced = (flows: ReadonlyMap<string, Flow>): Trace => {
  const taken = new Set<Exit>();
  const reached = new Set<Step>();
  const offered = new Map<Step, Set<string>>();
  let absent: Absent | undefined;
  let entered: Step[] = [];

  const note = (flow: Flow, step: Step, turn: Turning, move: Move, event?: Event): Move => {
    if (move.kind === 'absent') absent ??= whyAbsent(flow, step, turn);
    if (move.kind === 'wait') {
      const known = offered.get(step) ?? new Set();
      offered.set(step, known);
      for (const { id } of [...move.options, ...(move.named ?? [])]) known.add(id);
    }
    if (move.kind === 'go') {
      const exit = exitTaken(step, move.to, { ...turn, vars: move.set ?? turn.vars }, event);
      if (exit) taken.add(exit);
    }
    return move;
  };
  const watchedLet = (flow: Flow, step: Step, one: Let): Let => ({
    ...one,
    value: {
      ...one.value,
      evaluate: (vars, scene: Scene) => {
        const value = one.value.evaluate(vars, scene);
        if (value === undefined) absent ??= { flow, step, at: one.at, expression: one.value, vars };
        return value;
      },
    },
  });
  const watchedStep = (flow: Flow, step: Step): Step => {
    const { receive } = step.kind;
    const kind: StepKind = {
      ...step.kind,
      enter: (spec, turn) => {
        reached.add(step);
        entered.push(step);
        return note(flow, step, turn, step.kind.enter(spec, turn));
      },
      ...(receive && {
        receive: (spec: unknown, event: Event, turn: Turning) =>
          note(flow, step, turn, receive(spec, event, turn), event),
      }),
    };
    return { ...step, kind, lets: step.lets.map((one) => watchedLet(flow, step, one)) };
  };
  return {
    flows: new Map(
      [...flows].map(([id, flow]) => [
        id,
        { ...flow, steps: new Map([...flow.steps].map(([name, step]) => [name, watchedStep(flow, step)])) },
      ]),
    ),
    taken,
    reached,
    offered,
    absent: () => absent,
    entered: () => entered,
    reset: () => {
      absent = undefined;
      entered = [];
    },
  };
};

const exitTaken = (step: Step, to: string, { vars, scene }: Turning, event: Event | undefined): Exit | undefined => {
  const exits = step.kind.exits(step.spec).filter((exit) => exit.to === to);
  return (
    exits.find(({ option }) => option !== undefined && event?.kind === 'pick' && option === event.option) ??
    exits.find(({ option, when }) => option === undefined && (!when || when.evaluate(vars, scene) === true))
  );
};

/** A step decides by the first of its expressions that has a value; the first that has none is why it could not. */
const whyAbsent = (flow: Flow, step: Step, { vars, scene }: Turning): Absent => {
  const expression = step.kind.depends(step.spec).find((one) => one.evaluate(vars, scene) === undefined);
  const exit = step.kind.exits(step.spec).find(({ when }) => when !== undefined && when === expression);
  return { flow, step, at: exit?.at ?? step.at, expression, vars };
};
