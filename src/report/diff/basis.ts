import { calledFrom } from '../../check/explore/closure.ts';
import { ANSWERS } from '../../content/load.ts';
import { localesOf, type Release } from '../../content/release.ts';
import { writings } from '../../content/text.ts';
import { SYSTEM } from '../../dialog/system.ts';
import type { Flow, Step } from '../../flow/model.ts';
import { factsOfStep } from '../uses.ts';

/** Steps that look for places, by a gazetteer that cannot be written down; a flow with one is always walked. */
const LOOKING = ['place', 'find'];

/**
 * Everything on which a flow can rest, as text. Two releases that agree on it say the same on every path; undefined where it
 * cannot be told so simply.
 */
export const createBasis = (release: Release): ((flow: string) => string | undefined) => {
  const general = written([
    release.settings,
    [...release.units],
    [...release.calendars.values()].map(({ days, rest, ...calendar }) => [calendar, [...days], [...rest]]),
    textsOf(release, SYSTEM),
  ]);
  const prices = written(release.quotes.map(({ at: _at, id: _id, ...quote }) => quote));
  return (id) => {
    const flows = calledFrom(release.flows, id);
    const steps = flows.flatMap((flow) => [...flow.steps.values()].map((step) => ({ flow, step })));
    if (steps.some(({ step }) => LOOKING.includes(step.kind.key) || savesPoint(step))) return undefined;
    return written([
      general,
      steps.some(({ step }) => step.kind.key === 'quotes') ? prices : '',
      flows.map(({ digest, id: each }) => [digest, textsOf(release, each)]),
      steps.map((one) => basisOfStep(release, one)),
    ]);
  };
};

/** A position can be named and measured, which takes the gazetteer too. */
const savesPoint = (step: Step): boolean => step.kind.saves(step.spec)?.kind === 'point';

const basisOfStep = (release: Release, { flow, step }: { readonly flow: Flow; readonly step: Step }): unknown => {
  const expressions = [...step.lets.map(({ value }) => value), ...step.kind.depends(step.spec)];
  const shown = step.kind.key === 'show' ? step.kind.subject?.(step.spec) : undefined;
  return [
    [...factsOfStep(release, flow, step)].map((id) => {
      const fact = release.facts.get(id);
      // How a value is said, on which day it begins, and when it was looked up.
      return [
        fact?.unit,
        fact?.zone,
        fact?.history.map(({ from, until, value, spoken, checked }) => [from, until, value, spoken, checked]),
      ];
    }),
    expressions.flatMap(({ lookups }) =>
      lookups.map(({ id }) => release.tables.get(id)?.rows.map(({ cells, fact }) => [cells, fact])),
    ),
    shown === undefined ? [] : textsOf(release, ANSWERS, shown),
  ];
};

const textsOf = (release: Release, book: string, only?: string): unknown =>
  localesOf(release).map((locale) =>
    [...(release.texts.books.get(locale)?.get(book)?.values() ?? [])]
      .filter(({ key }) => only === undefined || key === only)
      .map((entry) => [
        entry.key,
        Object.keys(entry.text),
        [...entry.options.keys()],
        writings(entry).map(({ template }) => template),
      ]),
  );

const written = (value: unknown): string =>
  JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner));
