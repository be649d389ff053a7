/** A line that goes down between two columns. */
interface Link {
  readonly from: number;
  readonly to: number;
}

const MOST_APART = 5;

/**
 * Gives each line its own lane in the room between two columns. A line that begins farther down ends farther down too, so with
 * its lane farther to the left it never crosses those before it.
 */
export const lanesOf = <T extends Link>(
  links: readonly T[],
  room: number,
): readonly (T & { readonly lane: number })[] => {
  const given: { readonly link: T; readonly lane: number }[] = [];
  for (const link of links.toSorted((a, b) => a.from - b.from)) {
    const beside = given.filter((one) => one.link.to >= link.from);
    given.push({ link, lane: Math.max(-1, ...beside.map(({ lane }) => lane)) + 1 });
  }
  const apart = Math.min(MOST_APART, room / (Math.max(0, ...given.map(({ lane }) => lane)) + 3));
  // The arrow's head takes the last bit of the room.
  return given.map(({ link, lane }) => ({ ...link, lane: room - (lane + 2) * apart }));
};
