import { z } from 'zod';
import { didYouMean } from '../../base/spelling.ts';
import type { Value } from '../../base/value.ts';
import type { Expression } from '../expression.ts';
import { expressionForm, nextForm, stepNameForm, variableForm } from '../form.ts';
import { defineKind } from '../kind.ts';
import type { Exit } from '../model.ts';
import { compileNext, conditions, takeExit } from '../next.ts';
import type { Type } from '../type.ts';

/** Exported for the checks that follow a call into the other flow. */
export interface Call {
  readonly flow: string;
  readonly given: ReadonlyMap<string, Expression>;
  readonly gained: ReadonlyMap<string, Type>;
  readonly next: readonly Exit[];
}

/** Runs another flow and then goes on; what that flow gives back is set before `next` is decided. */
export const call = defineKind<Call>({
  key: 'call',
  form: z.strictObject({
    call: stepNameForm.describe('The flow to run'),
    with: z.record(variableForm, expressionForm).nullable().optional().describe('What it takes: { name: expression }'),
    next: nextForm,
  }),
  subject: (spec) => spec.flow,
  compile: (raw, c) => {
    const flow = String(raw['call']);
    const known = [...c.names.flows()];
    if (!known.includes(flow))
      c.complain(
        ['call'],
        'unknown-flow',
        `there is no flow "${flow}"`,
        didYouMean(flow, known, 'flows live in flows/'),
      );
    const given = new Map<string, Expression>();
    const raws = raw['with'] ?? {};
    if (typeof raws !== 'object' || Array.isArray(raws))
      c.complain(['with'], 'shape', 'with: must be { name: "expression" }');
    else
      for (const [name, source] of Object.entries(raws as Record<string, unknown>)) {
        const value = c.expression(['with', name], source);
        if (value) given.set(name, value);
      }
    return { flow, given, gained: c.names.gives(flow), next: compileNext(['next'], raw['next'], c) };
  },
  exits: (spec) => spec.next,
  texts: () => ({ keys: [], options: [], asks: false }),
  saves: () => undefined,
  gains: (spec) => spec.gained,
  depends: (spec) => [...spec.given.values(), ...conditions(spec.next)],
  waits: () => false,
  enter: (spec, turn) => {
    const vars: Record<string, Value> = {};
    for (const [name, expression] of spec.given) {
      const value = expression.evaluate(turn.vars, turn.scene);
      if (value === undefined) return { kind: 'absent' };
      vars[name] = value;
    }
    return { kind: 'call', flow: spec.flow, vars };
  },
  /** Comes back from the called flow. */
  receive: (spec, _event, turn) => {
    const to = takeExit(spec.next, turn.vars, turn.scene);
    return to === undefined ? { kind: 'absent' } : { kind: 'go', to };
  },
});
