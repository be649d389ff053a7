import { error, type Position, type Report } from '../base/diagnostic.ts';
import { didYouMean } from '../base/spelling.ts';
import type { Value } from '../base/value.ts';
import { readShape, type YamlFile } from '../base/yaml.ts';
import { INTEGER, sameType, type Type } from '../flow/type.ts';
import type { Fact } from './fact.ts';
import { tableSchema } from './schema.ts';

export type Cell =
  | { readonly kind: 'any' }
  | { readonly kind: 'range'; readonly least?: bigint | undefined; readonly most?: bigint | undefined }
  | { readonly kind: 'words'; readonly words: readonly string[] };

/** A decision table: the first row whose cells all fit names the fact that answers. */
export interface Table {
  readonly id: string;
  readonly inputs: readonly Type[];
  readonly result: Type;
  readonly rows: readonly { readonly cells: readonly Cell[]; readonly fact: string; readonly at: Position }[];
  readonly at: Position;
}

/** The fact that a table names for these inputs, if a row fits. */
export const tableFact = (table: Table, inputs: readonly Value[]): string | undefined =>
  table.rows.find((row) => row.cells.every((cell, i) => fits(cell, inputs[i] as Value)))?.fact;

const fits = (cell: Cell, value: Value): boolean => {
  if (cell.kind === 'any') return true;
  if (cell.kind === 'words') return typeof value === 'string' && cell.words.includes(value);
  return (
    typeof value === 'bigint' &&
    (cell.least === undefined || value >= cell.least) &&
    (cell.most === undefined || value <= cell.most)
  );
};

export const readTable = (
  id: string,
  yaml: YamlFile,
  facts: ReadonlyMap<string, Fact>,
  report: Report,
): Table | undefined => {
  const raw = readShape(yaml, [], tableSchema, report);
  if (!raw) return undefined;
  const inputs = raw.inputs.map((input): Type => (input === 'integer' ? INTEGER : { kind: 'choice', options: input }));
  let result: Type | undefined;
  const rows = raw.rows.flatMap((row, i) => {
    const fact = facts.get(row.fact);
    if (!fact) {
      report(
        error(
          yaml.at(['rows', i, 'fact']),
          'unknown-fact',
          `there is no fact "${row.fact}"`,
          didYouMean(row.fact, facts.keys()),
        ),
      );
      return [];
    }
    if (result && !sameType(result, fact.type))
      report(error(yaml.at(['rows', i, 'fact']), 'type', 'the facts of one table must have one unit'));
    result ??= fact.type;
    if (row.when.length !== inputs.length)
      report(error(yaml.at(['rows', i, 'when']), 'shape', `when: needs ${inputs.length} cells, one for each input`));
    const cells = row.when.map((text, j) => {
      const cell = readCell(text, inputs[j]);
      if (typeof cell === 'string') report(error(yaml.at(['rows', i, 'when', j]), 'table', cell));
      return typeof cell === 'string' ? ({ kind: 'any' } as const) : cell;
    });
    return [{ cells, fact: row.fact, at: yaml.at(['rows', i]) }];
  });
  return result && { id, inputs, result, rows, at: yaml.at([]) };
};

const readCell = (text: string, input: Type | undefined): Cell | string => {
  if (text === '*') return { kind: 'any' };
  if (input?.kind === 'choice') {
    const words = text.split('|').map((w) => w.trim());
    const unknown = words.find((w) => !input.options.includes(w));
    return unknown === undefined ? { kind: 'words', words } : `"${unknown}" is none of ${input.options.join(', ')}`;
  }
  const range = /^(\d*)\.\.(\d*)$/.exec(text);
  if (range)
    return {
      kind: 'range',
      least: range[1] ? BigInt(range[1]) : undefined,
      most: range[2] ? BigInt(range[2]) : undefined,
    };
  return /^\d+$/.test(text)
    ? { kind: 'range', least: BigInt(text), most: BigInt(text) }
    : `"${text}" is no range such as "2001..2006"`;
};
