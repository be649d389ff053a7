/** Edit distance (Levenshtein, with a swap of neighbours counted once), given up above `limit`. */
export const distance = (a: string, b: string, limit = 3): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? limit + 1;
};

/** The known name nearest to a misspelt one, or nothing when none is near. */
export const nearestName = (wrong: string, known: Iterable<string>): string | undefined => {
  const limit = Math.max(1, Math.min(3, Math.floor(wrong.length / 3)));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const name of known) {
    const d = distance(wrong.toLowerCase(), name.toLowerCase(), limit);
    if (d < bestDistance) [best, bestDistance] = [name, d];
  }
  return best;
};

/** A hint such as `did you mean "x"?`, or the given one when no known name is near. */
export const didYouMean = (wrong: string, known: Iterable<string>, otherwise?: string): string | undefined => {
  const name = nearestName(wrong, known);
  return name === undefined ? otherwise : `did you mean "${name}"?`;
};
