import { z } from 'zod';
import { didYouMean } from '../../base/spelling.ts';
import type { Expression } from '../expression.ts';
import { expressionForm, stepNameForm } from '../form.ts';
import { defineKind } from '../kind.ts';
import type { Exit } from '../model.ts';
import { conditions } from '../next.ts';
import { isWord } from '../operators.ts';
import { pickOption } from '../options.ts';
import { type AfterMessage, afterExits, afterForm, compileAfter, moveAfter } from './say.ts';

interface Quotes extends AfterMessage {
  readonly corridor: string;
  readonly method: Expression | undefined;
  readonly past: boolean;
  readonly limit: number;
  readonly none: Exit | undefined;
}

const exits = (spec: Quotes): readonly Exit[] => [...afterExits(spec), ...(spec.none ? [spec.none] : [])];

/** Says published prices with their day: those that still hold, or with `past: true` the newest known. */
export const quotes = defineKind<Quotes>({
  key: 'quotes',
  form: z.strictObject({
    quotes: z.string().min(1).describe('The corridor, as in content/quotes/'),
    method: expressionForm.optional().describe('Only prices of this way of handing over'),
    past: z.boolean().optional().describe('true: also prices that hold no more'),
    limit: z.int().min(1).max(5).optional().describe('How many are shown (3)'),
    none: stepNameForm.describe('The step for when there is no price'),
    ...afterForm,
  }),
  subject: (spec) => spec.corridor,
  compile: (raw, c) => {
    const corridor = String(raw['quotes']);
    const known = [...c.names.corridors()];
    if (!known.includes(corridor))
      c.complain(
        ['quotes'],
        'unknown-quotes',
        `there are no prices of "${corridor}"`,
        didYouMean(corridor, known, 'published prices live in content/quotes/'),
      );
    const { past = false, limit = 3, none } = raw;
    if (typeof past !== 'boolean') c.complain(['past'], 'shape', 'past: must be true or false');
    if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > 5)
      c.complain(['limit'], 'shape', 'limit: must be 1 to 5');
    if (typeof none !== 'string')
      c.complain([], 'no-way-out', 'quotes needs none: the step for when there is no price to show');
    const method = raw['method'] === undefined ? undefined : c.expression(['method'], raw['method']);
    if (method && !isWord(method.type)) c.complain(['method'], 'type', 'method: must be a word or a choice');
    return {
      corridor,
      method,
      past: past === true,
      limit: Number(limit),
      none: typeof none === 'string' ? { to: c.target(['none'], none), at: c.at(['none']), way: 'none' } : undefined,
      ...compileAfter(raw, c),
    };
  },
  exits,
  texts: (spec, step) => ({ keys: [step], options: spec.options.map((o) => o.id), asks: spec.options.length > 0 }),
  saves: () => undefined,
  depends: (spec) => [...(spec.method ? [spec.method] : []), ...conditions(exits(spec))],
  waits: (spec) => spec.options.length > 0,
  enter: (spec, turn) => {
    const method = spec.method?.evaluate(turn.vars, turn.scene);
    const found = turn.scene.quotes({
      corridor: spec.corridor,
      method: typeof method === 'string' ? method : undefined,
      past: spec.past,
      limit: spec.limit,
    });
    if (found.length === 0) return spec.none ? { kind: 'go', to: spec.none.to } : { kind: 'absent' };
    return moveAfter(spec, [{ kind: 'quotes', flow: turn.flow, key: turn.step, vars: turn.vars, found }], turn);
  },
  receive: (spec, event, turn) => pickOption(spec.options, event, turn),
});
