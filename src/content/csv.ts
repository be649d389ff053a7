import { parse } from 'csv-parse/sync';
import { error, type Position, type Report } from '../base/diagnostic.ts';

/** One row of a table of cells: what stands under a column, and where. An empty cell is undefined. */
export interface CsvRow {
  readonly line: number;
  readonly cell: (column: string) => string | undefined;
  readonly at: (column?: string) => Position;
}

interface Csv {
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

/** Where each field of one record begins in its line, counted from 1. */
export const fieldColumns = (raw: string): readonly number[] => {
  const starts = [1];
  let quoted = false;
  let lineStart = 0;
  for (const [i, char] of [...raw].entries()) {
    if (char === '"') quoted = !quoted;
    else if (char === '\n') lineStart = i + 1;
    else if (char === ',' && !quoted) starts.push(i + 2 - lineStart);
  }
  return starts;
};

interface CsvRecord {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: { readonly lines: number };
}

/** What the reader of CSV tells of a row that it cannot read. */
interface Unread {
  readonly message: string;
  /** How many rows it had read before. */
  readonly records?: number;
  readonly empty_lines?: number;
}

const lineOf = ({ raw, info }: CsvRecord): number => info.lines - (raw.replace(/\r?\n$/, '').match(/\n/g)?.length ?? 0);

/** Every row must have the cells of the heading; where none has, the heading itself is wrong. */
const uneven = (heading: CsvRecord, body: readonly CsvRecord[]): readonly CsvRecord[] => {
  const wrong = body.filter(({ record }) => record.length !== heading.record.length);
  return wrong.length > 0 && wrong.length === body.length ? [heading] : wrong;
};

/** The first rows tell what is wrong with all of them. */
const MOST_PROBLEMS = 20;

/** Reads a CSV file with a heading; what cannot be read is reported with its line, and nothing is read then. */
export const readCsv = (file: string, text: string, rule: string, report: Report): Csv | undefined => {
  let records: readonly CsvRecord[];
  try {
    records = parse(text, {
      info: true,
      raw: true,
      trim: true,
      bom: true,
      max_record_size: 20_000,
      relax_column_count: true,
    }) as unknown as typeof records;
  } catch (cause) {
    // A quote that is never closed is noticed far below the row in which it was opened.
    const { records: read = 0, empty_lines: empty = 0, message } = cause as Unread;
    report(
      error(
        { file, line: read + empty + 1, column: 1 },
        rule,
        `this row cannot be read: ${message}`,
        'look for a quote that is not closed, or a row without an end',
      ),
    );
    return undefined;
  }
  const [first, ...rows] = records;
  const wrong = first ? uneven(first, rows) : [];
  for (const row of wrong.slice(0, MOST_PROBLEMS))
    report(
      error(
        { file, line: lineOf(row), column: 1 },
        rule,
        row === first
          ? `the heading has ${row.record.length} columns, but the rows have ${rows[0]?.record.length} cells`
          : `this row has ${row.record.length} cells, but the heading has ${first?.record.length}`,
        'put a cell that holds a comma into quotes',
      ),
    );
  if (wrong.length > 0) return undefined;
  const [heading, ...body] = records;
  const columns = heading?.record ?? [];
  return {
    columns,
    rows: body.map((row): CsvRow => {
      const { record, raw } = row;
      const line = lineOf(row);
      return {
        line,
        cell: (column) => record[columns.indexOf(column)] || undefined,
        at: (column) => ({
          file,
          line,
          column: column === undefined ? 1 : (fieldColumns(raw)[columns.indexOf(column)] ?? 1),
        }),
      };
    }),
  };
};
