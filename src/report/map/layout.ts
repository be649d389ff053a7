import type { Arrow, Drawing } from '../../flow/draw.ts';
import { type Card, cardOf } from './card.ts';
import { lanesOf } from './lanes.ts';
import { type Branch, treesOf } from './tree.ts';
import type { Wording } from './wording.ts';

export interface PlacedCard extends Card {
  readonly x: number;
  readonly y: number;
}

/** An arrow as the corners of its line. */
export interface PlacedArrow {
  readonly arrow: Arrow;
  readonly corners: readonly (readonly [x: number, y: number])[];
}

/** A flow with a place for everything. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly cards: readonly PlacedCard[];
  readonly arrows: readonly PlacedArrow[];
}

const LEAST_CARD = 200;
const MOST_CARD = 300;
const MARGIN = 8;
/** Between a card and those beside it, those below it, and what does not belong to it. */
const BESIDE = 30;
const BELOW = 22;
const APART = 12;
/** From the upper edge of a card to where an arrow reaches it. */
const HEAD = 16;

/** What stands in a column: cards, or arrows to the next column, by how far down they are. */
interface Column {
  readonly cards: { readonly card: Card; readonly y: number }[];
  readonly beside: { readonly arrow: Arrow; readonly from: number; readonly to: number }[];
  readonly down: { readonly arrow: Arrow; readonly from: number; readonly to: number }[];
  /** Down to where it is taken. */
  free: number;
}

const emptyColumns = (count: number): Column[] =>
  Array.from({ length: count }, () => ({ cards: [], beside: [], down: [], free: 0 }));

/** Places a flow in a picture of a width: narrow ones have two columns, wide ones as many as fit. */
export const layOut = (drawing: Drawing, wording: Wording, width: number): Layout => {
  const inner = width - 2 * MARGIN + BESIDE;
  const count = Math.max(2, Math.floor(inner / (LEAST_CARD + BESIDE)));
  const cardWidth = Math.min(MOST_CARD, Math.floor(inner / count) - BESIDE);
  const next = Map.groupBy(drawing.arrows, ({ from }) => from);
  const all = emptyColumns(count);
  for (const tree of treesOf(drawing, count)) {
    const columns = emptyColumns(count);
    growTree(tree, columns, 0, 0, (step, direct) => cardOf(step, next.get(step.id) ?? [], direct, wording, cardWidth));
    settle(
      columns.filter(({ free }) => free > 0),
      all,
    );
  }
  const left = (column: number): number => MARGIN + column * (cardWidth + BESIDE);
  return {
    width,
    height: Math.max(...all.map(({ free }) => free)) - 2 * APART + 2 * MARGIN,
    cards: all.flatMap(({ cards }, i) => cards.map(({ card, y }) => ({ ...card, x: left(i), y: y + MARGIN }))),
    arrows: all.flatMap(({ beside, down }, i) => [
      ...lanesOf(beside, BESIDE).map(({ arrow, from, to, lane }) => {
        const edge = left(i) + cardWidth;
        const [a, b] = [from + MARGIN, to + MARGIN];
        return {
          arrow,
          corners: [
            [edge, a],
            [edge + lane, a],
            [edge + lane, b],
            [edge + BESIDE, b],
          ] as const,
        };
      }),
      ...down.map(({ arrow, from, to }) => {
        const middle = left(i) + cardWidth / 2;
        return {
          arrow,
          corners: [
            [middle, from + MARGIN],
            [middle, to + MARGIN],
          ] as const,
        };
      }),
    ]),
  };
};

/** Places a step as far up as its column is free, then what comes after it. Gives where it stands. */
const growTree = (
  { step, children }: Branch,
  columns: readonly Column[],
  at: number,
  least: number,
  cardFor: (step: Branch['step'], direct: ReadonlyMap<string, 'below' | 'beside'>) => Card,
): number => {
  const column = columns[at];
  if (!column) return least;
  const where = children.length === 1 ? 'below' : 'beside';
  const card = cardFor(step, new Map(children.map((child) => [child.step.id, where])));
  const y = Math.max(least, column.free);
  column.cards.push({ card, y });
  const foot = y + card.height;
  column.free = foot + APART;
  for (const child of children) {
    const ways = card.ways.filter(({ arrow }) => arrow.to === child.step.id);
    if (where === 'below') {
      column.free = foot;
      const to = growTree(child, columns, at, foot + BELOW, cardFor);
      for (const arrow of card.below) column.down.push({ arrow, from: foot, to });
    } else {
      const level = y + middleOf(ways[0]);
      const to = HEAD + growTree(child, columns, at + 1, level - HEAD, cardFor);
      for (const way of ways) column.beside.push({ arrow: way.arrow, from: y + middleOf(way), to });
    }
  }
  return y;
};

const middleOf = (way: Card['ways'][number] | undefined): number => (way ? (way.top + way.bottom) / 2 : HEAD);

/** Moves a tree to where it fits highest up, and keeps it there. */
const settle = (tree: readonly Column[], all: readonly Column[]): void => {
  const spots = all.slice(0, all.length - tree.length + 1).map((_, column) => ({
    column,
    top: Math.max(...tree.map(({ cards }, i) => (all[column + i]?.free ?? 0) - (cards[0]?.y ?? 0))),
  }));
  const { column, top } = spots.reduce((best, one) => (one.top < best.top ? one : best));
  const moved = <T extends { readonly from: number; readonly to: number }>(links: readonly T[]): T[] =>
    links.map((link) => ({ ...link, from: link.from + top, to: link.to + top }));
  for (const [i, { cards, beside, down, free }] of tree.entries()) {
    const into = all[column + i];
    into?.cards.push(...cards.map(({ card, y }) => ({ card, y: y + top })));
    into?.beside.push(...moved(beside));
    into?.down.push(...moved(down));
    if (into) into.free = top + free + APART;
  }
};
