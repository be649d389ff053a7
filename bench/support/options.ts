/** The number above 0 that an option was given; with anything else a command would do nothing, and pass. */
export const numberOf = (name: string, given: string): number => {
  const number = Number(given);
  if (!(number > 0)) throw new TypeError(`--${name} takes a number above 0`);
  return number;
};

/** The same for what is counted. */
export const wholeOf = (name: string, given: string, least = 1): number => {
  const number = given.trim() === '' ? Number.NaN : Number(given);
  if (!(Number.isInteger(number) && number >= least))
    throw new TypeError(`--${name} takes a whole number from ${least} on`);
  return number;
};

/** The one of several that was named; all of them where none was. */
export const choicesOf = <T extends string>(
  name: string,
  given: string | undefined,
  all: readonly T[],
): readonly T[] => {
  const chosen = all.filter((one) => given === undefined || given === one);
  if (chosen.length === 0) throw new TypeError(`--${name} takes one of ${all.join(', ')}`);
  return chosen;
};
