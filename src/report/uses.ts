import type { Position } from '../base/diagnostic.ts';
import { ANSWERS } from '../content/load.ts';
import { localesOf, type Release } from '../content/release.ts';
import { writings } from '../content/text.ts';
import type { Flow, Step } from '../flow/model.ts';

/** A step that rests on a fact. */
export interface UsingStep {
  readonly flow: string;
  readonly step: string;
  readonly at: Position;
}

/** What rests on a fact: answers that say it, and steps that say it or decide by it. */
export interface Uses {
  readonly answers: readonly string[];
  readonly steps: readonly UsingStep[];
}

/** Finds what rests on which fact, looked up in sums and conditions, named by tables and places, or said in any language. */
export const usesOf = (release: Release): ((fact: string) => Uses) => {
  const answers = [...release.answers.keys()].map((id) => ({ id, facts: new Set(saidIn(release, ANSWERS, id)) }));
  const steps = [...release.flows.values()].flatMap((flow) =>
    [...flow.steps.values()].map((step) => ({
      at: { flow: flow.id, step: step.id, at: step.at },
      facts: factsOfStep(release, flow, step),
    })),
  );
  return (fact) => ({
    answers: answers.filter(({ facts }) => facts.has(fact)).map(({ id }) => id),
    steps: steps.filter(({ facts }) => facts.has(fact)).map(({ at }) => at),
  });
};

/** Facts that a text says, in any language and on any channel. */
const saidIn = (release: Release, book: string, key: string): readonly string[] =>
  localesOf(release).flatMap((locale) => {
    const entry = release.texts.entry(locale, book, key);
    return (entry ? writings(entry) : [])
      .flatMap(({ placeholders }) => placeholders.map((name) => name.slice(name.indexOf('.') + 1)))
      .filter((id) => release.facts.has(id));
  });

/** The facts on which a step rests. */
export const factsOfStep = (release: Release, flow: Flow, step: Step): ReadonlySet<string> => {
  const { kind, spec } = step;
  const lookups = [...step.lets.map(({ value }) => value), ...kind.depends(spec)].flatMap((one) => one.lookups);
  const subject = kind.subject?.(spec) ?? '';
  return new Set([
    ...lookups.flatMap(({ id, kind: how }) =>
      how === 'table' ? (release.tables.get(id)?.rows ?? []).map(({ fact }) => fact) : [id],
    ),
    ...[step.id, ...kind.texts(spec, step.id).keys].flatMap((key) => saidIn(release, flow.id, key)),
    ...(kind.key === 'show' ? saidIn(release, ANSWERS, subject) : []),
    ...(kind.key === 'find' ? (release.places.get(subject) ?? []).flatMap(({ note }) => note ?? []) : []),
  ]);
};
