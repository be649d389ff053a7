import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import type { Position } from '../../base/diagnostic.ts';
import { OperationalError } from '../../base/operational-error.ts';
import { fieldColumns } from '../../content/csv.ts';

/** One row of somebody else's table; an empty cell is undefined. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly (string | undefined)[];
  readonly at: (index: number) => Position;
  /** How people call a cell, where the file has a way: `V12`. */
  readonly name: (index: number) => string | undefined;
}

/** Reads a CSV row by row: these files can be larger than the memory. */
export const csvRows = async function* (file: string): AsyncGenerator<TableRow> {
  const stream = createReadStream(file);
  const parser = stream.pipe(
    parse({ info: true, raw: true, trim: true, bom: true, relax_column_count: true, max_record_size: 100_000 }),
  );
  stream.on('error', (cause) => parser.destroy(cause));
  try {
    for await (const { record, raw, info } of parser as AsyncIterable<{
      record: string[];
      raw: string;
      info: { lines: number };
    }>) {
      const line = info.lines - (raw.replace(/\r?\n$/, '').match(/\n/g)?.length ?? 0);
      yield {
        line,
        cells: record.map((cell) => cell || undefined),
        at: (index) => ({ file, line, column: fieldColumns(raw)[index] ?? 1 }),
        name: () => undefined,
      };
    }
  } catch (cause) {
    const { lines, message } = cause as { lines?: number; message: string };
    throw new OperationalError('bad-file', lines ? `${file}:${lines}:1 error ${message}` : message, { cause });
  }
};
