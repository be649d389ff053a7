import type { Locale } from '../../base/locale.ts';
import type { Release } from '../../content/release.ts';
import { SYSTEM } from '../../dialog/system.ts';
import type { DrawnStep } from '../../flow/draw.ts';

const COMPARED = /\b([a-z][a-z0-9_]*) == '([a-z][a-z0-9-]*)'/g;

/** The words of one flow in one language. */
export interface Wording {
  /** What a step says: whole, and with the names of facts cut short. */
  readonly says: (step: DrawnStep) => { readonly whole: string; readonly short: string } | undefined;
  readonly label: (step: string, option: string) => string;
  /** A condition, with the labels of the options that it names. */
  readonly condition: (source: string) => string;
}

export const wordingOf = (release: Release, flow: string, locale: Locale): Wording => {
  const { texts, answers } = release;
  const label: Wording['label'] = (step, option) =>
    shortened(
      (
        texts.entry(locale, flow, step)?.options.get(option) ??
        texts.entry(locale, SYSTEM, 'words')?.options.get(option)
      )?.label.template ?? option,
    );
  const vars = release.flows.get(flow)?.vars;
  return {
    says: (step) => {
      const whole =
        step.says === undefined
          ? answers.get(step.subject ?? '')?.examples[locale]?.[0]
          : texts.entry(locale, flow, step.says)?.text.text?.template;
      return whole === undefined ? undefined : { whole, short: shortened(whole) };
    },
    label,
    condition: (source) =>
      source.replace(COMPARED, (whole, name: string, option: string) =>
        vars?.get(name)?.kind === 'choice' ? `“${label(name, option)}”` : whole,
      ),
  };
};

/** `{{fact.topic.name.key}}` takes the room of a sentence: `{key}` says as much in a picture. */
const shortened = (template: string): string =>
  template
    .replace(/\{\{\s*(?:[^{}]*\.)?([^{}.]+?)\s*\}\}/g, '{$1}')
    .replace(/\s+/g, ' ')
    .trim();
