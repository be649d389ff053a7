import type { Event, Frame, Outcome } from '../../flow/model.ts';
import type { Scene } from '../../flow/scene.ts';
import { askOf, expressionsOf, placeOf } from './closure.ts';
import type { Outlook } from './outlook.ts';
import type { Plan } from './plan.ts';
import { rangeOf, scaleOf } from './scale.ts';
import type { World } from './world.ts';

/** Answers of types that have no order, as someone would type them. */
const TYPED: Readonly<Record<string, readonly string[]>> = { text: ['x'], city: ['Xx'], zip: ['00000'] };

/** Nobody's answer to anything but a free text. */
const NONSENSE = '?';

/** Everything worth answering to a question: every option, and typed answers on both sides of whatever they may change. */
export const answersTo = (
  outcome: Outcome,
  stack: readonly Frame[],
  plan: Plan,
  world: World,
  outlook: Outlook,
): readonly Event[] =>
  [
    ...[...outcome.options, ...(outcome.named ?? [])]
      .filter((option) => !option.global)
      .map(({ id }): Event => ({ kind: 'pick', option: id })),
    ...new Set([...typedAnswers(stack, plan, world, outlook), NONSENSE]),
  ].map(
    (answer): Event => (typeof answer === 'string' ? { kind: 'text', text: answer, locale: world.locale } : answer),
  );

const typedAnswers = (
  stack: readonly Frame[],
  plan: Plan,
  world: World,
  outlook: Outlook,
): readonly (string | Event)[] => {
  const top = stack.at(-1);
  const step = top && plan.flows.get(top.flow)?.steps.get(top.step);
  const type = step?.kind.saves(step.spec);
  const about = step && placeOf(step)?.about;
  if (!step || !top || !type) return [];
  if (type.kind === 'point')
    return [
      ...world.points(about).map((point): Event => ({ kind: 'location', point })),
      ...(about ? world.names(about) : []),
    ];
  const scene: Scene = world.scene();
  const { input, min, max } = askOf(step) ?? {};
  if (type.kind === 'text') return [...(TYPED[input?.name ?? ''] ?? []), ...wordsFor(plan, top, scene)];
  const scale = scaleOf(type, scene.today);
  if (!scale) return [];
  const { least, most } = rangeOf(scale, min?.evaluate(top.vars, scene), max?.evaluate(top.vars, scene));
  // Right outside of the limits, at them, and right inside; one and two are said in different words.
  const fixed = [least - 1n, least, least + 1n, 1n, 2n, most - 1n, most, most + 1n];
  const borders = least < most ? outlook.borders(stack, scale, { least, most }) : [];
  const floor = scale.least < least ? scale.least : least;
  return [...new Set([...fixed, ...borders])]
    .filter((answer) => answer >= floor - 1n && answer <= most + 1n)
    .sort((a, b) => (a < b ? -1 : 1))
    .map(scale.text);
};

/** What conditions compare an answer in words with. */
const wordsFor = (plan: Plan, { flow, step, vars }: Frame, scene: Scene): readonly string[] =>
  [...(plan.flows.get(flow)?.steps.values() ?? [])]
    .flatMap(expressionsOf)
    .flatMap(({ comparisons }) => comparisons)
    .flatMap(({ left, right }) => {
      const other = left.vars.includes(step) ? right : right.vars.includes(step) ? left : undefined;
      const word = other?.evaluate(vars, scene);
      return typeof word === 'string' ? [word] : [];
    });
