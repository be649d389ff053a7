import { error, type Position, type Report } from '../base/diagnostic.ts';
import type { Cell, Table } from '../content/table.ts';
import type { Type } from '../flow/type.ts';
import type { Rule } from './rule.ts';

type Row = Table['rows'][number];

const below = (a: bigint | undefined, b: bigint | undefined): boolean => a !== undefined && b !== undefined && a < b;

const meets = (a: Cell, b: Cell): boolean => {
  if (a.kind === 'words' && b.kind === 'words') return a.words.some((word) => b.words.includes(word));
  if (a.kind === 'range' && b.kind === 'range') return !below(a.most, b.least) && !below(b.most, a.least);
  return true;
};

const holds = (outer: Cell, inner: Cell): boolean => {
  if (outer.kind === 'words' && inner.kind === 'words') return inner.words.every((word) => outer.words.includes(word));
  if (outer.kind === 'range' && inner.kind === 'range')
    return (
      (outer.least === undefined || (inner.least !== undefined && inner.least >= outer.least)) &&
      (outer.most === undefined || (inner.most !== undefined && inner.most <= outer.most))
    );
  return outer.kind === 'any';
};

const every = (a: Row, b: Row, test: (a: Cell, b: Cell) => boolean): boolean =>
  a.cells.every((cell, i) => test(cell, b.cells[i] ?? { kind: 'any' }));

/** A wider row below a narrower one is an exception and its rule; any other overlap is a slip. */
export const tableOverlap: Rule = {
  name: 'table-overlap',
  why: 'the order of the rows would decide what people are told',
  check: (release, report) => {
    for (const { rows } of release.tables.values())
      rows.forEach((row, i) => {
        const other = rows
          .slice(0, i)
          .find((above) => every(above, row, meets) && (every(above, row, holds) || !every(row, above, holds)));
        if (other)
          report(
            error(
              row.at,
              'table-overlap',
              every(other, row, holds)
                ? `this row is never used: that of line ${other.at.line} comes first`
                : `some values fit this row and that of line ${other.at.line}`,
              'let each value fit one row, or put the exception above its rule',
            ),
          );
      });
  },
};

/**
 * Values of one input that stand for all others: each word; each number at which a row begins or ends, and the one beyond it.
 * Outside of all limits only where some row reaches there: else the table ends on purpose, and what can be answered is proved.
 */
const samplesOf = (input: Type | undefined, cells: readonly Cell[]): readonly (string | bigint)[] => {
  if (input?.kind === 'choice') return input.options;
  const limits = cells.flatMap((cell) => (cell.kind === 'range' ? [[cell.least, cell.most]] : []));
  const known = limits.flat().filter((limit) => limit !== undefined);
  const [least, most] = [known.reduce(lesser, known[0] ?? 0n), known.reduce(greater, known[0] ?? 0n)];
  const edges = limits.flatMap(([from, to]) => [
    ...(from === undefined ? [] : [from - 1n, from]),
    ...(to === undefined ? [] : [to, to + 1n]),
  ]);
  // No row can say anything of a number below nought alone.
  const samples = [...new Set(edges)].filter(
    (edge) => edge >= 0n && ((edge >= least && edge <= most) || cells.some((cell) => fits(cell, edge))),
  );
  return samples.length > 0 ? samples : [0n];
};

const lesser = (a: bigint, b: bigint): bigint => (b < a ? b : a);
const greater = (a: bigint, b: bigint): bigint => (b > a ? b : a);

const fits = (cell: Cell, value: string | bigint): boolean =>
  meets(
    cell,
    typeof value === 'string' ? { kind: 'words', words: [value] } : { kind: 'range', least: value, most: value },
  );

/** More combinations than these are not gone through. */
const MOST = 50_000;

const gapsOf = ({ inputs, rows }: Table): readonly (readonly (string | bigint)[])[] => {
  let found: { readonly said: readonly (string | bigint)[]; readonly left: readonly Row[] }[] = [
    { said: [], left: rows },
  ];
  inputs.forEach((input, i) => {
    const samples = samplesOf(
      input,
      rows.flatMap((row) => row.cells[i] ?? []),
    );
    if (found.length * samples.length > MOST) return;
    found = found.flatMap(({ said, left }) =>
      samples.map((value) => ({
        said: [...said, value],
        left: left.filter((row) => fits(row.cells[i] ?? { kind: 'any' }, value)),
      })),
    );
  });
  return found.filter(({ left }) => left.length === 0).map(({ said }) => said);
};

/** The row that begins right after a number that none fits; the table itself for words. */
const rowAfter = ({ rows, at }: Table, [value]: readonly (string | bigint)[]): Position =>
  rows.find(({ cells: [cell] }) => typeof value === 'bigint' && cell?.kind === 'range' && below(value, cell.least))
    ?.at ?? at;

const reportGaps = (table: Table, report: Report): void => {
  const [first, ...more] = gapsOf(table);
  if (first)
    report(
      error(
        rowAfter(table, first),
        'table-gap',
        `no row fits ${first.join(', ')}${more.length > 0 ? ` and ${more.length} more` : ''}`,
        'add a row, or leave the word out of inputs:',
      ),
    );
};

export const tableGap: Rule = {
  name: 'table-gap',
  why: 'some people would be told that nothing is known',
  check: (release, report) => {
    for (const table of release.tables.values()) reportGaps(table, report);
  },
};
