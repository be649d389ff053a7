import { fold } from '../../base/fold.ts';
import type { Locale } from '../../base/locale.ts';
import type { Answer } from '../answer.ts';
import { localesOf, type Release } from '../release.ts';
import { NO_WORDS } from '../words.ts';

/** What a message can be about: an answer of ours, a question we do not cover, or nothing at all. */
export interface Subject {
  readonly id: string;
  readonly kind: 'answer' | 'outside' | 'idle';
}

export type Field = 'example' | 'keywords' | 'text';

/** One text that tells what a subject is about. */
export interface Passage {
  readonly subject: number;
  readonly locale: Locale;
  readonly field: Field;
  readonly text: string;
}

export interface Corpus {
  readonly subjects: readonly Subject[];
  readonly passages: readonly Passage[];
}

const IDLE = 'idle';

/** Everything in a release that tells what people may ask: examples, key words and answers, and the messages that ask nothing. */
export const readCorpus = (release: Release): Corpus => {
  const outside = new Set(release.settings.outside ?? []);
  const answers = [...release.answers.values()];
  const subjects: Subject[] = answers.map(({ id }) => ({
    id,
    kind: outside.has(id.split('.')[0] ?? '') ? 'outside' : 'answer',
  }));
  const passages = answers.flatMap((answer, subject) =>
    localesOf(release).flatMap((locale) => passagesOf(release, answer, subject, locale)),
  );
  for (const locale of localesOf(release)) {
    const { idle } = (release.words.get(locale) ?? NO_WORDS).search;
    // Each is a subject of its own: thanks and insults have nothing in common to be averaged.
    for (const text of idle) {
      passages.push({ subject: subjects.length, locale, field: 'example', text });
      subjects.push({ id: IDLE, kind: 'idle' });
    }
  }
  return { subjects, passages };
};

/** The words of an answer with what its facts say in words; figures tell nothing of what was asked. */
const wordingOf = ({ facts }: Release, answer: Answer, locale: Locale): string | undefined =>
  answer.text[locale]?.text?.template.replace(/\{\{\s*(\w+)\.([\w.-]+)\s*\}\}|\{\{[^{}]*\}\}/g, (_, kind, id) =>
    kind === 'fact' || kind === 'last' ? ` ${facts.get(id)?.history.at(-1)?.spoken?.[locale] ?? ''} ` : ' ',
  );

const passagesOf = (release: Release, answer: Answer, subject: number, locale: Locale): readonly Passage[] => {
  const passage = (field: Field, text: string): Passage => ({ subject, locale, field, text: fold(text) });
  const said = wordingOf(release, answer, locale);
  const keywords = answer.keywords[locale] ?? [];
  return [
    ...(answer.examples[locale] ?? []).map((text) => passage('example', text)),
    ...(keywords.length > 0 ? [passage('keywords', keywords.join(' '))] : []),
    ...(said === undefined ? [] : [passage('text', said)]),
  ];
};
