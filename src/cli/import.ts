import { createReadStream } from 'node:fs';
import { basename, extname } from 'node:path';
import { defineCommand } from 'citty';
import { dayIn } from '../base/day.ts';
import { formatDiagnostic } from '../base/diagnostic.ts';
import { OperationalError } from '../base/operational-error.ts';
import type { Imports } from '../content/imports.ts';
import { loadRelease } from '../content/load.ts';
import { readTree } from '../content/tree.ts';
import { type Collecting, createBatch } from './imports/batch.ts';
import { readOffers } from './imports/offers.ts';
import { saveBatch } from './imports/save.ts';
import { slug } from './imports/slug.ts';
import { isSurvey, readSurvey } from './imports/survey.ts';
import { csvRows, type TableRow } from './imports/table.ts';
import { openWorkbook, type Workbook } from './imports/workbook.ts';
import { now } from './now.ts';
import { dirOption } from './options.ts';

const args = {
  file: { type: 'positional', required: true, description: 'the table to read' },
  name: { type: 'string', description: 'the name of the file under content/quotes/', valueHint: 'NAME' },
  dir: dirOption,
} as const;

interface Given {
  readonly file: string;
  readonly name?: string | undefined;
  readonly dir: string;
}

/** A spreadsheet is a zip, whatever its name says. */
const isWorkbook = async (file: string): Promise<boolean> => {
  try {
    for await (const chunk of createReadStream(file, { end: 1 })) return String(chunk) === 'PK';
    return false;
  } catch (cause) {
    throw new OperationalError('no-file', `${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
};

/** Reads a table into a batch, and writes it only when nothing is wrong. */
const take = async (
  given: Given,
  fallback: string,
  read: (imports: Imports, batch: Collecting, name: string) => Promise<void>,
): Promise<void> => {
  // Flows may wait for the very prices that are taken here: their mistakes do not matter now.
  const { release } = loadRelease(readTree(given.dir));
  const { imports, settings } = release ?? {};
  if (!imports || !settings)
    throw new OperationalError('no-imports', 'content/imports.yaml is missing: it says how tables are read');
  const name = slug([given.name ?? fallback]);
  const batch = createBatch(dayIn(settings.zone, now()));
  await read(imports, batch, name);
  const { prices, left, diagnostics } = batch.done();
  const lines = diagnostics.map(formatDiagnostic);
  const failed = diagnostics.some((d) => d.severity === 'error');
  if (!failed && prices.length === 0)
    lines.push(`${given.file}:1:1 error quote there is no price to take in this file`);
  const saved = failed || prices.length === 0 ? undefined : saveBatch(batch.done(), given.dir, name, batch.today.iso);
  for (const problem of saved?.problems ?? []) lines.push(formatDiagnostic(problem));
  for (const [why, count] of left) lines.push(`left out: ${count}, ${why}`);
  for (const { file, changed } of saved?.files ?? []) lines.push(`${file}: ${changed ? 'written' : 'as before'}`);
  const done = saved !== undefined && saved.problems.length === 0;
  lines.push(done ? `${prices.length} prices taken` : 'nothing was written');
  process.stdout.write(`${lines.join('\n')}\n`);
  if (!done) process.exitCode = 1;
};

const offers = defineCommand({
  meta: { name: 'quotes', description: 'takes dated prices from a CSV file, or changes nothing' },
  args,
  run: ({ args: given }) =>
    take(given, basename(given.file, extname(given.file)), (imports, batch, name) =>
      readOffers(csvRows(given.file), imports, name, batch),
    ),
});

/** The newest sheet of a workbook that has prices: one that is known by name, else any with such a heading. */
const surveyRows = async (book: Workbook, sheets: readonly string[]): Promise<AsyncGenerator<TableRow>> => {
  const known = sheets.find((sheet) => book.sheets.includes(sheet));
  if (known !== undefined) return book.rows(known);
  for (const sheet of book.sheets)
    for await (const { cells } of book.rows(sheet)) {
      if (isSurvey(cells)) return book.rows(sheet);
      break;
    }
  throw new OperationalError('bad-file', `no sheet of this workbook has prices; it has ${book.sheets.join(', ')}`);
};

const rpw = defineCommand({
  meta: {
    name: 'rpw',
    description: "takes the newest prices from the World Bank's workbook (.xlsx) or CSV, or changes nothing",
  },
  args,
  run: ({ args: given }) =>
    take(given, 'rpw', async (imports, batch) => {
      if (!(await isWorkbook(given.file))) return readSurvey(csvRows(given.file), imports, batch);
      const book = await openWorkbook(given.file);
      try {
        await readSurvey(await surveyRows(book, imports.survey.sheets), imports, batch);
      } finally {
        book.close();
      }
    }),
});

export const importing = defineCommand({
  meta: { name: 'import', description: 'takes over prices that others publish, into content/quotes/' },
  subCommands: { rpw, quotes: offers },
});
