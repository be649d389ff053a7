import { warning } from '../base/diagnostic.ts';
import { fold } from '../base/fold.ts';
import type { Locale } from '../base/locale.ts';
import { ANSWERS } from '../content/load.ts';
import { localesOf, type Release } from '../content/release.ts';
import { type Entry, type Written, writings } from '../content/text.ts';
import { NO_WORDS } from '../content/words.ts';
import type { Rule } from './rule.ts';

const eachEntry = (release: Release, look: (entry: Entry, locale: Locale, book: string) => void): void => {
  for (const locale of localesOf(release))
    for (const [name, book] of release.texts.books.get(locale) ?? [])
      for (const entry of book.values()) look(entry, locale, name);
};

const WORDS_IN_A_SENTENCE = 30;

/** The longest sentence of a text, by its words; a figure counts as one. */
const longest = ({ template }: Written): number =>
  template
    .replace(/\{\{[^{}]*\}\}/g, 'x')
    .split(/[.!?:;](?=\s|$)|\n+/)
    .reduce((most, sentence) => Math.max(most, sentence.match(/[\p{L}\p{N}][\p{L}\p{N}.,'’-]*/gu)?.length ?? 0), 0);

export const longSentence: Rule = {
  name: 'long-sentence',
  why: 'who reads it on a small phone has lost its beginning at its end',
  check: (release, report) =>
    eachEntry(release, (entry) => {
      for (const written of writings(entry)) {
        const words = longest(written);
        if (words > WORDS_IN_A_SENTENCE)
          report(
            warning(
              written.at,
              'long-sentence',
              `a sentence of ${words} words`,
              `make two of it: ${WORDS_IN_A_SENTENCE} at most`,
            ),
          );
      }
    }),
};

export const jargon: Rule = {
  name: 'jargon',
  why: 'people do not know the words of offices',
  check: (release, report) =>
    eachEntry(release, (entry, locale) => {
      const { style } = release.words.get(locale) ?? NO_WORDS;
      for (const written of writings(entry)) {
        const said = ` ${fold(written.template.replace(/\{\{[^{}]*\}\}/g, ' '))} `;
        for (const [word, plain] of Object.entries(style.jargon))
          if (said.includes(` ${word} `))
            report(
              warning(
                written.at,
                'jargon',
                `"${word}" is a word of offices`,
                `write "${plain}", or take it off the list in content/words/${locale}.yaml`,
              ),
            );
      }
    }),
};

export const preamble: Rule = {
  name: 'preamble',
  why: 'by SMS the answer must stand in the first line, not after a preface',
  check: (release, report) =>
    eachEntry(release, (entry, locale, book) => {
      const { style } = release.words.get(locale) ?? NO_WORDS;
      for (const written of book === ANSWERS ? Object.values(entry.text) : []) {
        const begins = style.preambles.find((words) => `${fold(written.template)} `.startsWith(`${words} `));
        if (begins !== undefined)
          report(warning(written.at, 'preamble', `this answer begins with "${begins}"`, 'begin with what was asked'));
      }
    }),
};

/** How many questions a text asks: marks that begin one count where a language has them. */
const questionsIn = ({ template }: Written): number =>
  Math.max(template.match(/¿/g)?.length ?? 0, template.match(/\?(?=\s|$)/g)?.length ?? 0);

export const twoQuestions: Rule = {
  name: 'two-questions',
  why: 'nobody could tell which of them an answer belongs to',
  check: (release, report) => {
    for (const locale of localesOf(release))
      for (const flow of release.flows.values())
        for (const step of flow.steps.values()) {
          if (!step.kind.waits(step.spec)) continue;
          const { text = {}, again = {} } = release.texts.entry(locale, flow.id, step.id) ?? {};
          for (const written of [...Object.values(text), ...Object.values(again)])
            if (questionsIn(written) > 1)
              report(
                warning(
                  written.at,
                  'two-questions',
                  `"${step.id}" asks ${questionsIn(written)} questions at once`,
                  'ask one here and the other in a step of its own',
                ),
              );
        }
  },
};
