import type { Range } from './scale.ts';

/** Answers looked at first: what turns and turns back between two of them is not seen. */
const PROBES = 4n;

/** The answers right before and right after each at which something that depends on the answer changes. */
export const bordersOf = ({ least, most }: Range, turns: (answer: bigint) => number): readonly bigint[] => {
  const probes = [...new Set([0n, 1n, 2n, 3n, PROBES].map((i) => least + ((most - least) * i) / PROBES))];
  const found = new Set<bigint>();
  const seen = probes.map(turns);
  for (const [i, end] of probes.slice(1).entries()) {
    let [start, before] = [probes[i] ?? least, seen[i]];
    while (before !== seen[i + 1]) {
      let [good, bad] = [start, end];
      while (bad - good > 1n) {
        const middle = (good + bad) / 2n;
        if (turns(middle) === before) good = middle;
        else bad = middle;
      }
      found.add(good).add(bad);
      [start, before] = [bad, turns(bad)];
    }
  }
  return [...found];
};
