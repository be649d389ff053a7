/** A language as content names it: `es`, `en`, `ht`. */
export type Locale = string;

/** The offered language that an IETF tag (`es-419`, `pt-br`) asks for, if any. */
export const matchLocale = (tag: string | undefined, offered: readonly Locale[]): Locale | undefined => {
  const primary = tag?.toLowerCase().split(/[-_]/)[0];
  return offered.find((locale) => locale === primary);
};

/** Whether figures and days can be written by this IETF tag: `es-MX` is one, `es_MX` is none. */
export const isLanguageTag = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch (cause) {
    if (cause instanceof RangeError) return false;
    throw cause;
  }
};
