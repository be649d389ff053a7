import type { Steps } from '../../base/steps.ts';
import type { Marks } from './marks.ts';

export interface Lesson {
  readonly marks: Marks;
  /** The number of the kind that this is an example of. */
  readonly kind: number;
}

/** How likely a message is of each kind; together they are 1. */
export type Judge = (marks: Marks) => Readonly<ArrayLike<number>>;

/** The marks of a message that are known from examples, by number, each with how strongly it bears them. */
interface Known {
  readonly numbers: Int32Array;
  readonly values: Float64Array;
}

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
  const read = (marks: Marks): Known => {
    const known = [...marks].flatMap(([mark, value]) => {
      const number = numbers.get(mark);
      return number === undefined ? [] : [{ number, value }];
    });
    return {
      numbers: Int32Array.of(0, ...known.map(({ number }) => number)),
      values: Float64Array.of(1, ...known.map(({ value }) => value)),
    };
  };
  const weights = new Float64Array((numbers.size + 1) * kinds);
  const steps = new Float64Array(weights.length).fill(1e-6);
  const judge = ({ numbers, values }: Known): Float64Array => {
    const scores = new Float64Array(kinds);
    for (let i = 0; i < numbers.length; i++) {
      const [first, value] = [(numbers[i] as number) * kinds, values[i] as number];
      for (let k = 0; k < kinds; k++) scores[k] = (scores[k] as number) + (weights[first + k] as number) * value;
    }
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
      const { read, kind } = examples[i] as (typeof examples)[number];
      yield;
      const wrong = judge(read);
      wrong[kind] = (wrong[kind] as number) - 1;
      for (let i = 0; i < read.numbers.length; i++) {
        const [first, value] = [(read.numbers[i] as number) * kinds, read.values[i] as number];
        for (let k = 0; k < kinds; k++) {
          const weight = weights[first + k] as number;
          const slope = (wrong[k] as number) * value + SHRINK * weight;
          const step = (steps[first + k] as number) + slope * slope;
          steps[first + k] = step;
          weights[first + k] = weight - (STEP * slope) / Math.sqrt(step);
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
