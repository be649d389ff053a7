/** A language as content names it: `es`, `en`, `ht`. */
export type Locale = string;

/** The offered language that an IETF tag (`es-419`, `pt-br`) asks for, if any. */
export const matchLocale = (tag: string | undefined, offered: readonly Locale[]): Locale | undefined => {
  const primary = tag?.toLowerCase().split(/[-_]/)[0];
  return offered.find((locale) => locale === primary);
};
