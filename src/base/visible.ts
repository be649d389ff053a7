/**
 * Signs that nobody sees and that change how the rest is shown or read: controls of terminals, of the direction of writing
 * (a figure could be read backwards), halves of characters, and what stands where a sign was lost.
 */
const HIDDEN =
  /[^\P{Cc}\t\n\r]|[\p{Cs}\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffd-\uffff\u{e0000}-\u{e007f}]/u;
const ALL_HIDDEN = new RegExp(HIDDEN.source, 'gu');
const NOT_ON_ONE_LINE = new RegExp(`${HIDDEN.source}|[\\t\\n\\r]`, 'gu');

const codeOf = (sign: string): string => (sign.codePointAt(0) ?? 0).toString(16);

/** The first such sign of a text by its name (`U+202E`), and where it stands. */
export const hiddenIn = (text: string): { readonly offset: number; readonly name: string } | undefined => {
  const found = HIDDEN.exec(text);
  return found ? { offset: found.index, name: `U+${codeOf(found[0]).toUpperCase().padStart(4, '0')}` } : undefined;
};

/** The text without such signs. */
export const withoutHidden = (text: string): string => text.replace(ALL_HIDDEN, '');

/** A text as one line for a terminal: what would not be seen is written out (`\u{1b}`) and does nothing. */
export const visible = (text: string): string => text.replace(NOT_ON_ONE_LINE, (sign) => `\\u{${codeOf(sign)}}`);
