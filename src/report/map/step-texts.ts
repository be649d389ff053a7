import type { Position } from '../../base/diagnostic.ts';
import type { Locale } from '../../base/locale.ts';
import { ANSWERS } from '../../content/load.ts';
import { localesOf, type Release } from '../../content/release.ts';
import type { Entry, Variants } from '../../content/text.ts';
import type { Flow, Step } from '../../flow/model.ts';

/** One writing of a step: what it is for, its words as they were written, and where they stand. */
export interface Writing {
  /** `text`, a channel's own wording, `again`, or `option`. */
  readonly role: string;
  /** The option that it names. */
  readonly option?: string;
  readonly words: string;
  readonly at: string;
}

/** A step with all that it says, language by language. */
export interface StepTexts {
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  readonly texts: readonly { readonly language: Locale; readonly writings: readonly Writing[] }[];
}

/** What each step of a flow says in each language, and in which line. */
export const stepTexts = (release: Release, flow: Flow): readonly StepTexts[] =>
  [...flow.steps.values()].map((step) => ({
    id: step.id,
    kind: step.kind.key,
    at: placeOf(step.at),
    texts: localesOf(release).map((language) => ({
      language,
      writings: entriesOf(release, flow, step, language).flatMap(writingsOf),
    })),
  }));

const placeOf = ({ file, line }: Position): string => `${file}:${line}`;

/** Labels stand under the step's own name, also where it says the text of another name. */
const entriesOf = (release: Release, flow: Flow, { id, kind, spec }: Step, locale: Locale): readonly Entry[] => {
  const own = [...new Set([...kind.texts(spec, id).keys, id])].map((key) => release.texts.entry(locale, flow.id, key));
  const shown = kind.key === 'show' ? release.texts.entry(locale, ANSWERS, kind.subject?.(spec) ?? '') : undefined;
  return [...own, shown].filter((entry) => entry !== undefined);
};

const writingsOf = ({ text, again, options }: Entry): readonly Writing[] => [
  ...variantsOf(text, (medium) => medium),
  ...variantsOf(again, (medium) => (medium === 'text' ? 'again' : `again, ${medium}`)),
  ...[...options].map(([option, { label }]) => ({
    role: 'option',
    option,
    words: label.template,
    at: placeOf(label.at),
  })),
];

const variantsOf = (variants: Variants, role: (medium: string) => string): readonly Writing[] =>
  Object.entries(variants).map(([medium, { template, at }]) => ({
    role: role(medium),
    words: template,
    at: placeOf(at),
  }));
