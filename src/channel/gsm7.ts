/** GSM 03.38: the basic alphabet, and the characters that cost two units. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('^{}\\[~]|€');

/** What decomposition does not bring to the alphabet: each of the characters on the left is written as on the right. */
const SPELLINGS: readonly (readonly [string, string])[] = [
  ['\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033\u275d\u275e\u301d\u301e', '"'],
  ['\u2018\u2019\u201a\u201b\u2032\u2039\u203a\u0060\u00b4\u02b9\u02bb\u02bc\u02bd\u02c8\u02ca\u02cb\u275b\u275c', "'"],
  ['\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2022\u2023\u25aa\u25cf\u25e6\u00b7', '-'],
  ['\t\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000', ' '],
  ['\u0085\u2028\u2029', '\n'],
  ['\u2044\u00f7', '/'],
  ['\u00d7', 'x'],
  ['\u2192', '->'],
  ['\u2190', '<-'],
  ['\u00a6', '|'],
  ['\u00a9', '(C)'],
  ['\u00ae', '(R)'],
  ['\u00a2', 'c'],
  ['\u2264', '<='],
  ['\u2265', '>='],
  ['\u00b0', 'o'],
  ['\u0131', 'i'],
  ['\u0142', 'l'],
  ['\u0141', 'L'],
  ['\u0111\u00f0', 'd'],
  ['\u0110\u00d0', 'D'],
  ['\u00fe', 'th'],
  ['\u00de', 'Th'],
  ['\u0153', 'oe'],
  ['\u0152', 'OE'],
  ['\u1e9e', 'SS'],
];
const SPELLED: ReadonlyMap<string, string> = new Map(
  SPELLINGS.flatMap(([from, to]) => [...from].map((char) => [char, to] as const)),
);

const DROPPED = '\0';
const known = (char: string): boolean => BASIC.has(char) || EXTENDED.has(char);
const spell = (char: string): string => (known(char) ? char : (SPELLED.get(char) ?? DROPPED));

const foldChar = (char: string): string => {
  const spelled = spell(char);
  if (spelled !== DROPPED) return spelled;
  const letters = [...char.normalize('NFKD')].map(spell).filter((letter) => letter !== DROPPED);
  return letters.length > 0 ? letters.join('') : DROPPED;
};

const inClass = (chars: Iterable<string>): string =>
  [...chars].map((char) => char.replace(/[\\\]^-]/, '\\$&')).join('');
const FOREIGN = new RegExp(`[^${inClass(BASIC)}${inClass(EXTENDED)}]`, 'gu');
const TWO_UNITS = new RegExp(`[${inClass(EXTENDED)}\f]`, 'g');
const ALL_GSM7 = new RegExp(`^[${inClass(BASIC)}${inClass(EXTENDED)}\r\f]*$`, 'u');

/** The text in the GSM-7 alphabet, legibly: a single `á` would more than double the price of an SMS. Folding twice changes nothing. */
export const foldGsm7 = (text: string): string => {
  const folded = text.replace(/\r\n?/g, '\n').normalize('NFC').replace(FOREIGN, foldChar);
  return folded.includes(DROPPED) ? closeGaps(folded) : folded;
};

/** What was dropped (an emoji before a line, say) takes its space along. */
const closeGaps = (text: string): string =>
  text
    .replace(/(^|\n)[ \0]*\0[ \0]*/g, '$1')
    .replace(/ ?\0[ \0]*(?=\n|$)/g, '')
    .replace(/ \0[ \0]*/g, ' ')
    .replaceAll(DROPPED, '');

export interface Segments {
  readonly encoding: 'gsm7' | 'ucs2';
  /** GSM-7 septets or UTF-16 units. */
  readonly units: number;
  readonly segments: number;
}

/** A part has 140 bytes; each of several gives six of them to its header, which fills seven units in GSM-7 and three in UCS-2. */
const PARTS = { gsm7: { single: 160, header: 7 }, ucs2: { single: 70, header: 3 } } as const;

/** How many SMS segments a text costs, as Twilio counts: what a reader sees as one character is never split over two parts. */
export const segments = (text: string): Segments => {
  // CR and FF are in the alphabet too, though folding makes line feeds and spaces of them.
  const encoding = ALL_GSM7.test(text) ? 'gsm7' : 'ucs2';
  // Most messages hold nothing that costs two units: no need to look where parts would be cut.
  if (encoding === 'gsm7' && text.search(TWO_UNITS) < 0)
    return { encoding, units: text.length, segments: plainParts(text.length) };
  const sizes =
    encoding === 'gsm7' ? [...text].map((char) => (EXTENDED.has(char) || char === '\f' ? 2 : 1)) : graphemeSizes(text);
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { single, header } = PARTS[encoding];
  return { encoding, units, segments: units <= single ? 1 : countParts(sizes, single - header) };
};

const plainParts = (units: number): number =>
  units <= PARTS.gsm7.single ? 1 : Math.ceil(units / (PARTS.gsm7.single - PARTS.gsm7.header));

const countParts = (sizes: readonly number[], room: number): number => {
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > room) {
      parts++;
      used = 0;
    }
    used += size;
  }
  return parts;
};

const graphemeSizes = (text: string): readonly number[] =>
  [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].flatMap(({ segment }) =>
    segment === '\r\n' ? [1, 1] : [segment.length],
  );
