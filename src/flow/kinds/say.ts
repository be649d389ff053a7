import { z } from 'zod';
import { nextForm, optionsForm, stepNameForm } from '../form.ts';
import { defineKind, type Move, type StepCompiling, type Turning } from '../kind.ts';
import type { Exit, Part } from '../model.ts';
import { compileNext, conditions, takeExit } from '../next.ts';
import { compileOptions, type OptionSpec, offered, pickOption } from '../options.ts';

/** A message, and then either a choice or the next step. Shared by say, show and find. */
export interface AfterMessage {
  readonly options: readonly OptionSpec[];
  readonly next: readonly Exit[];
}

/** The keys of what comes after a message. */
export const afterForm = { options: optionsForm.optional(), next: nextForm.optional() };

export const compileAfter = (raw: Readonly<Record<string, unknown>>, c: StepCompiling): AfterMessage => {
  if (raw['options'] === undefined) return { options: [], next: compileNext(['next'], raw['next'], c) };
  if (raw['next'] !== undefined) c.complain(['next'], 'shape', 'a step has either options: or next:, not both');
  return { options: compileOptions(['options'], raw['options'], c), next: [] };
};

export const afterExits = (after: AfterMessage): readonly Exit[] => [
  ...after.next,
  ...after.options.flatMap((o) => (o.exit ? [o.exit] : [])),
];

/** Waits with the options, or goes on with the parts said. */
export const moveAfter = (after: AfterMessage, parts: readonly Part[], turn: Turning): Move => {
  if (after.options.length > 0) return { kind: 'wait', parts, options: offered(after.options, turn) };
  const to = takeExit(after.next, turn.vars, turn.scene);
  return to === undefined ? { kind: 'absent' } : { kind: 'go', to, parts };
};

interface Say extends AfterMessage {
  readonly key: string;
}

/** Says a text; waits when it has options. */
export const say = defineKind<Say>({
  key: 'say',
  form: z.strictObject({
    say: z.union([z.null(), stepNameForm]).describe('~ says the text of this step; a name says that text'),
    ...afterForm,
  }),
  compile: (raw, c) => {
    const key = raw['say'] ?? c.step;
    if (typeof key !== 'string') c.complain(['say'], 'shape', 'say: must be empty (~) or the name of a text');
    return { key: String(key), ...compileAfter(raw, c) };
  },
  exits: afterExits,
  texts: (spec, step) => ({
    keys: spec.key === step ? [spec.key] : [spec.key, step],
    options: spec.options.map((o) => o.id),
    asks: spec.options.length > 0,
  }),
  saves: () => undefined,
  depends: (spec) => conditions(afterExits(spec)),
  waits: (spec) => spec.options.length > 0,
  enter: (spec, turn) =>
    moveAfter(spec, [{ kind: 'text', flow: turn.flow, key: spec.key, role: 'text', vars: turn.vars }], turn),
  receive: (spec, event, turn) => pickOption(spec.options, event, turn),
});
