import type { Decimal } from '../../base/decimal.ts';
import type { Collecting } from './batch.ts';
import { readFigure } from './figures.ts';
import type { TableRow } from './table.ts';

/** One row being read under known columns; it remembers whether anything in it was wrong. */
export interface Reading<Column extends string> {
  readonly cell: (column: Column) => string | undefined;
  /** What must not be empty; '' where it is. */
  readonly must: (column: Column) => string;
  readonly figure: (column: Column, least: Least) => Decimal | undefined;
  readonly wrong: (column: Column, message: string, hint?: string) => undefined;
  readonly odd: (column: Column, message: string, hint?: string) => undefined;
  readonly sound: () => boolean;
}

type Least = 'any' | 'nought' | 'more';

const LEAST: Readonly<Record<Least, (units: bigint) => string | undefined>> = {
  any: () => undefined,
  nought: (units) => (units < 0n ? 'must be nought or more' : undefined),
  more: (units) => (units <= 0n ? 'must be more than nought' : undefined),
};

export const createReading = <Column extends string>(
  row: TableRow,
  columns: ReadonlyMap<Column, number>,
  batch: Collecting,
): Reading<Column> => {
  let sound = true;
  const at = (column: Column): number => columns.get(column) ?? -1;
  const cell = (column: Column): string | undefined => row.cells[at(column)];
  const wrong = (column: Column, message: string, hint?: string): undefined => {
    sound = false;
    return batch.wrong(row, at(column), message, hint);
  };
  return {
    cell,
    wrong,
    odd: (column, message, hint) => batch.odd(row, at(column), message, hint),
    must: (column) => cell(column) ?? wrong(column, `"${column}" is empty`) ?? '',
    figure: (column, least) => {
      const text = cell(column);
      if (text === undefined) return undefined;
      const number = readFigure(text);
      const problem = number ? LEAST[least](number.units) : 'is no number';
      return problem === undefined ? number : wrong(column, `"${text}" ${problem}`);
    },
    sound: () => sound,
  };
};
