import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { readCsv } from '../../content/csv.ts';
import { QUOTE_COLUMNS, readQuotes } from '../../content/quotes/read.ts';
import type { Batch } from './batch.ts';

export interface Saved {
  readonly files: readonly { readonly file: string; readonly changed: boolean }[];
  /** Set when what would be written is not sound; nothing is written then. */
  readonly problems: readonly Diagnostic[];
}

const cellText = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const lineOf = (cells: readonly string[]): string => cells.map(cellText).join(',');

/** What stands in a file; '' where there is none. */
const before = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as { code?: string }).code === 'ENOENT') return '';
    throw cause;
  }
};

/** Rows that were there already keep the day on which they were first taken over: an import twice changes nothing. */
const checkedBefore = (file: string, text: string): ReadonlyMap<string, string> => {
  const csv = text === '' ? undefined : readCsv(file, text, 'quote', () => undefined);
  const columns = QUOTE_COLUMNS.filter((column) => column !== 'checked');
  return new Map(csv?.rows.map((row) => [lineOf(columns.map((c) => row.cell(c) ?? '')), row.cell('checked') ?? '']));
};

/** Writes a batch as content: the prices of `name`, and the sources that they cite. All or nothing, and the same twice. */
export const saveBatch = ({ prices, sources }: Batch, dir: string, name: string, today: string): Saved => {
  const quotesFile = `content/quotes/${name}.csv`;
  const sourcesFile = `content/sources/quotes-${name}.yaml`;
  const known = checkedBefore(quotesFile, before(join(dir, quotesFile)));
  const dates = new Map<string, string>();
  const rows = prices.map((price) => {
    const cells = QUOTE_COLUMNS.flatMap((column) => (column === 'checked' ? [] : [price[column] ?? '']));
    const checked = known.get(lineOf(cells)) || today;
    const source = price.source ?? '';
    if (checked < (dates.get(source) ?? '9999')) dates.set(source, checked);
    return lineOf([...cells, checked]);
  });
  const quotes = `${[lineOf(QUOTE_COLUMNS), ...rows].join('\n')}\n`;
  const problems: Diagnostic[] = [];
  readQuotes(quotesFile, quotes, (problem) => problems.push(problem));
  if (problems.length > 0) return { files: [], problems };
  const cited = [...sources].map(([id, { published, ...source }]) => [
    id,
    { ...source, ...(published ? { published } : {}), retrieved: dates.get(id) ?? today },
  ]);
  const yaml = `# Written by \`import\`: where the prices of ${quotesFile} are from.\n${stringify(Object.fromEntries(cited), { lineWidth: 0 })}`;
  const files = [
    { file: quotesFile, text: quotes },
    { file: sourcesFile, text: yaml },
  ].map(({ file, text }) => ({ file, text, changed: before(join(dir, file)) !== text }));
  const written = files.filter((f) => f.changed);
  for (const { file, text } of written) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, `${file}.new`), text);
  }
  for (const { file } of written) renameSync(join(dir, `${file}.new`), join(dir, file));
  return { files, problems: [] };
};
