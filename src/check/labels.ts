import { error, type Position } from '../base/diagnostic.ts';
import { fold } from '../base/fold.ts';
import type { Locale } from '../base/locale.ts';
import { CAPABILITIES } from '../channel/capability.ts';
import { localesOf, type Release } from '../content/release.ts';
import { COMMANDS, type CommandName } from '../dialog/command.ts';
import { SYSTEM } from '../dialog/system.ts';
import { isGlobalWord } from '../flow/global.ts';
import type { Flow, Step } from '../flow/model.ts';
import type { Rule } from './rule.ts';

/** One word or phrase by which an option can be chosen. */
interface Name {
  readonly option: string;
  readonly global: boolean;
  readonly said: string;
  /** Whether it is the label, which people read. */
  readonly shown: boolean;
  readonly at: Position;
}

/** Everything by which the options of one question can be chosen in a language. */
const namesIn = (release: Release, locale: Locale, flow: Flow, step: Step): readonly Name[] =>
  step.kind.texts(step.spec, step.id).options.flatMap((option) => {
    const own = release.texts.entry(locale, flow.id, step.id)?.options.get(option);
    const text = own ?? release.texts.entry(locale, SYSTEM, 'words')?.options.get(option);
    if (!text) return [];
    const { label, also } = text;
    const global = own === undefined && isGlobalWord(option);
    return [label.template, ...also].map((said, i) => ({ option, global, said, shown: i === 0, at: label.at }));
  });

/** Words that ask to be left alone or erased: no question may take any of them. */
const NEVER_ANSWERS: readonly CommandName[] = ['stop', 'forget'];

/** The command that people are told to write with this word: the first of its list. A question may take its other words. */
const takenBy = (release: Release, locale: Locale, { said, shown }: Name): CommandName | undefined => {
  const commands = release.words.get(locale)?.commands ?? {};
  const word = fold(said);
  // "More" answers "more than a week?" as well; as a label it would be read for the rest of a long message.
  const first = COMMANDS.filter((name) => shown || name !== 'more').find((name) => commands[name]?.[0] === word);
  return NEVER_ANSWERS.find((name) => commands[name]?.includes(word)) ?? first;
};

/** "Yes" only undoes an opt-out, and carriers let it through. */
const takenByCarriers = (release: Release, locale: Locale, said: string): boolean =>
  CAPABILITIES.sms.reserved.includes(said) && !release.words.get(locale)?.yes.includes(said);

const eachQuestion = (release: Release, look: (names: readonly Name[], locale: Locale, step: Step) => void): void => {
  for (const locale of localesOf(release))
    for (const flow of release.flows.values())
      for (const step of flow.steps.values()) look(namesIn(release, locale, flow, step), locale, step);
};

export const sameLabel: Rule = {
  name: 'same-label',
  why: 'whoever types these words gets the first option, whatever they meant',
  check: (release, report) =>
    eachQuestion(release, (names, _, step) => {
      const first = new Map<string, Name>();
      for (const name of names) {
        const before = first.get(fold(name.said));
        if (before && before.option !== name.option)
          report(
            error(
              name.global ? before.at : name.at,
              'same-label',
              `"${name.said}" means both "${before.option}" and "${name.option}" in "${step.id}"`,
              'each word may lead to one option only',
            ),
          );
        else first.set(fold(name.said), name);
      }
    }),
};

export const reservedWord: Rule = {
  name: 'reserved-word',
  why: 'the carrier or the program takes this word for itself, and the person gets no answer',
  check: (release, report) =>
    eachQuestion(release, (names, locale) => {
      for (const name of names.filter(({ global }) => !global)) {
        const { said, at } = name;
        const command = takenBy(release, locale, name);
        if (takenByCarriers(release, locale, fold(said)))
          report(
            error(at, 'reserved-word', `carriers take "${said}" for themselves`, 'use another word or a longer one'),
          );
        else if (command)
          report(
            error(
              at,
              'reserved-word',
              `"${said}" means "${command}" everywhere (content/words/${locale}.yaml)`,
              'use another word or a longer one',
            ),
          );
      }
    }),
};
