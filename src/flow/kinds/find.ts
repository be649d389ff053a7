import { didYouMean } from '../../base/spelling.ts';
import type { Point } from '../../base/value.ts';
import type { Expression } from '../expression.ts';
import { defineKind } from '../kind.ts';
import type { Exit } from '../model.ts';
import { conditions } from '../next.ts';
import { pickOption } from '../options.ts';
import { POINT } from '../type.ts';
import { type AfterMessage, afterExits, compileAfter, moveAfter } from './say.ts';

interface Find extends AfterMessage {
  readonly places: string;
  readonly near: Expression | undefined;
  readonly limit: number;
  readonly none: Exit | undefined;
}

const exits = (spec: Find): readonly Exit[] => [...afterExits(spec), ...(spec.none ? [spec.none] : [])];

/** Finds the nearest places to a point that the person has just shared. */
export const find = defineKind<Find>({
  key: 'find',
  keys: ['find', 'near', 'limit', 'none', 'options', 'next'],
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
    const none = raw['none'];
    if (typeof none !== 'string')
      c.complain([], 'no-way-out', 'find needs none: the step for when there is no place or no position');
    return {
      places,
      near: c.expression(['near'], raw['near'], POINT),
      limit: Number(limit),
      none: typeof none === 'string' ? { to: c.target(['none'], none), at: c.at(['none']) } : undefined,
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
    const found = near ? turn.scene.nearest(spec.places, near, spec.limit) : [];
    if (found.length === 0) return spec.none ? { kind: 'go', to: spec.none.to } : { kind: 'absent' };
    return moveAfter(
      spec,
      [{ kind: 'places', flow: turn.flow, key: turn.step, vars: turn.vars, places: spec.places, found }],
      turn,
    );
  },
  receive: (spec, event, turn) => pickOption(spec.options, event, turn),
});
