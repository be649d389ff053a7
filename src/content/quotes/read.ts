import { type Day, parseDay } from '../../base/day.ts';
import { parseDecimal } from '../../base/decimal.ts';
import { error, type Report } from '../../base/diagnostic.ts';
import { amountText, type Money, moneyOf } from '../../base/money.ts';
import { type CsvRow, readCsv } from '../csv.ts';
import { disagreement, type Quote } from './quote.ts';

/** The columns of `content/quotes/<name>.csv`, in the order in which they are written. */
export const QUOTE_COLUMNS = [
  'corridor',
  'day',
  'until',
  'provider',
  'method',
  'zone',
  'sent',
  'basis',
  'fee',
  'rate',
  'received',
  'cost',
  'source',
  'checked',
] as const;

type Column = (typeof QUOTE_COLUMNS)[number];

/** A day, or the first of a month; undefined when it is neither. */
export const firstDay = (text: string): Day | undefined => parseDay(/^\d{4}-\d{2}$/.test(text) ? `${text}-01` : text);

/** An amount as it stands in the file: `400 USD`. */
const readAmount = (text: string | undefined): Money | undefined => {
  const [, digits, currency] = /^(\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(text ?? '') ?? [];
  const number = digits === undefined ? undefined : parseDecimal(digits);
  return number && currency ? moneyOf(currency, number) : undefined;
};

/** Reads `content/quotes/<name>.csv`: published prices, each with its day, its source and how long it holds. */
export const readQuotes = (file: string, text: string, report: Report): readonly Quote[] => {
  const csv = readCsv(file, text, 'quote', report);
  if (!csv) return [];
  const missing = QUOTE_COLUMNS.filter((column) => !csv.columns.includes(column));
  const unknown = csv.columns.filter((column) => !(QUOTE_COLUMNS as readonly string[]).includes(column));
  const [wrong] = [
    ...missing.map((c) => `the column "${c}" is missing`),
    ...unknown.map((c) => `the column "${c}" is not known`),
  ];
  if (wrong) {
    report(error({ file, line: 1, column: 1 }, 'quote', wrong, `the columns are ${QUOTE_COLUMNS.join(', ')}`));
    return [];
  }
  const seen = new Map<string, number>();
  const name = /([^/]+)\.csv$/.exec(file)?.[1] ?? file;
  return csv.rows.flatMap((row) => {
    const key = (['corridor', 'day', 'provider', 'method', 'zone', 'sent'] as const).map((c) => row.cell(c)).join('|');
    const price = readRow(row, report);
    if (!price) return [];
    const before = seen.get(key);
    if (before !== undefined) report(error(row.at('provider'), 'quote', `this price stands in line ${before} already`));
    seen.set(key, row.line);
    return [{ id: `${name}|${key}`, ...price }];
  });
};

const readRow = (row: CsvRow, report: Report): Omit<Quote, 'id'> | undefined => {
  let sound = true;
  const wrong = (column: Column, message: string): undefined => {
    sound = false;
    report(error(row.at(column), 'quote', message));
  };
  const word = (column: Column): string => row.cell(column) ?? wrong(column, `"${column}" is empty`) ?? '';
  /** What may be left empty, but not be wrong. */
  const maybe = <T>(column: Column, read: (text: string) => T | undefined, what: string): T | undefined => {
    const text = row.cell(column);
    return text === undefined ? undefined : (read(text) ?? wrong(column, `"${text}" is no ${what}`));
  };
  const must = <T>(column: Column, read: (text: string) => T | undefined, what: string): T | undefined =>
    row.cell(column) === undefined ? wrong(column, `"${column}" is empty`) : maybe(column, read, what);
  const positive = <T extends { readonly units: bigint }>(n: T | undefined): T | undefined =>
    n && n.units > 0n ? n : undefined;
  const first = must('day', firstDay, 'day or month, such as 2026-11-21 or 2026-11');
  const until = must('until', parseDay, 'day');
  if (first && until && until.iso < first.iso) wrong('until', 'this price ends before it begins');
  must('checked', parseDay, 'day');
  const sent = must('sent', readAmount, 'amount, such as 400.00 EUR');
  const fee = maybe('fee', readAmount, 'amount, such as 2.99 EUR');
  if (sent && sent.minor === 0n) wrong('sent', 'nothing is sent');
  if (sent && fee && fee.currency !== sent.currency) wrong('fee', 'the fee is in another currency than what is sent');
  const basis = must(
    'basis',
    (text) => (text === 'inside' || text === 'on-top' ? text : undefined),
    'basis: inside or on-top',
  );
  const rate = maybe('rate', (text) => positive(parseDecimal(text)), 'exchange rate');
  if (basis === 'inside' && sent && fee && fee.currency === sent.currency && fee.minor >= sent.minor)
    wrong('fee', 'the fee is as much as what is sent');
  const received = maybe('received', readAmount, 'amount');
  const percent = maybe('cost', parseDecimal, 'percentage');
  if (!received && !percent && sound) wrong('received', 'a price says what is received or what it costs');
  const [corridor, provider, method, source] = [word('corridor'), word('provider'), word('method'), word('source')];
  if (!sound || !first || !until || !sent || !basis) return undefined;
  const due = disagreement({ sent, basis, fee, rate, received });
  if (due) {
    wrong('received', `by its fee and rate ${amountText(due)} must arrive, not ${row.cell('received')}`);
    return undefined;
  }
  return {
    corridor,
    day: word('day'),
    first,
    until,
    provider,
    method,
    zone: row.cell('zone'),
    sent,
    basis,
    fee,
    rate,
    received,
    cost: percent && { ...percent, scale: percent.scale + 2 },
    source,
    at: row.at(),
  };
};
