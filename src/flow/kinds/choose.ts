import { z } from 'zod';
import type { Position } from '../../base/diagnostic.ts';
import type { Expression } from '../expression.ts';
import { conditionForm, nextForm } from '../form.ts';
import { defineKind, type Turning } from '../kind.ts';
import type { Exit, Offered } from '../model.ts';
import { compileNext, conditions, takeExit } from '../next.ts';
import { YES_NO } from '../type.ts';

/** Exported for the checks that look for options that are never offered. */
export interface Choose {
  readonly options: readonly { readonly id: string; readonly at: Position; readonly when: Expression | undefined }[];
  /** False where there are too many to list: people type the name. */
  readonly listed: boolean;
  readonly next: readonly Exit[];
}

const OPTION = /^[a-z][a-z0-9-]*$/;
const optionForm = z.string().regex(OPTION, 'small letters, digits and hyphens');

const visible = (spec: Choose, turn: Turning): readonly Offered[] =>
  spec.options
    .filter(({ when }) => !when || when.evaluate(turn.vars, turn.scene) === true)
    .map(({ id }) => ({ id, flow: turn.flow, step: turn.step, global: false }));

/** Asks for one of a few options and saves which. */
export const choose = defineKind<Choose>({
  key: 'choose',
  form: z.strictObject({
    choose: z
      .array(z.union([optionForm, z.strictObject({ id: optionForm, when: conditionForm.optional() })]))
      .min(2, 'needs at least two options')
      .describe('The options; the one chosen is saved under the name of the step'),
    listed: z.boolean().optional().describe('false: the options are not shown, people type a name'),
    next: nextForm,
  }),
  compile: (raw, c) => {
    const list = raw['choose'];
    if (!Array.isArray(list) || list.length < 2)
      c.complain(['choose'], 'shape', 'choose: needs a list of at least two options');
    const seen = new Set<string>();
    const options = (Array.isArray(list) ? list : []).flatMap((item: unknown, i) => {
      const option = typeof item === 'string' ? { id: item } : (item as { id?: unknown; when?: unknown } | null);
      if (typeof option?.id !== 'string' || !OPTION.test(option.id)) {
        c.complain(
          ['choose', i],
          'shape',
          'an option is a word of small letters, digits and hyphens',
          'or { id, when }',
        );
        return [];
      }
      if (seen.has(option.id)) c.complain(['choose', i], 'shape', `the option "${option.id}" stands twice`);
      seen.add(option.id);
      const { when, ...rest } = option as Record<string, unknown>;
      for (const key of Object.keys(rest))
        if (key !== 'id') c.complain(['choose', i, key], 'shape', `"${key}" is not known here`, 'known: id, when');
      return [
        {
          id: option.id,
          at: c.at(['choose', i]),
          when: when === undefined ? undefined : c.expression(['choose', i, 'when'], when, YES_NO),
        },
      ];
    });
    const listed = raw['listed'] ?? true;
    if (typeof listed !== 'boolean') c.complain(['listed'], 'shape', 'listed: must be true or false');
    return { options, listed: listed !== false, next: compileNext(['next'], raw['next'], c) };
  },
  exits: (spec) => spec.next,
  texts: (spec, step) => ({
    keys: [step],
    options: spec.options.map((o) => o.id),
    ...(spec.listed ? {} : { listed: false }),
    asks: true,
  }),
  saves: (spec) => ({ kind: 'choice', options: spec.options.map((o) => o.id) }),
  depends: (spec) => [...spec.options.flatMap((o) => (o.when ? [o.when] : [])), ...conditions(spec.next)],
  waits: () => true,
  enter: (spec, turn) => {
    const options = visible(spec, turn);
    if (options.length === 0) return { kind: 'absent' };
    return {
      kind: 'wait',
      parts: [{ kind: 'text', flow: turn.flow, key: turn.step, role: 'text', vars: turn.vars }],
      options: spec.listed ? options : [],
      ...(spec.listed ? {} : { named: options }),
    };
  },
  receive: (spec, event, turn) => {
    if (event.kind !== 'pick' || !visible(spec, turn).some((o) => o.id === event.option)) return { kind: 'again' };
    const vars = { ...turn.vars, [turn.step]: event.option };
    const to = takeExit(spec.next, vars, turn.scene);
    return to === undefined ? { kind: 'absent' } : { kind: 'go', to, set: vars };
  },
});
