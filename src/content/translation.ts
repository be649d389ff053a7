import { createHash } from 'node:crypto';
import type { Position } from '../base/diagnostic.ts';
import type { Locale } from '../base/locale.ts';
import { standingOf } from './file-kinds.ts';
import { localesOf, type Release } from './release.ts';
import type { Entry, Written } from './text.ts';
import type { SourceFile } from './tree.ts';

/** One wording and what it was translated from. */
export interface Translation {
  /** `book/key/part`, the same in every language. */
  readonly name: string;
  readonly original: Wording;
  readonly own: Wording;
}

interface Wording {
  readonly text: string;
  readonly at: Position;
}

/** The wordings of a translation and of its original when someone last said that they say the same. */
export interface Agreed {
  readonly original: string;
  readonly own: string;
}

/** Language → name of a translation → what was agreed. */
export type Agreements = ReadonlyMap<Locale, ReadonlyMap<string, Agreed>>;

const HEADING =
  '# Of which wording each translation was made (digests of both). Written by: npx ventanilla translations --done';

export const agreementsFile = (locale: Locale): string => `content/translations/${locale}.tsv`;

/** Reads `content/translations/<language>.tsv`; a language without the file keeps no agreements. */
export const readAgreements = (files: readonly SourceFile[]): Agreements =>
  new Map(
    files.flatMap(({ file, text }) => {
      const standing = standingOf(file);
      if (standing?.kind !== 'translations') return [];
      const rows = text.split(/\r?\n/).map((line) => line.split('\t'));
      const agreed = rows.flatMap(([name = '', original = '', own = '']) =>
        own === '' ? [] : [[name, { original, own }] as const],
      );
      return [[standing.id, new Map(agreed)] as const];
    }),
  );

export const writeAgreements = (agreed: ReadonlyMap<string, Agreed>): string =>
  [HEADING, ...[...agreed].map(([name, { original, own }]) => `${name}\t${original}\t${own}`).sort(), ''].join('\n');

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 8);

export const agreedNow = ({ original, own }: Translation): Agreed => ({
  original: digest(original.text),
  own: digest(own.text),
});

/** Every wording of a language that has an original in the default one. */
export const translationsOf = (release: Release, locale: Locale): readonly Translation[] => {
  const [originals, owns] = [wordingsOf(release, release.settings.default), wordingsOf(release, locale)];
  return [...owns].flatMap(([name, own]) => {
    const original = originals.get(name);
    return original ? [{ name, original, own }] : [];
  });
};

/** Languages that are translated into. */
export const translated = (release: Release): readonly Locale[] =>
  localesOf(release).filter((locale) => locale !== release.settings.default);

const wordingsOf = (release: Release, locale: Locale): ReadonlyMap<string, Wording> => {
  const found = new Map<string, Wording>();
  for (const [name, book] of release.texts.books.get(locale) ?? [])
    for (const entry of book.values())
      for (const [part, { template, at }] of partsOf(entry))
        found.set(`${name}/${entry.key}/${part}`, { text: template, at });
  for (const { id, history } of release.facts.values())
    for (const { from, spoken, saidAt } of history)
      if (spoken?.[locale] !== undefined)
        found.set(`facts:/${id}/${from?.iso ?? 'first'}`, { text: spoken[locale], at: saidAt(locale) });
  return found;
};

const partsOf = ({ text, again, options }: Entry): readonly (readonly [string, Written])[] => [
  ...Object.entries(text),
  ...Object.entries(again).map(([medium, written]) => [`again-${medium}`, written] as const),
  ...[...options].map(([id, { label }]) => [`option-${id}`, label] as const),
];
