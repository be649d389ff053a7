import type { Frame } from '../../flow/model.ts';
import type { Scene } from '../../flow/scene.ts';
import { bordersOf } from './borders.ts';
import type { Watch } from './plan.ts';
import { signOf } from './resolve.ts';
import type { Range, Scale } from './scale.ts';
import type { Sight } from './sights.ts';
import { partsOf, type Slot, slotOf, valueIn, written } from './slot.ts';

/** What may still come out for someone who waits at a place: how every comparison to come may turn, and where typed answers turn it. */
export interface Outlook {
  /** The same for two places at which everything to come may turn in the same ways: on each way by itself, or all ways together. */
  readonly turns: (stack: readonly Frame[]) => { readonly fine: string; readonly coarse: string };
  /** The answers to the waiting question right before and right after each change. */
  readonly borders: (stack: readonly Frame[], scale: Scale, range: Range) => readonly bigint[];
}

export const createOutlook = (sightsAt: (flow: string, step: string) => readonly Sight[], scene: Scene): Outlook => {
  const days = new Map<Sight, string>();
  const dayOf = (sight: Sight): string => {
    const known = days.get(sight) ?? sight.day(scene);
    days.set(sight, known);
    return known;
  };
  const signsOf = ({ watch, approach, picks }: Sight, stack: readonly Frame[]): number =>
    picks.reduce((signs, pick) => signs | signOf(watch, approach, scene, stack, pick), 0);
  const topOf = (stack: readonly Frame[]) => {
    const { flow = '', step = '' } = stack.at(-1) ?? {};
    return { asked: slotOf(flow, step), sights: sightsAt(flow, step) };
  };

  return {
    turns: (stack) => {
      let fine = '';
      const coarse = new Map<Watch, number>();
      const now = valuesOf(stack);
      for (const sight of topOf(stack).sights) {
        if (!sight.ordered) continue;
        const key = `${dayOf(sight)}|${now(sight.now)}`;
        const known = sight.turned.get(key);
        const signs = known ?? signsOf(sight, stack);
        if (known === undefined) sight.turned.set(key, signs);
        fine += signs.toString(16);
        coarse.set(sight.watch, (coarse.get(sight.watch) ?? 0) | signs);
      }
      return { fine, coarse: [...coarse.values()].join() };
    },
    borders: (stack, scale, range) => {
      const { asked, sights } = topOf(stack);
      const found = new Set<bigint>();
      const now = valuesOf(stack);
      for (const sight of sights) {
        const { watch, approach, others, bordered } = sight;
        if (others.length === 0) continue;
        const key = `${range.least} ${range.most} ${dayOf(sight)}|${now(sight.now)}`;
        const borders =
          bordered.get(key) ??
          others.flatMap((pick) =>
            bordersOf(range, (answer) => signOf(watch, approach, scene, stack, pick, [asked, scale.value(answer)])),
          );
        bordered.set(key, borders);
        for (const border of borders) found.add(border);
      }
      return [...found];
    },
  };
};

/** Writes the values that some variables have where someone stands, each worked out once. */
const valuesOf = (stack: readonly Frame[]): ((slots: readonly Slot[]) => string) => {
  const known = new Map<Slot, string>();
  const one = (slot: Slot): string => {
    const made = known.get(slot) ?? written(valueIn(stack, ...partsOf(slot)));
    known.set(slot, made);
    return made;
  };
  return (slots) => slots.map(one).join(' ');
};
