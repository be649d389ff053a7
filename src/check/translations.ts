import { type Diagnostic, error, type Position, warning } from '../base/diagnostic.ts';
import type { Release } from '../content/release.ts';
import { type Agreed, agreedNow, type Translation, translated, translationsOf } from '../content/translation.ts';
import type { Rule } from './rule.ts';

const DONE = 'npx ventanilla translations --done';

const place = ({ file, line }: Position): string => `${file}:${line}`;

/** What is to be said of a translation, given what was last agreed on. */
const compare = (one: Translation, agreed: Agreed | undefined): Diagnostic | undefined => {
  const now = agreedNow(one);
  if (agreed?.original === now.original) return undefined;
  // The one who changes the original sees it on that very line; the other line is named.
  if (agreed?.own === now.own)
    return error(
      one.original.at,
      'stale-translation',
      `this has changed since ${place(one.own.at)} was translated from it`,
      `translate it again; then, or when it still says the same: ${DONE}`,
    );
  return warning(
    one.own.at,
    'stale-translation',
    `nobody has said yet that this is what ${place(one.original.at)} says`,
    `when it is: ${DONE}`,
  );
};

/** Translations whose originals have changed since; of a language without agreements nothing is said. */
const openTranslations = (release: Release): readonly Diagnostic[] =>
  translated(release).flatMap((locale) => {
    const agreed = release.agreements.get(locale);
    return agreed ? translationsOf(release, locale).flatMap((one) => compare(one, agreed.get(one.name)) ?? []) : [];
  });

export const staleTranslation: Rule = {
  name: 'stale-translation',
  why: 'people of one language would be told what holds no more',
  check: (release, report) => openTranslations(release).forEach(report),
};

/** Names and single words are the same in many languages; whole sentences are not. */
const WORDS_OF_A_SENTENCE = 6;

const wordsIn = (text: string): number => text.replace(/\{\{[^{}]*\}\}/g, ' ').match(/\p{L}{2,}/gu)?.length ?? 0;

export const untranslated: Rule = {
  name: 'untranslated',
  why: 'people would read a language that they did not choose',
  check: (release, report) => {
    for (const locale of translated(release))
      for (const { original, own } of translationsOf(release, locale))
        if (own.text === original.text && wordsIn(own.text) >= WORDS_OF_A_SENTENCE)
          report(
            warning(
              own.at,
              'untranslated',
              `this is word for word what ${place(original.at)} says`,
              `write it in ${release.settings.languages[locale]?.name ?? locale}`,
            ),
          );
  },
};
