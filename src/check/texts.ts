import { error, type Report } from '../base/diagnostic.ts';
import type { Locale } from '../base/locale.ts';
import { didYouMean } from '../base/spelling.ts';
import { localesOf, type Release } from '../content/release.ts';
import type { Entry } from '../content/text.ts';
import { COMMANDS } from '../dialog/command.ts';
import { SYSTEM, SYSTEM_KEYS } from '../dialog/system.ts';
import type { Flow, Step } from '../flow/model.ts';
import type { Rule } from './rule.ts';

const fileOf = (locale: Locale, book: string): string => `content/texts/${locale}/${book}.yaml`;

/** Options whose labels are the program's own where a text has none: global words, yes and no. */
const systemOptions = (release: Release, locale: Locale): ReadonlySet<string> =>
  new Set(release.texts.entry(locale, SYSTEM, 'words')?.options.keys());

export const missingTranslation: Rule = {
  name: 'missing-translation',
  why: 'the person would read nothing, or another language',
  check: (release, report) => {
    for (const locale of localesOf(release)) {
      for (const flow of release.flows.values())
        for (const step of flow.steps.values()) checkStep(release, locale, flow, step, report);
      const system = { file: fileOf(locale, SYSTEM), line: 1, column: 1 };
      for (const key of SYSTEM_KEYS)
        if (!release.texts.entry(locale, SYSTEM, key))
          report(error(system, 'missing-translation', `"${key}" is missing`));
      const words = { file: `content/words/${locale}.yaml`, line: 1, column: 1 };
      const commands = release.words.get(locale)?.commands;
      if (!commands) report(error(words, 'missing-translation', 'this file is missing or cannot be read'));
      else
        for (const name of COMMANDS)
          if (!commands[name]) report(error(words, 'missing-translation', `the command "${name}" has no words`));
      const said = release.words.get(locale);
      if (said && said.danger.length === 0)
        report(
          error(
            words,
            'missing-translation',
            'there are no words of danger',
            'add danger: with the phrases that need help at once',
          ),
        );
      if (said && said.asking.length === 0)
        report(
          error(words, 'missing-translation', 'no words with which a question begins', 'add asking: [how, what, ...]'),
        );
      for (const { id, history } of release.facts.values())
        for (const { spoken, saidAt } of history)
          if (spoken && spoken[locale] === undefined)
            report(error(saidAt(locale), 'missing-translation', `"${id}" has no words in ${locale}`, `add ${locale}:`));
      for (const answer of release.answers.values()) {
        if (!answer.text[locale])
          report(
            error(
              answer.at,
              'missing-translation',
              `the answer "${answer.id}" has no text in ${locale}`,
              `add text: { ${locale}: ... }`,
            ),
          );
        if (!answer.examples[locale]?.length)
          report(
            error(answer.at, 'missing-translation', `the answer "${answer.id}" has no example questions in ${locale}`),
          );
      }
    }
  },
};

const checkStep = (release: Release, locale: Locale, flow: Flow, step: Step, report: Report): void => {
  const { keys, options } = step.kind.texts(step.spec, step.id);
  for (const key of keys) {
    const entry = release.texts.entry(locale, flow.id, key);
    const needsText = key === keys[0] && (step.kind.key !== 'remind' || entry !== undefined);
    if (needsText && !entry?.text.text)
      report(
        error(
          entry?.at ?? step.at,
          'missing-translation',
          `"${key}" has no text in ${locale}`,
          `add "${key}:" to ${fileOf(locale, flow.id)}`,
        ),
      );
  }
  const own = systemOptions(release, locale);
  const entry = release.texts.entry(locale, flow.id, step.id);
  for (const option of options)
    if (!entry?.options.has(option) && !own.has(option))
      report(
        error(
          entry?.at ?? step.at,
          'missing-translation',
          `the option "${option}" of "${step.id}" has no label in ${locale}`,
          `add "${step.id}: options: ${option}:" to ${fileOf(locale, flow.id)}`,
        ),
      );
};

export const unknownText: Rule = {
  name: 'unknown-text',
  why: 'nobody ever reads this text; its name may be misspelt',
  check: (release, report) => {
    for (const locale of localesOf(release)) {
      for (const [name, book] of release.texts.books.get(locale) ?? []) {
        if (name.endsWith(':')) continue;
        const flow = release.flows.get(name);
        if (name === SYSTEM)
          for (const entry of book.values()) checkKnown(entry, SYSTEM_KEYS, 'the program says no such text', report);
        else if (!flow)
          report(
            error(
              { file: fileOf(locale, name), line: 1, column: 1 },
              'unknown-text',
              `there is no flow "${name}"`,
              didYouMean(name, release.flows.keys()),
            ),
          );
        else checkBook(flow, book.values(), report);
      }
    }
  },
};

const checkKnown = (entry: Entry, known: readonly string[], message: string, report: Report): void => {
  if (!known.includes(entry.key))
    report(error(entry.at, 'unknown-text', `"${entry.key}": ${message}`, didYouMean(entry.key, known)));
};

const checkBook = (flow: Flow, entries: Iterable<Entry>, report: Report): void => {
  const used = new Map<string, Set<string>>();
  for (const step of flow.steps.values()) {
    const { keys, options } = step.kind.texts(step.spec, step.id);
    for (const key of [step.id, ...keys]) {
      const all = used.get(key) ?? new Set<string>();
      if (key === step.id) for (const option of options) all.add(option);
      used.set(key, all);
    }
  }
  for (const entry of entries) {
    checkKnown(entry, [...used.keys()], 'no step of this flow says this text', report);
    const options = used.get(entry.key);
    for (const [id, option] of entry.options)
      if (options && !options.has(id) && id !== 'yes' && id !== 'no')
        report(
          error(
            option.label.at,
            'unknown-option',
            `"${id}" is not an option of "${entry.key}"`,
            didYouMean(id, options, `options: ${[...options].join(', ')}`),
          ),
        );
  }
};
