import type { Day } from '../../base/day.ts';
import { type Diagnostic, error, warning } from '../../base/diagnostic.ts';
import type { QUOTE_COLUMNS } from '../../content/quotes/read.ts';
import type { TableRow } from './table.ts';

/** One price as it will stand in `content/quotes/`; the day of its check is added when it is saved. */
export type PriceRow = { readonly [Column in Exclude<(typeof QUOTE_COLUMNS)[number], 'checked'>]?: string | undefined };

/** Where prices are from, as it will stand in `content/sources/`. */
export interface PriceSource {
  readonly title: string;
  readonly publisher: string;
  readonly url: string;
  readonly published?: string | undefined;
}

/** What was read of somebody else's table. */
export interface Batch {
  readonly prices: readonly PriceRow[];
  readonly sources: ReadonlyMap<string, PriceSource>;
  readonly diagnostics: readonly Diagnostic[];
  /** Why rows were left out → how many. */
  readonly left: ReadonlyMap<string, number>;
}

/** Collects a batch; problems point at a cell. */
export const createBatch = (today: Day) => {
  const prices: PriceRow[] = [];
  const sources = new Map<string, PriceSource>();
  const diagnostics: Diagnostic[] = [];
  const left = new Map<string, number>();
  const report = (make: typeof error, row: TableRow, index: number, message: string, hint?: string): void => {
    const name = row.name(index);
    diagnostics.push(make(row.at(Math.max(0, index)), 'quote', name ? `${name}: ${message}` : message, hint));
  };
  return {
    today,
    add: (price: PriceRow): void => {
      prices.push(price);
    },
    leave: (why: string): void => {
      left.set(why, (left.get(why) ?? 0) + 1);
    },
    wrong: (row: TableRow, index: number, message: string, hint?: string): undefined =>
      report(error, row, index, message, hint) as undefined,
    odd: (row: TableRow, index: number, message: string, hint?: string): undefined =>
      report(warning, row, index, message, hint) as undefined,
    /** The id under which a source is cited: the same for the same source, and no other's. */
    cite: (wanted: string, source: PriceSource): string => {
      const same = JSON.stringify(source);
      for (let n = 1; ; n++) {
        const id = n === 1 ? wanted : `${wanted}-${n}`;
        const known = sources.get(id);
        if (known && JSON.stringify(known) !== same) continue;
        sources.set(id, source);
        return id;
      }
    },
    done: (): Batch => ({ prices, sources, diagnostics, left }),
  };
};

export type Collecting = ReturnType<typeof createBatch>;
