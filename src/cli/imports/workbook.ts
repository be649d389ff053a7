import type { Readable } from 'node:stream';
import sax from 'sax';
import yauzl from 'yauzl';
import { OperationalError } from '../../base/operational-error.ts';
import type { TableRow } from './table.ts';

/** A spreadsheet opened: its sheets by name, each read row by row, since one can be larger than the memory. */
export interface Workbook {
  readonly sheets: readonly string[];
  readonly rows: (sheet: string) => AsyncGenerator<TableRow>;
  readonly close: () => void;
}

type Attributes = Readonly<Record<string, string>>;

/** What a part of the file is made of, as it comes by. */
interface Visitor {
  readonly open?: (name: string, attributes: Attributes) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** A small zip can hold more than any machine: what a spreadsheet can truly have, with room to spare. */
const MOST = {
  parts: 10_000,
  rowBytes: 2 ** 30,
  heldBytes: 2 ** 28,
  levels: 100,
  letters: 100_000,
  columns: 16_384,
} as const;

const tooMuch = (what: string): Error => new Error(`${what}: no true workbook has that`);

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Feeds a part of the file to a visitor, and pauses after each chunk so that rows can be handed on. */
const visit = async function* (stream: Readable, visitor: Visitor): AsyncGenerator<void> {
  const parser = sax.parser(true, {});
  let level = 0;
  parser.onopentag = ({ name, attributes }) => {
    if (++level > MOST.levels) throw tooMuch('elements in elements without end');
    visitor.open?.(local(name), attributes as Attributes);
  };
  parser.ontext = (text) => visitor.text?.(text);
  parser.oncdata = (text) => visitor.text?.(text);
  parser.onclosetag = (name) => {
    level--;
    visitor.close?.(local(name));
  };
  parser.onerror = (cause) => {
    throw cause;
  };
  stream.setEncoding('utf8');
  for await (const chunk of stream as AsyncIterable<string>) {
    parser.write(chunk);
    yield;
  }
  parser.close();
};

/** `V` of `V12` is the column 21, counted from 0. */
const columnOf = (reference: string): number =>
  [...(/^[A-Z]*/.exec(reference)?.[0] ?? '')].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;

const lettersOf = (column: number): string =>
  column < 0 ? '' : lettersOf(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26));

const rowOf = (file: string, line: number, cells: readonly (string | undefined)[]): TableRow => ({
  line,
  cells,
  at: (index) => ({ file, line, column: index + 1 }),
  name: (index) => `${lettersOf(index)}${line}`,
});

const longer = (text: string | undefined, piece: string): string => {
  if ((text?.length ?? 0) + piece.length > MOST.letters) throw tooMuch(`a cell of more than ${MOST.letters} letters`);
  return (text ?? '') + piece;
};

/** The texts that cells point to by number. */
const readStrings = async (stream: Readable): Promise<readonly string[]> => {
  const strings: string[] = [];
  let text: string | undefined;
  let reading = false;
  // Readings of East Asian words stand beside the words: they are not part of them.
  let aside = false;
  const visitor: Visitor = {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 'rPh') aside = true;
      else if (name === 't') reading = !aside;
    },
    text: (piece) => {
      if (reading) text = longer(text, piece);
    },
    close: (name) => {
      if (name === 'si') strings.push((text ?? '').trim());
      else if (name === 'rPh') aside = false;
      else if (name === 't') reading = false;
    },
  };
  for await (const _ of visit(stream, visitor));
  return strings;
};

const readRows = async function* (
  file: string,
  stream: Readable,
  strings: readonly string[],
): AsyncGenerator<TableRow> {
  const ready: TableRow[] = [];
  let line = 0;
  let cells: (string | undefined)[] = [];
  let column = -1;
  let type = '';
  let text: string | undefined;
  const visitor: Visitor = {
    open: (name, attributes) => {
      if (name === 'row') {
        line = Number(attributes['r'] ?? line + 1);
        cells = [];
        column = -1;
      } else if (name === 'c') {
        column = attributes['r'] ? columnOf(attributes['r']) : column + 1;
        if (column >= MOST.columns) throw tooMuch(`a cell in column ${column + 1}`);
        type = attributes['t'] ?? 'n';
      } else if (name === 'v' || name === 't') text = '';
    },
    text: (piece) => {
      if (text !== undefined) text = longer(text, piece);
    },
    close: (name) => {
      if (name === 'v' || name === 't') {
        cells[column] = (type === 's' ? (strings[Number(text)] ?? '') : (text ?? '').trim()) || undefined;
        text = undefined;
      } else if (name === 'row') ready.push(rowOf(file, line, cells));
    },
  };
  for await (const _ of visit(stream, visitor)) yield* ready.splice(0);
  yield* ready;
};

const unreadable = (file: string, cause: unknown): OperationalError =>
  cause instanceof OperationalError
    ? cause
    : new OperationalError('bad-file', `${file} cannot be read as a workbook: ${(cause as Error).message}`, { cause });

/** Opens a spreadsheet (.xlsx): a zip of XML parts. Nothing is unpacked to the disk, whatever the parts are called. */
export const openWorkbook = async (file: string): Promise<Workbook> => {
  let zip: yauzl.ZipFile | undefined;
  try {
    const opened = await yauzl.openPromise(file, { lazyEntries: true, autoClose: false });
    zip = opened;
    if (opened.entryCount > MOST.parts) throw tooMuch(`${opened.entryCount} parts`);
    const entries = new Map<string, yauzl.Entry>();
    for await (const entry of opened.eachEntry()) entries.set(entry.fileName, entry);
    const part = async (name: string, most: number = MOST.heldBytes): Promise<Readable> => {
      const entry = entries.get(name);
      if (!entry) throw new OperationalError('bad-file', `${file} has no part "${name}": is it an .xlsx workbook?`);
      // The zip cannot lie about it: what unpacks to more than it says is an error of the stream.
      if (entry.uncompressedSize > most) throw tooMuch(`${entry.uncompressedSize} bytes in "${name}"`);
      return opened.openReadStreamPromise(entry);
    };
    const targets = new Map<string, string>();
    const parts = new Map<string, string>();
    const relations: Visitor = {
      open: (_, { Id = '', Target = '' }) => targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`),
    };
    for await (const _ of visit(await part('xl/_rels/workbook.xml.rels'), relations));
    const book: Visitor = {
      open: (name, a) => {
        if (name === 'sheet') parts.set(a['name'] ?? '', targets.get(a['r:id'] ?? '') ?? '');
      },
    };
    for await (const _ of visit(await part('xl/workbook.xml'), book));
    const strings = entries.has('xl/sharedStrings.xml') ? await readStrings(await part('xl/sharedStrings.xml')) : [];
    return {
      sheets: [...parts.keys()],
      rows: async function* (sheet) {
        try {
          yield* readRows(file, await part(parts.get(sheet) ?? '', MOST.rowBytes), strings);
        } catch (cause) {
          throw unreadable(file, cause);
        }
      },
      close: () => opened.close(),
    };
  } catch (cause) {
    zip?.close();
    throw unreadable(file, cause);
  }
};
