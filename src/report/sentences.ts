import type { Locale } from '../base/locale.ts';

/** What one text no longer says, and what it says instead. */
export interface Reworded {
  readonly gone: readonly string[];
  readonly came: readonly string[];
}

const splitters = new Map<Locale, Intl.Segmenter>();

/** The sentences and lines of a text, each without the space around it. */
export const sentencesOf = (text: string, locale: Locale): readonly string[] => {
  const splitter = splitters.get(locale) ?? new Intl.Segmenter(locale, { granularity: 'sentence' });
  splitters.set(locale, splitter);
  return text
    .split('\n')
    .flatMap((line) => [...splitter.segment(line)].map(({ segment }) => segment.trim()))
    .filter((sentence) => sentence !== '');
};

/** The places at which two texts differ, in their order; none where they say the same. */
export const reworded = (before: string, after: string, locale: Locale): readonly Reworded[] => {
  if (before === after) return [];
  const [a, b] = [sentencesOf(before, locale), sentencesOf(after, locale)];
  const common = commonLengths(a, b);
  const places: { gone: string[]; came: string[] }[] = [];
  let open: { gone: string[]; came: string[] } | undefined;
  for (let [i, j] = [0, 0]; i < a.length || j < b.length; ) {
    if (i < a.length && a[i] === b[j]) {
      [open, i, j] = [undefined, i + 1, j + 1];
      continue;
    }
    if (!open) {
      open = { gone: [], came: [] };
      places.push(open);
    }
    if (j >= b.length || (i < a.length && common(i + 1, j) >= common(i, j + 1))) open.gone.push(a[i++] ?? '');
    else open.came.push(b[j++] ?? '');
  }
  return places;
};

/** How many sentences stand in both, in order, from these two on. */
const commonLengths = (a: readonly string[], b: readonly string[]): ((i: number, j: number) => number) => {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i]?.fill(a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1)), j, j + 1);
  return at;
};
