import { z } from 'zod';
import type { Expression } from '../expression.ts';
import { expressionForm, nextForm } from '../form.ts';
import { defineKind } from '../kind.ts';
import type { Exit } from '../model.ts';
import { compileNext, conditions, takeExit } from '../next.ts';
import { DAY } from '../type.ts';

interface Remind {
  readonly on: Expression | undefined;
  readonly next: readonly Exit[];
}

/** Promises a message on a day. Compiled and checked; options that lead here stay hidden until reminders exist. */
export const remind = defineKind<Remind>({
  key: 'remind',
  form: z.strictObject({
    remind: z.unknown().describe('Promises a message on a day; write: remind: ~'),
    on: expressionForm.describe('A day'),
    next: nextForm,
  }),
  compile: (raw, c) => ({ on: c.expression(['on'], raw['on'], DAY), next: compileNext(['next'], raw['next'], c) }),
  exits: (spec) => spec.next,
  texts: (_, step) => ({ keys: [step], options: [], asks: false }),
  saves: () => undefined,
  depends: (spec) => [...(spec.on ? [spec.on] : []), ...conditions(spec.next)],
  waits: () => false,
  enter: (spec, turn) => {
    const to = takeExit(spec.next, turn.vars, turn.scene);
    return to === undefined ? { kind: 'absent' } : { kind: 'go', to };
  },
});
