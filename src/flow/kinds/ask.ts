import { z } from 'zod';
import { minorDigits, money } from '../../base/money.ts';
import type { Value } from '../../base/value.ts';
import type { Expression } from '../expression.ts';
import { expressionForm, nextForm } from '../form.ts';
import { INPUTS, inputOf } from '../inputs/index.ts';
import type { Input } from '../inputs/input.ts';
import { defineKind } from '../kind.ts';
import type { Exit } from '../model.ts';
import { compileNext, conditions, takeExit } from '../next.ts';
import { order } from '../operators.ts';
import { INTEGER, type Type, typeName } from '../type.ts';

/** Exported for the checks that look for the answers at which something changes. */
export interface Ask {
  readonly input: Input | undefined;
  readonly min: Expression | undefined;
  readonly max: Expression | undefined;
  readonly next: readonly Exit[];
}

/** Asks for a typed answer and saves it. */
export const ask = defineKind<Ask>({
  key: 'ask',
  form: z.strictObject({
    ask: z
      .union([z.enum(INPUTS.map((input) => input.name)), z.string().regex(/^money [A-Z]{3}$/, 'such as money USD')])
      .describe('The type of the answer; it is saved under the name of the step'),
    min: expressionForm.optional().describe('The least: a number or an expression'),
    max: expressionForm.optional().describe('The most: a number or an expression'),
    next: nextForm,
  }),
  subject: ({ input }) =>
    input && typeName(input.type) !== input.type.kind ? typeName(input.type) : (input?.name ?? ''),
  compile: (raw, c) => {
    const found = inputOf(String(raw['ask']));
    if ('problem' in found) c.complain(['ask'], 'unknown-input', found.problem, found.hint);
    const input = 'problem' in found ? undefined : found;
    const bound = (name: 'min' | 'max'): Expression | undefined => {
      const source = raw[name];
      if (source === undefined || !input) return undefined;
      if (!['integer', 'decimal', 'money', 'day'].includes(input.type.kind))
        c.complain([name], 'type', `${name}: cannot be used here`);
      const types: Type[] = ['money', 'decimal'].includes(input.type.kind) ? [input.type, INTEGER] : [input.type];
      return c.expression([name], source, ...types);
    };
    return { input, min: bound('min'), max: bound('max'), next: compileNext(['next'], raw['next'], c) };
  },
  exits: (spec) => spec.next,
  texts: (spec, step) => ({ keys: [step], options: spec.input?.options ?? [], asks: true }),
  saves: (spec) => spec.input?.type,
  depends: (spec) => [...(spec.min ? [spec.min] : []), ...(spec.max ? [spec.max] : []), ...conditions(spec.next)],
  waits: () => true,
  enter: (spec, turn) => ({
    kind: 'wait',
    parts: [{ kind: 'text', flow: turn.flow, key: turn.step, role: 'text', vars: turn.vars }],
    options: (spec.input?.options ?? []).map((id) => ({ id, flow: turn.flow, step: turn.step, global: false })),
    ...(spec.input?.name === 'location' ? { ask: 'location' as const } : {}),
    ...(spec.input ? { input: spec.input.name } : {}),
  }),
  receive: (spec, event, turn) => {
    const value = spec.input?.read(event, { words: turn.scene.words, today: turn.today });
    if (value === undefined || !spec.input) return { kind: 'again' };
    // A limit that is not known today must not let everything pass.
    const fits = (bound: Expression | undefined, sign: 1 | -1): boolean | undefined => {
      if (!bound) return true;
      const limit = bound.evaluate(turn.vars, turn.scene);
      return limit === undefined ? undefined : order(value, comparable(limit, value)) * sign >= 0;
    };
    const within = [fits(spec.min, 1), fits(spec.max, -1)];
    if (within.includes(false)) return { kind: 'again' };
    if (within.includes(undefined)) return { kind: 'absent' };
    const vars = { ...turn.vars, [turn.step]: value };
    const to = takeExit(spec.next, vars, turn.scene);
    return to === undefined ? { kind: 'absent' } : { kind: 'go', to, set: vars };
  },
});

/** `min: 0` of an amount means 0 of its currency; other whole numbers are whole units of it. */
const comparable = (limit: Value, value: Value): Value => {
  if (typeof limit === 'bigint' && typeof value === 'object' && value.kind === 'money')
    return money(value.currency, limit * 10n ** BigInt(minorDigits(value.currency)));
  return limit;
};
