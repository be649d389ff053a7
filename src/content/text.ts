import i18next, { type i18n } from 'i18next';
import type { Position } from '../base/diagnostic.ts';
import type { Locale } from '../base/locale.ts';

export type Medium = 'sms' | 'whatsapp' | 'telegram';

/** One text as written for one or all channels, with the places where it stands. */
export interface Written {
  readonly template: string;
  readonly at: Position;
  /** Where a letter of it stands, by its offset in the template. */
  readonly letter: (offset: number) => Position;
  readonly placeholders: readonly string[];
}

export type Variants = Readonly<Partial<Record<Medium | 'text', Written>>>;

export interface OptionText {
  readonly label: Written;
  /** Other words that mean this option. */
  readonly also: readonly string[];
}

/** Everything that is said under one key: the text, the way it is asked again, and the labels of its options. */
export interface Entry {
  readonly key: string;
  readonly at: Position;
  readonly text: Variants;
  readonly again: Variants;
  readonly options: ReadonlyMap<string, OptionText>;
}

/** A namespace of texts: a flow's, the answers', the program's own. */
export type Book = ReadonlyMap<string, Entry>;

export interface Texts {
  readonly books: ReadonlyMap<Locale, ReadonlyMap<string, Book>>;
  readonly entry: (locale: Locale, book: string, key: string) => Entry | undefined;
  /** The words of a text; `values` must hold every placeholder, or it throws: a half-filled sentence is never said. */
  readonly fill: (locale: Locale, written: Written, values: (placeholder: string) => string) => string;
}

export const placeholdersOf = (template: string): string[] =>
  [...template.matchAll(/\{\{\s*([^{}]+?)\s*\}\}/g)].map((m) => m[1] ?? '');

const PLACEHOLDER = /(?<!\{)\{\{\s*(?!constructor\b)[a-z][a-z0-9_.-]*\s*\}\}(?!\})/g;

/** Whether every pair of braces holds one name: anything else would be said as it stands, or stop the turn that says it. */
export const bracesFit = (template: string): boolean => !/\{\{|\}\}/.test(template.replace(PLACEHOLDER, ' '));

/** The variant of a text for a channel. */
export const variant = (variants: Variants, medium: Medium | undefined): Written | undefined =>
  (medium && variants[medium]) ?? variants.text;

const EMPTY: Book = new Map();

/** Texts over one i18next instance per release: resources are never shared with another release. */
export const createTexts = (books: ReadonlyMap<Locale, ReadonlyMap<string, Book>>): Texts => {
  const engine = createEngine(books);
  return {
    books,
    entry: (locale, book, key) => (books.get(locale)?.get(book) ?? EMPTY).get(key),
    fill: (locale, written, values) => {
      if (written.placeholders.length === 0) return written.template;
      const data: Record<string, string> = {};
      for (const name of written.placeholders) data[name] = values(name);
      // Apart from the library's own options: a name such as `count` or `ns` means nothing to it there.
      return engine.t(written.template, { lng: locale, replace: data });
    },
  };
};

/** The template is its own key: one engine serves every language, and a text can never be looked up in the wrong one. */
const createEngine = (books: ReadonlyMap<Locale, ReadonlyMap<string, Book>>): i18n => {
  const engine = i18next.createInstance();
  const resources: Record<Locale, { translation: Record<string, string> }> = {};
  for (const [locale, byName] of books) {
    const translation: Record<string, string> = {};
    for (const book of byName.values())
      for (const entry of book.values())
        for (const written of writings(entry)) translation[written.template] = written.template;
    resources[locale] = { translation };
  }
  void engine.init({
    resources,
    lng: [...books.keys()][0] ?? 'es',
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    contextSeparator: '\u0001',
    pluralSeparator: '\u0001',
    initAsync: false,
    interpolation: { escapeValue: false, nestingPrefix: '\u0001(', nestingSuffix: ')\u0001', skipOnVariables: true },
    missingInterpolationHandler: (text, match) => {
      throw new RangeError(`the placeholder ${String(match?.[0])} has no value in "${text.slice(0, 40)}"`);
    },
    saveMissing: true,
    missingKeyHandler: (_, __, key) => {
      throw new RangeError(`there is no text "${key.slice(0, 40)}"`);
    },
  });
  return engine;
};

/** Every writing of an entry: text and asking-again in all variants, and the labels. */
export const writings = (entry: Entry): readonly Written[] => [
  ...Object.values(entry.text),
  ...Object.values(entry.again),
  ...[...entry.options.values()].map((o) => o.label),
];
