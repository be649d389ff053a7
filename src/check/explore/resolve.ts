import type { Value, Vars } from '../../base/value.ts';
import type { Frame } from '../../flow/model.ts';
import { order } from '../../flow/operators.ts';
import type { Scene } from '../../flow/scene.ts';
import type { Approach } from './approach.ts';
import type { Source } from './graph.ts';
import type { Watch } from './plan.ts';
import { rangeOf, scaleOf } from './scale.ts';
import { partsOf, type Slot } from './slot.ts';

/** Which side of a comparison is larger, or that one of them has no value: each a bit of its own, so that several make one number. */
export type Sign = 1 | 2 | 4 | 8;

/** Which answer is given to each question of an approach, by its number among those that are looked at. */
export type Picks = readonly number[];

/** Of a question with many answers, so many are looked at beforehand; when it is asked, all are. */
const MOST_VALUES = 6;
/** More ways of answering the questions of one approach are not looked at. */
const MOST_PICKS = 16;

const isAnswered = ({ kind }: Source): boolean => kind === 'typed' || kind === 'chosen';

/** Every way of answering the questions on an approach, but for the one that is left open. */
export const picksOf = ({ sets }: Approach, open?: Slot): readonly Picks[] => {
  let all: Picks[] = [[]];
  for (const source of sets.filter(isAnswered)) {
    const answers = source.kind === 'chosen' ? Math.min(source.values.length, MOST_VALUES) : 2;
    const count = source.slot === open ? 1 : answers;
    // Where that is too many, each way of before goes on with one answer, in turns.
    all =
      all.length * count > (open === undefined ? MOST_PICKS : 8)
        ? all.map((picks, i) => [...picks, i % count])
        : all.flatMap((picks) => Array.from({ length: count }, (_, pick) => [...picks, pick]));
  }
  return all;
};

type Known = Record<string, Value | undefined>;

/** How a comparison comes out for someone who waits, goes this way and answers so. */
export const signOf = (
  watch: Watch,
  { sets }: Approach,
  scene: Scene,
  stack: readonly Frame[],
  picks: Picks,
  answered?: readonly [Slot, Value],
): Sign => {
  const flows: Record<string, Known> = {};
  const varsOf = (flow: string): Known => {
    // What is set on the way covers what is known now, and does not change it.
    flows[flow] ??= Object.create(stack.findLast((frame) => frame.flow === flow)?.vars ?? null) as Known;
    return flows[flow];
  };
  let question = 0;
  for (const source of sets) {
    const pick = isAnswered(source) ? (picks[question++] ?? 0) : 0;
    const value = answered?.[0] === source.slot ? answered[1] : valueBy(source, pick, varsOf, scene);
    varsOf(source.into)[source.name] = value;
  }
  const vars = varsOf(watch.flow) as Vars;
  const [a, b] = [watch.left.evaluate(vars, scene), watch.right.evaluate(vars, scene)];
  if (a === undefined || b === undefined) return 8;
  const which = order(a, b);
  return which < 0 ? 1 : which > 0 ? 4 : 2;
};

const valueBy = (source: Source, pick: number, varsOf: (flow: string) => Known, scene: Scene): Value | undefined => {
  if (source.kind === 'sum') return source.of.evaluate(varsOf(source.flow) as Vars, scene);
  if (source.kind === 'chosen') return source.values[pick];
  if (source.kind === 'gained') {
    const [flow, name] = partsOf(source.from);
    return varsOf(flow)[name];
  }
  const { ask, flow } = source;
  const scale = ask.input && scaleOf(ask.input.type, scene.today);
  if (!scale) return undefined;
  const limit = (bound: typeof ask.min) => bound?.evaluate(varsOf(flow) as Vars, scene);
  const { least, most } = rangeOf(scale, limit(ask.min), limit(ask.max));
  return scale.value(pick === 0 ? least : most);
};
