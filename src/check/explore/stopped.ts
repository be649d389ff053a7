import { type Diagnostic, error } from '../../base/diagnostic.ts';
import type { Vars } from '../../base/value.ts';
import type { Release } from '../../content/release.ts';
import type { ContentScene } from '../../content/scene.ts';
import { tableFact } from '../../content/table.ts';
import type { Expression } from '../../flow/expression.ts';
import type { Outcome, Step } from '../../flow/model.ts';
import type { Scene } from '../../flow/scene.ts';
import type { Lookup } from '../../flow/typed.ts';
import { askOf } from './closure.ts';
import { rangeOf, scaleOf } from './scale.ts';
import { written } from './slot.ts';
import type { Absent } from './trace.ts';

/** Why someone could not get on after a turn, if so. */
export const stoppedBy = (
  release: Release,
  scene: ContentScene,
  outcome: Outcome,
  absent: Absent | undefined,
  last: Step | undefined,
): Diagnostic | undefined => {
  if (absent?.expression) return notKnown(release, scene, absent, absent.expression);
  if (last && outcome.parts.some((part) => part.kind === 'system' && part.key === 'lost'))
    return error(
      last.at,
      'dead-end',
      `"${last.id}" goes round without ever waiting for the person`,
      'put a step with options or a question into the circle',
    );
  const step = absent?.step ?? release.flows.get(outcome.at.flow)?.steps.get(outcome.at.step);
  if (step && takesNothing(step, outcome, scene))
    return error(
      step.at,
      'dead-end',
      `"${step.id}" may take no answer at all: its min: is above its max:`,
      'lead elsewhere before, or widen its limits',
    );
  if (!step || (!absent && !isStuck(outcome))) return undefined;
  return error(
    step.at,
    'dead-end',
    `"${step.id}" may have nothing to offer, and nobody gets on`,
    'add an option without when:, or lead elsewhere before',
  );
};

/** It waits for an answer, and none can be given. */
const isStuck = ({ options, named = [], input, ask }: Outcome): boolean =>
  options.length + named.length === 0 && input === undefined && ask === undefined;

/** It asks for a figure, and no figure is within its limits. */
const takesNothing = (step: Step, { place }: Outcome, scene: Scene): boolean => {
  const { input, min, max } = askOf(step) ?? {};
  const scale = input && min && max && scaleOf(input.type, scene.today);
  const vars = place.stack.at(-1)?.vars;
  if (!scale || !vars) return false;
  const { least, most } = rangeOf(scale, min.evaluate(vars, scene), max.evaluate(vars, scene));
  return least > most;
};

/** A figure that has no value on this day, or a sum that has none whatever the day. */
const notKnown = (release: Release, scene: ContentScene, absent: Absent, expression: Expression): Diagnostic => {
  const { at, step, vars } = absent;
  const [id] = expression.lookups.flatMap((lookup) => missingIn(release, scene, vars, lookup));
  if (id !== undefined)
    return error(
      at,
      'expired-fact',
      `from ${scene.today.iso} on "${id}" has no value, and "${step.id}" needs it`,
      'ask has_fact first and lead elsewhere, take last_known, or give the fact its next value',
    );
  const calendar = shortOf(scene, expression, vars);
  if (calendar !== undefined)
    return error(
      at,
      'expired-fact',
      `from ${scene.today.iso} on the calendar "${calendar}" does not reach far enough for "${step.id}"`,
      `add the days of the year after ${release.calendars.get(calendar)?.until.iso.slice(0, 4)} to it`,
    );
  return error(
    at,
    'no-value',
    `"${expression.source}" cannot be worked out${forWhom(expression, vars)}`,
    'narrow the answers that lead here (min:, max:, when:), or lead elsewhere',
  );
};

/** The calendar that ends before a day that is asked of it. */
const shortOf = (scene: Scene, { evaluate }: Expression, vars: Vars): string | undefined => {
  let short: string | undefined;
  const workingDaysAfter: Scene['workingDaysAfter'] = (id, ...asked) => {
    const day = scene.workingDaysAfter(id, ...asked);
    if (!day) short ??= id;
    return day;
  };
  evaluate(vars, { ...scene, workingDaysAfter });
  return short;
};

const missingIn = (release: Release, scene: ContentScene, vars: Vars, lookup: Lookup): readonly string[] => {
  const { kind, id, inputs = [] } = lookup;
  if (kind === 'has') return [];
  if (kind !== 'table') return (kind === 'fact' ? scene.held(id) : scene.newest(id)) ? [] : [id];
  const values = inputs.flatMap((input) => input.evaluate(vars, scene) ?? []);
  const table = release.tables.get(id);
  const fact = table && values.length === inputs.length ? tableFact(table, values) : undefined;
  return fact === undefined || scene.held(fact) ? [] : [fact];
};

const forWhom = (expression: Expression, vars: Vars): string => {
  const known = expression.vars.filter((name) => vars[name] !== undefined);
  return known.length === 0 ? '' : ` where ${known.map((name) => `${name} is ${written(vars[name])}`).join(' and ')}`;
};
