import { type Arrow, byReach, type DrawnStep } from '../../flow/draw.ts';
import { widthOf, wrap } from './measure.ts';
import type { Wording } from './wording.ts';

/** A line of a card: where it stands from the card's upper left corner, and how it looks. */
export interface Line {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly look: 'name' | 'kind' | 'says' | 'small' | 'way';
  /** Whether it ends there instead of beginning. */
  readonly end?: true;
}

/** A way on, at the foot of a card. */
export interface Way {
  readonly arrow: Arrow;
  /** Whether an arrow is drawn; otherwise the step is named to which it leads. */
  readonly drawn: boolean;
  readonly lines: readonly Line[];
  readonly top: number;
  readonly bottom: number;
}

/** A step as it is seen. */
export interface Card {
  readonly step: DrawnStep;
  readonly width: number;
  readonly height: number;
  /** Where the lines end and the ways begin. */
  readonly foot: number;
  readonly lines: readonly Line[];
  readonly ways: readonly Way[];
  /** The arrows that leave at its lower edge. */
  readonly below: readonly Arrow[];
}

export const SIZES = { name: 13, kind: 11, says: 12, small: 11, way: 11 } as const;
const PAD = 9;
const MOST = { says: 4, works: 4, options: 3, way: 4 } as const;

/** Lays out the words of a step. `direct`: the steps to which an arrow will lead, and where they stand; the others are named. */
export const cardOf = (
  step: DrawnStep,
  arrows: readonly Arrow[],
  direct: ReadonlyMap<string, 'below' | 'beside'>,
  wording: Wording,
  width: number,
): Card => {
  const inner = width - 2 * PAD;
  const lines: Line[] = [];
  let y = PAD;
  const put = (into: Line[], look: Line['look'], text: string, most: number): void => {
    for (const one of wrap(text, inner, SIZES[look], most)) {
      y += SIZES[look] + 3;
      into.push({ x: PAD, y: y - 3, text: one, look });
    }
  };
  const kind = [step.kind, step.subject].filter((part) => part !== undefined && part !== '').join(' ');
  const beside = widthOf(step.id, SIZES.name) + widthOf(kind, SIZES.kind) + PAD <= inner;
  put(lines, 'name', step.id, 2);
  if (beside) lines.push({ x: width - PAD, y: y - 3, text: kind, look: 'kind', end: true });
  else put(lines, 'kind', kind, 2);
  y += 2;
  const says = wording.says(step);
  if (says) put(lines, 'says', says.short, MOST.says);
  for (const { name, source } of step.works.slice(0, MOST.works)) put(lines, 'small', `${name} = ${source}`, 2);
  if (step.works.length > MOST.works) put(lines, 'small', `… ${step.works.length - MOST.works} more`, 1);
  const options = byReach(step.options).map((option) => wording.label(step.id, option));
  if (options.length > 0) put(lines, 'small', options.join(' · '), MOST.options);
  y += PAD - 3;
  const foot = y;
  const ways = arrows.flatMap((arrow): Way[] => {
    const why = reason(step, arrow, wording);
    const where = direct.get(arrow.to);
    if (where === 'below' && why === '') return [];
    const top = y;
    const own: Line[] = [];
    y += 4;
    const sign = where === 'below' ? '↓' : where === 'beside' ? '' : `→ ${arrow.to}`;
    put(own, 'way', [why, sign].filter((part) => part !== '').join(' '), MOST.way);
    y += 4;
    return [{ arrow, drawn: where !== undefined, lines: own, top, bottom: y }];
  });
  return { step, width, height: y, foot, lines, ways, below: arrows.filter(({ to }) => direct.get(to) === 'below') };
};

/** What leads along an arrow; nothing where everybody goes that way. */
const reason = (step: DrawnStep, { option, when, otherwise, way }: Arrow, wording: Wording): string => {
  const label = option === undefined ? '' : wording.label(step.id, option);
  if (when !== undefined) return [label, wording.condition(when)].filter((part) => part !== '').join(', ');
  return label || (otherwise ? 'else' : (way ?? ''));
};
