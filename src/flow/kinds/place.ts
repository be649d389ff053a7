import { z } from 'zod';
import { didYouMean } from '../../base/spelling.ts';
import { nextForm, stepNameForm } from '../form.ts';
import { defineKind } from '../kind.ts';
import type { Exit } from '../model.ts';
import { compileNext, conditions, takeExit } from '../next.ts';
import type { About } from '../scene.ts';
import { POINT } from '../type.ts';

/** Exported for the checks that look for places to name. */
export interface AskPlace {
  readonly about: About;
  readonly next: readonly Exit[];
}

/** Asks for a place: a shared position, a postal code, a town with or without its region. Saved for this turn only. */
export const place = defineKind<AskPlace>({
  key: 'place',
  form: z.strictObject({
    place: z.array(z.string()).min(1).describe('The countries it is about, as in content/geo/geo.yaml'),
    near: stepNameForm.optional().describe('The places that will be looked for near it'),
    next: nextForm,
  }),
  subject: (spec) => spec.about.within.join(', '),
  compile: (raw, c) => {
    const countries = c.names.countries();
    const within = Array.isArray(raw['place']) ? raw['place'].map(String) : [];
    if (within.length === 0)
      c.complain(['place'], 'shape', 'place: lists the countries that it is about', 'such as: place: [ES]');
    for (const [i, country] of within.entries())
      if (!countries.includes(country))
        c.complain(
          ['place', i],
          'unknown-country',
          `there is no country "${country}"`,
          didYouMean(country, countries, 'countries stand in content/geo/geo.yaml'),
        );
    const near = raw['near'];
    const known = [...c.names.places()];
    if (near !== undefined && !known.includes(String(near)))
      c.complain(
        ['near'],
        'unknown-places',
        `there are no places "${String(near)}"`,
        didYouMean(String(near), known, 'places live in content/places/'),
      );
    return {
      about: { within, near: near === undefined ? undefined : String(near) },
      next: compileNext(['next'], raw['next'], c),
    };
  },
  exits: (spec) => spec.next,
  texts: (_, step) => ({ keys: [step], options: [], asks: true }),
  saves: () => POINT,
  depends: (spec) => conditions(spec.next),
  waits: () => true,
  enter: (_, turn) => ({
    kind: 'wait',
    parts: [{ kind: 'text', flow: turn.flow, key: turn.step, role: 'text', vars: turn.vars }],
    options: [],
    ask: 'location',
    input: 'place',
  }),
  receive: (spec, event, turn) => {
    const said = event.kind === 'location' ? event.point : event.kind === 'text' ? event.text : undefined;
    const located = said === undefined ? undefined : turn.scene.locate(said, spec.about);
    if (located?.kind === 'several') return { kind: 'which', points: located.points };
    if (located?.kind !== 'at') return { kind: 'again' };
    const vars = { ...turn.vars, [turn.step]: located.point };
    const to = takeExit(spec.next, vars, turn.scene);
    return to === undefined ? { kind: 'absent' } : { kind: 'go', to, set: vars };
  },
});
