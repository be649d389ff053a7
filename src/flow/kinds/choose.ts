import type { Expression } from '../expression.ts';
import { defineKind, type Turning } from '../kind.ts';
import type { Exit, Offered } from '../model.ts';
import { compileNext, conditions, takeExit } from '../next.ts';
import { YES_NO } from '../type.ts';

interface Choose {
  readonly options: readonly { readonly id: string; readonly when: Expression | undefined }[];
  readonly next: readonly Exit[];
}

const visible = (spec: Choose, turn: Turning): readonly Offered[] =>
  spec.options
    .filter(({ when }) => !when || when.evaluate(turn.vars, turn.scene) === true)
    .map(({ id }) => ({ id, flow: turn.flow, step: turn.step, global: false }));

/** Asks for one of a few options and saves which. */
export const choose = defineKind<Choose>({
  key: 'choose',
  keys: ['choose', 'next'],
  compile: (raw, c) => {
    const list = raw['choose'];
    if (!Array.isArray(list) || list.length < 2)
      c.complain(['choose'], 'shape', 'choose: needs a list of at least two options');
    const seen = new Set<string>();
    const options = (Array.isArray(list) ? list : []).flatMap((item: unknown, i) => {
      const option = typeof item === 'string' ? { id: item } : (item as { id?: unknown; when?: unknown } | null);
      if (typeof option?.id !== 'string' || !/^[a-z][a-z0-9-]*$/.test(option.id)) {
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
        { id: option.id, when: when === undefined ? undefined : c.expression(['choose', i, 'when'], when, YES_NO) },
      ];
    });
    return { options, next: compileNext(['next'], raw['next'], c) };
  },
  exits: (spec) => spec.next,
  texts: (spec, step) => ({ keys: [step], options: spec.options.map((o) => o.id), asks: true }),
  saves: (spec) => ({ kind: 'choice', options: spec.options.map((o) => o.id) }),
  depends: (spec) => [...spec.options.flatMap((o) => (o.when ? [o.when] : [])), ...conditions(spec.next)],
  waits: () => true,
  enter: (spec, turn) => {
    const options = visible(spec, turn);
    if (options.length === 0) return { kind: 'absent' };
    return {
      kind: 'wait',
      parts: [{ kind: 'text', flow: turn.flow, key: turn.step, role: 'text', vars: turn.vars }],
      options,
    };
  },
  receive: (spec, event, turn) => {
    if (event.kind !== 'pick' || !visible(spec, turn).some((o) => o.id === event.option)) return { kind: 'again' };
    const vars = { ...turn.vars, [turn.step]: event.option };
    const to = takeExit(spec.next, vars, turn.scene);
    return to === undefined ? { kind: 'absent' } : { kind: 'go', to, set: vars };
  },
});
