import { warning } from '../base/diagnostic.ts';
import type { Release } from '../content/release.ts';
import { writings } from '../content/text.ts';
import { citations } from './facts.ts';
import type { Rule } from './rule.ts';

/** Facts that a text says, a sum looks up, a table names or a place notes. */
const usedFacts = (release: Release): ReadonlySet<string> => {
  const said = [...release.texts.books.values()]
    .flatMap((books) => [...books.values()].flatMap((book) => [...book.values()]))
    .flatMap((entry) => writings(entry).flatMap(({ placeholders }) => placeholders))
    .map((name) => name.slice(name.indexOf('.') + 1));
  const lookedUp = [...release.flows.values()]
    .flatMap(({ steps }) => [...steps.values()])
    .flatMap((step) => [...step.lets.map(({ value }) => value), ...step.kind.depends(step.spec)])
    .flatMap(({ lookups }) => lookups.map(({ id }) => id));
  const named = [...release.tables.values()].flatMap(({ rows }) => rows.map(({ fact }) => fact));
  const noted = [...release.places.values()].flat().flatMap(({ note }) => note ?? []);
  return new Set([...said, ...lookedUp, ...named, ...noted]);
};

export const unusedFact: Rule = {
  name: 'unused-fact',
  why: 'someone would go on checking what nobody is told',
  check: (release, report) => {
    const used = usedFacts(release);
    for (const { id, at } of release.facts.values())
      if (!used.has(id))
        report(warning(at, 'unused-fact', `nothing uses "${id}"`, 'say it in a text or a flow, or remove it'));
  },
};

export const unusedSource: Rule = {
  name: 'unused-source',
  why: 'someone would go on keeping what nothing rests on',
  check: (release, report) => {
    const used = new Set(citations(release).map(({ source }) => source));
    for (const { id, at } of release.sources.values())
      if (!used.has(id)) report(warning(at, 'unused-source', `nothing rests on "${id}"`, 'remove it'));
  },
};
