import { error, type Position, type Report } from '../base/diagnostic.ts';
import { didYouMean } from '../base/spelling.ts';
import { ANSWERS } from '../content/load.ts';
import { localesOf, type Release } from '../content/release.ts';
import { type Entry, type Variants, type Written, writings } from '../content/text.ts';
import { QUOTE_PLACEHOLDERS } from '../dialog/speak-quotes.ts';
import { SYSTEM } from '../dialog/system.ts';
import { assignedAt } from '../flow/assigned.ts';
import type { Flow } from '../flow/model.ts';
import type { Rule } from './rule.ts';

const FACT_KINDS = ['fact', 'last', 'until', 'checked'];
/** What a text may say of a point besides its name: the regions with another town of that name. */
const NAMESAKES = 'namesakes';
const SYSTEM_NAMES = ['what', 'title', 'publisher', 'published', 'url', 'checked'];

export const unknownPlaceholder: Rule = {
  name: 'unknown-placeholder',
  why: 'the sentence would have a hole in it',
  check: (release, report) => {
    for (const locale of localesOf(release)) {
      for (const [name, book] of release.texts.books.get(locale) ?? []) {
        const flow = release.flows.get(name);
        const assigned = flow && assignedAt(flow);
        for (const entry of book.values()) {
          for (const written of writings(entry))
            for (const placeholder of written.placeholders) checkOne(release, name, flow, placeholder, written, report);
          if (flow && assigned) checkAssigned(flow, entry, assigned, report);
        }
      }
    }
  },
};

/** Where a placeholder stands: the same word may be said before it. */
const placeIn = ({ template, letter }: Written, placeholder: string): Position =>
  letter(Math.max(0, template.search(new RegExp(`\\{\\{\\s*${RegExp.escape(placeholder)}\\s*\\}\\}`))));

const checkOne = (
  release: Release,
  book: string,
  flow: Flow | undefined,
  placeholder: string,
  written: Written,
  report: Report,
): void => {
  const at = placeIn(written, placeholder);
  const dot = placeholder.indexOf('.');
  if (dot > 0) {
    const [kind, id] = [placeholder.slice(0, dot), placeholder.slice(dot + 1)];
    if (flow?.vars.get(kind)?.kind === 'point' && id === NAMESAKES) return;
    if (!FACT_KINDS.includes(kind))
      report(
        error(
          at,
          'unknown-placeholder',
          `"${kind}." is no way to name a fact`,
          didYouMean(kind, FACT_KINDS, `known: ${FACT_KINDS.join(', ')}`),
        ),
      );
    else if (!release.facts.has(id))
      report(error(at, 'unknown-fact', `there is no fact "${id}"`, didYouMean(id, release.facts.keys())));
    return;
  }
  const known =
    book === SYSTEM
      ? SYSTEM_NAMES
      : book === ANSWERS
        ? []
        : [...(flow?.vars.keys() ?? []), 'places', ...QUOTE_PLACEHOLDERS];
  if (placeholder !== 'today' && !known.includes(placeholder))
    report(
      error(
        at,
        'unknown-placeholder',
        `"{{${placeholder}}}" has no value here`,
        didYouMean(placeholder, [...known, 'today']),
      ),
    );
};

/** Variables must have a value at every step that says the text. */
const checkAssigned = (
  flow: Flow,
  entry: Entry,
  assigned: ReadonlyMap<string, ReadonlySet<string>>,
  report: Report,
): void => {
  for (const step of flow.steps.values()) {
    const before = assigned.get(step.id);
    if (!before || !step.kind.texts(step.spec, step.id).keys.includes(entry.key)) continue;
    // What waits may be said again, and a point is gone by then.
    const lasting = [...before].filter((name) => !step.kind.waits(step.spec) || flow.vars.get(name)?.kind !== 'point');
    const known = new Set([...lasting, ...step.lets.map((l) => l.name)]);
    for (const written of writings(entry))
      for (const placeholder of written.placeholders) {
        const name = placeholder.replace(`.${NAMESAKES}`, '');
        if (flow.vars.has(name) && !known.has(name))
          report(
            error(
              placeIn(written, placeholder),
              'unassigned-variable',
              `"{{${name}}}" may have no value when "${step.id}" says this`,
              'ask or work it out on every way that leads there',
            ),
          );
      }
  }
};

export const missingPlaceholder: Rule = {
  name: 'missing-placeholder',
  why: 'people of one channel or language would not be told something that others are',
  check: (release, report) => {
    const [first, ...others] = localesOf(release);
    if (first === undefined) return;
    for (const locale of [first, ...others]) {
      for (const [name, book] of release.texts.books.get(locale) ?? []) {
        // The program's own texts get their values from the program: a shorter form may leave some out.
        if (name === SYSTEM) continue;
        for (const entry of book.values()) {
          compareVariants(entry.text, report);
          compareVariants(entry.again, report);
          const original = release.texts.entry(first, name, entry.key);
          if (locale !== first && original) compareEntries(original, entry, `as in ${first}`, report);
        }
      }
    }
  },
};

const compareVariants = (variants: Variants, report: Report): void => {
  for (const [name, written] of Object.entries(variants))
    if (name !== 'text') compare(variants.text, written, 'as in text:', report);
};

/** The wordings that stand for all channels; the others of a language are compared with them. */
const compareEntries = (original: Entry, other: Entry, as: string, report: Report): void => {
  compare(original.text.text, other.text.text, as, report);
  compare(original.again.text, other.again.text, as, report);
  for (const [id, { label }] of other.options) compare(original.options.get(id)?.label, label, as, report);
};

const compare = (original: Written | undefined, other: Written | undefined, as: string, report: Report): void => {
  if (!original || !other) return;
  const [wanted, found] = [new Set(original.placeholders), new Set(other.placeholders)];
  for (const name of wanted)
    if (!found.has(name))
      report(
        error(other.at, 'missing-placeholder', `"{{${name}}}" is missing`, `say it ${as}, or leave it out of both`),
      );
  for (const name of found)
    if (!wanted.has(name))
      report(
        error(
          placeIn(other, name),
          'missing-placeholder',
          `"{{${name}}}" is said only here`,
          `say it ${as}, or leave it out of both`,
        ),
      );
};
