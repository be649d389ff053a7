import type { Steps } from '../../base/steps.ts';
import type { Marks } from './marks.ts';

export interface Lesson {
  readonly marks: Marks;
  /** The number of the kind that this is an example of. */
  readonly kind: number;
}

/** How likely a message is of each kind; together they are 1. */
export type Judge = (marks: Marks) => readonly number[];

const ROUNDS = 12;
const STEP = 0.1;
const SHRINK = 1e-3;

/**
 * Learns to tell kinds apart from examples: multinomial logistic regression, by stochastic gradient descent with a step of
 * its own for each weight (AdaGrad; Duchi, Hazan and Singer 2011). The same examples always give the same judge.
 */
export function* learn(lessons: readonly Lesson[], kinds: number): Steps<Judge> {
  const numbers = new Map<string, number>();
  for (const { marks } of lessons)
    for (const mark of marks.keys()) if (!numbers.has(mark)) numbers.set(mark, numbers.size + 1);
  const read = (marks: Marks): readonly (readonly [number, number])[] => [
    [0, 1],
    ...[...marks].flatMap(([mark, value]) => {
      const number = numbers.get(mark);
      return number === undefined ? [] : [[number, value] as const];
    }),
  ];
  const weights = new Float64Array((numbers.size + 1) * kinds);
  const steps = new Float64Array(weights.length).fill(1e-6);
  const judge = (read: readonly (readonly [number, number])[]): number[] => {
    const scores = new Array<number>(kinds).fill(0);
    for (const [number, value] of read)
      for (let k = 0; k < kinds; k++) scores[k] = (scores[k] ?? 0) + (weights[number * kinds + k] ?? 0) * value;
    const top = Math.max(...scores);
    const likely = scores.map((score) => Math.exp(score - top));
    const all = likely.reduce((sum, x) => sum + x, 0);
    return likely.map((x) => x / all);
  };
  const examples = lessons.map(({ marks, kind }) => ({ read: read(marks), kind }));
  const order = examples.map((_, i) => i);
  const chance = seeded(1);
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(order, chance);
    for (const i of order) {
      const example = examples[i];
      if (!example) continue;
      yield;
      const likely = judge(example.read);
      for (let k = 0; k < kinds; k++) {
        const wrong = (likely[k] ?? 0) - (k === example.kind ? 1 : 0);
        for (const [number, value] of example.read) {
          const at = number * kinds + k;
          const slope = wrong * value + SHRINK * (weights[at] ?? 0);
          steps[at] = (steps[at] ?? 0) + slope * slope;
          weights[at] = (weights[at] ?? 0) - (STEP * slope) / Math.sqrt(steps[at] ?? 1);
        }
      }
    }
  }
  return (marks) => judge(read(marks));
}

/** Numbers from 0 to 1 that look like chance and are always the same (mulberry32). */
const seeded = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};

const shuffle = (order: number[], chance: () => number): void => {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
};
