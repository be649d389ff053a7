import { z } from 'zod';
import { didYouMean } from '../../base/spelling.ts';
import type { Point } from '../../base/value.ts';
import type { Expression } from '../expression.ts';
import { expressionForm, stepNameForm } from '../form.ts';
import { defineKind } from '../kind.ts';
import type { Exit } from '../model.ts';
import { conditions } from '../next.ts';
import { pickOption } from '../options.ts';
import { POINT } from '../type.ts';
import { type AfterMessage, afterExits, afterForm, compileAfter, moveAfter } from './say.ts';

interface Find extends AfterMessage {
  readonly places: string;
  readonly near: Expression | undefined;
  readonly limit: number;
  /** One more is shown when it is at most so many kilometres farther than the first. */
  readonly alsoWithin: number | undefined;
  /** How many are told to who asks for more. */
  readonly more: number;
  readonly none: Exit | undefined;
}

const exits = (spec: Find): readonly Exit[] => [...afterExits(spec), ...(spec.none ? [spec.none] : [])];

/** Finds the nearest places to a point that the person has just shared. */
export const find = defineKind<Find>({
  key: 'find',
  form: z.strictObject({
    find: stepNameForm.describe('The places: a file of content/places/, without .csv'),
    near: expressionForm.describe('A point'),
    limit: z.int().min(1).max(5).optional().describe('How many are shown (3)'),
    also_within: z
      .number()
      .positive()
      .optional()
      .describe('One more is shown when it is at most so many kilometres farther'),
    more: z.int().min(0).max(5).optional().describe('How many are told to who writes MORE'),
    none: stepNameForm.optional().describe('The step for when there is no place'),
    ...afterForm,
  }),
  subject: (spec) => spec.places,
  compile: (raw, c) => {
    const places = String(raw['find']);
    const known = [...c.names.places()];
    if (!known.includes(places))
      c.complain(
        ['find'],
        'unknown-places',
        `there are no places "${places}"`,
        didYouMean(places, known, 'places live in content/places/'),
      );
    const limit = raw['limit'] ?? 3;
    if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > 5)
      c.complain(['limit'], 'shape', 'limit: must be 1 to 5');
    const [alsoWithin, more] = [raw['also_within'], raw['more'] ?? 0];
    if (alsoWithin !== undefined && !(Number(alsoWithin) > 0))
      c.complain(['also_within'], 'shape', 'also_within: must be a number of kilometres');
    if (typeof more !== 'number' || !Number.isInteger(more) || more < 0 || more > 5)
      c.complain(['more'], 'shape', 'more: must be 0 to 5');
    const none = raw['none'];
    // A list with options is said again when its point is gone.
    if (typeof none !== 'string' && raw['options'] !== undefined)
      c.complain([], 'no-way-out', 'find with options needs none: the step for when there is no place or no position');
    return {
      places,
      near: c.expression(['near'], raw['near'], POINT),
      limit: Number(limit),
      alsoWithin: alsoWithin === undefined ? undefined : Number(alsoWithin),
      more: Number(more),
      none: typeof none === 'string' ? { to: c.target(['none'], none), at: c.at(['none']), way: 'none' } : undefined,
      ...compileAfter(raw, c),
    };
  },
  exits,
  texts: (spec, step) => ({ keys: [step], options: spec.options.map((o) => o.id), asks: spec.options.length > 0 }),
  saves: () => undefined,
  depends: (spec) => [...(spec.near ? [spec.near] : []), ...conditions(exits(spec))],
  waits: (spec) => spec.options.length > 0,
  enter: (spec, turn) => {
    const near = spec.near?.evaluate(turn.vars, turn.scene) as Point | undefined;
    const all = near ? turn.scene.nearest(spec.places, near, spec.limit + 1 + spec.more) : [];
    const [first, extra] = [all[0], all[spec.limit]];
    const close = first && extra && extra.kilometres - first.kilometres <= (spec.alsoWithin ?? -1);
    const shown = spec.limit + (close ? 1 : 0);
    if (!first) return spec.none ? { kind: 'go', to: spec.none.to } : { kind: 'absent' };
    return moveAfter(
      spec,
      [
        {
          kind: 'places',
          flow: turn.flow,
          key: turn.step,
          vars: turn.vars,
          places: spec.places,
          found: all.slice(0, shown),
          later: all.slice(shown, shown + spec.more),
        },
      ],
      turn,
    );
  },
  receive: (spec, event, turn) => pickOption(spec.options, event, turn),
});
