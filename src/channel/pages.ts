/** Where a text may be cut, the best places first: between paragraphs, lines, sentences. */
const CUTS = [/\n\s*\n/g, /\n/g, /[.!?](?=\s)/g] as const;

/** A page cut at a better place may be this much shorter than it could be, but no more. */
const LEAST_FILLED = 0.4;

/** Cuts a text into pages, each of which `fits`; no word is lost and no surrogate pair split. The last page may be fuller: `fitsLast`. */
export const paginate = (
  text: string,
  fits: (page: string) => boolean,
  fitsLast: (page: string) => boolean,
): readonly string[] => {
  const pages: string[] = [];
  let left = text.trim();
  while (left !== '' && !fitsLast(left)) {
    const page = firstPage(left, fits);
    pages.push(page.trimEnd());
    left = left.slice(page.length).trimStart();
  }
  return left === '' ? pages : [...pages, left];
};

const firstPage = (text: string, fits: (page: string) => boolean): string => {
  const most = longest(text, fits);
  for (const places of CUTS) {
    const ends = [...text.slice(0, most + 1).matchAll(places)]
      .map(({ index, 0: mark }) => index + mark.length)
      .filter((end) => end > 0 && end <= most);
    const end = ends.at(-1);
    if (end !== undefined && end >= most * LEAST_FILLED) return text.slice(0, end);
  }
  // No place is good enough. What fits as a whole stays whole; else any word's end is better than the middle of a word.
  const word = most < text.length ? text.slice(0, most).search(/\s\S*$/) : -1;
  return text.slice(0, word > 0 ? word : most);
};

/** The longest beginning that fits, found by halving; at least one character, so that every page gets on. */
const longest = (text: string, fits: (page: string) => boolean): number => {
  let [good, bad] = [0, text.length + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (fits(text.slice(0, middle).trimEnd())) good = middle;
    else bad = middle;
  }
  const whole = (end: number): boolean => !/[\ud800-\udbff]/.test(text.charAt(end - 1));
  if (good > 0 && !whole(good)) good--;
  return good > 0 ? good : whole(1) ? 1 : 2;
};
