/** A table as every store on disk has it; the columns in the order in which rows are handed over. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Rows come in the order of these columns. */
  readonly order: string;
}

export interface Column {
  readonly name: string;
  readonly type: 'text' | 'bigint';
}

export type Row = readonly (string | number | null)[];

const text = (...names: readonly string[]): readonly Column[] => names.map((name) => ({ name, type: 'text' }));
const bigint = (...names: readonly string[]): readonly Column[] => names.map((name) => ({ name, type: 'bigint' }));

/** All that is kept. The order of the outbox is the order in which its rows came, which each store counts by itself. */
export const TABLES: readonly Table[] = [
  {
    name: 'conversation',
    columns: [...text('person', 'profile', 'state'), ...bigint('version', 'touched')],
    order: 'person',
  },
  { name: 'stopped', columns: text('person', 'day'), order: 'person' },
  {
    name: 'delivery',
    columns: [...text('delivery', 'person', 'reply', 'release'), ...bigint('at')],
    order: 'delivery',
  },
  {
    name: 'outbox',
    columns: [
      ...text('id', 'person', 'channel', 'address', 'message', 'outcome', 'reason', 'provider_id'),
      ...bigint('due', 'leased', 'claimed', 'attempts'),
    ],
    order: 'seq',
  },
  { name: 'status', columns: [...text('key'), ...bigint('at')], order: 'key' },
  { name: 'term_use', columns: [...text('term', 'who'), ...bigint('day')], order: 'term, who' },
  { name: 'term_said', columns: text('term', 'words', 'kind', 'locale'), order: 'term' },
  {
    name: 'release',
    columns: [...text('id', 'counts', 'packed'), ...bigint('at', 'since', 'chosen')],
    order: 'chosen',
  },
];

/** A store's tables in one transaction: all rows are seen at one moment, and what is written is kept whole or not at all. */
export interface Tables {
  readonly read: (table: Table) => AsyncIterable<readonly Row[]>;
  readonly write: (table: Table, rows: readonly Row[]) => Promise<void>;
  readonly keep: () => Promise<void>;
  /** Undoes what was not kept. */
  readonly close: () => Promise<void>;
}

/** What tables are opened for: to be moved away from, to be filled, or only looked at while a server goes on. */
export type Use = 'move' | 'fill' | 'look';

/** Rows handed over at once. */
export const BLOCK = 1000;

export const namesOf = ({ columns }: Table): string => columns.map(({ name }) => name).join(', ');
