import { addDays } from '../../base/day.ts';
import { addDecimals, compareDecimals, type Decimal, divideDecimals, wholeDecimal } from '../../base/decimal.ts';
import type { Imports } from '../../content/imports.ts';
import type { Collecting, PriceRow } from './batch.ts';
import { amountOf, figureText, readTableDay, withoutNoise } from './figures.ts';
import { apart, marginOf } from './margin.ts';
import { createReading, type Reading } from './reading.ts';
import { methodOf, slug } from './slug.ts';
import type { TableRow } from './table.ts';

/** Headings of the Remittance Prices Worldwide tables that are read; the older sheet lacks some of the second list. */
const NEEDED = [
  'period',
  'firm',
  'date',
  'cc1 lcu amount',
  'cc1 lcu code',
  'cc1 lcu fee',
  'cc1 lcu fx rate',
  'cc1 fx margin',
  'cc1 total cost %',
  'inter lcu bank fx',
  'transparent',
] as const;
const OTHERS = [
  'corridor',
  'source_code',
  'destination_code',
  'payment instrument',
  'product',
  'access point',
  'pickup method',
  'pick-up method',
  'speed actual',
  'cc2 lcu amount',
  'cc2 lcu code',
  'cc2 lcu fee',
  'cc2 lcu fx rate',
  'cc2 fx margin',
  'cc2 total cost %',
] as const;

type Column = (typeof NEEDED)[number] | (typeof OTHERS)[number];
type Service = Reading<Column>;

/** The survey's own total is rounded to two digits; its margin now and then was worked out with another hour's rate. */
const TOTAL_ROUNDING: Decimal = { kind: 'decimal', units: 11n, scale: 3 };
const MARGIN_ROUNDING: Decimal = { kind: 'decimal', units: 1n, scale: 1 };

interface Priced {
  readonly period: string;
  readonly corridor: string;
  readonly rows: readonly PriceRow[];
}

/** Whether a row is the heading of such a table. */
export const isSurvey = (heads: readonly (string | undefined)[]): boolean => {
  const known = heads.map((head) => head?.trim().toLowerCase());
  return known.includes('period') && known.some((head) => head?.startsWith('cc1 '));
};

/** Reads a survey of prices into a batch: of each wanted corridor its newest period. */
export const readSurvey = async (rows: AsyncIterable<TableRow>, imports: Imports, batch: Collecting): Promise<void> => {
  let columns: ReadonlyMap<Column, number> | undefined;
  let priced: Priced[] = [];
  const newest = new Map<string, string>();
  for await (const row of rows) {
    if (columns) {
      const read = readService(createReading(row, columns, batch), imports, batch);
      if (!read || read.period < (newest.get(read.corridor) ?? '')) continue;
      if (read.period > (newest.get(read.corridor) ?? '')) priced = priced.filter((p) => p.corridor !== read.corridor);
      newest.set(read.corridor, read.period);
      priced.push(read);
      continue;
    }
    const heads = row.cells.map((cell) => cell?.trim().toLowerCase());
    columns = new Map(
      [...NEEDED, ...OTHERS].flatMap((name) => (heads.includes(name) ? [[name, heads.indexOf(name)] as const] : [])),
    );
    const missing = NEEDED.filter((name) => !columns?.has(name));
    for (const name of missing) batch.wrong(row, 0, `the column "${name}" is missing`);
    if (missing.length > 0) return;
  }
  const seen = new Map<string, number>();
  for (const { period, rows: prices } of priced)
    for (const price of prices) {
      const { title, publisher, url } = imports.survey;
      const key = `${price.corridor}\t${price.provider}\t${price.method}\t${price.day}\t${price.sent}`;
      const count = (seen.get(key) ?? 0) + 1;
      seen.set(key, count);
      const source = batch.cite(slug(['q-rpw', period]), { title: `${title}, ${period}`, publisher, url });
      batch.add({ ...price, source, provider: count === 1 ? price.provider : `${price.provider} #${count}` });
    }
};

const corridorOf = (service: Service): string =>
  service.cell('corridor') ?? `${service.cell('source_code') ?? ''}${service.cell('destination_code') ?? ''}`;

const readService = (service: Service, imports: Imports, batch: Collecting): Priced | undefined => {
  const corridor = corridorOf(service);
  if (!imports.corridors.includes(corridor)) {
    batch.leave('other corridors');
    return undefined;
  }
  const period = service.must('period');
  if (period && !/^\d{4}_[1-4]Q$/.test(period)) service.wrong('period', `"${period}" is no quarter`, 'such as 2025_3Q');
  const dayText = service.must('date');
  const day = readTableDay(dayText);
  if (dayText && !day) service.wrong('date', `"${dayText}" is no day`);
  if (day && day.iso > batch.today.iso) service.wrong('date', `${day.iso} is still to come`);
  const transparent = service.must('transparent').toLowerCase();
  if (transparent && !['yes', 'no'].includes(transparent))
    service.wrong('transparent', `"${transparent}" is neither yes nor no`);
  const parts = ['payment instrument', 'product', 'access point', 'speed actual'] as const;
  const how = parts.flatMap((part) => service.cell(part) ?? []).filter((text) => text !== '..' && text !== 'N/A');
  const common = {
    corridor,
    day: day?.iso ?? '',
    until: day ? addDays(day, imports.days).iso : '',
    provider: `${service.must('firm')}${how.length > 0 ? ` (${how.join(', ')})` : ''}`,
    method: methodOf(service.cell('pickup method') ?? service.cell('pick-up method'), imports),
  };
  const prices = (['cc1', 'cc2'] as const).map((point) =>
    readPoint(service, point, imports.same_currency.includes(corridor)),
  );
  if (!service.sound()) return undefined;
  if (transparent === 'no') {
    batch.leave('the exchange rate is not shown: what it costs is not known');
    return undefined;
  }
  return { period, corridor, rows: prices.flatMap((price) => (price ? [{ ...common, ...price }] : [])) };
};

/** The price of one of the two amounts that the survey asks for; undefined where there is none that can be told. */
const readPoint = (service: Service, point: 'cc1' | 'cc2', sameCurrency: boolean): PriceRow | undefined => {
  const amount = service.figure(`${point} lcu amount`, point === 'cc1' ? 'more' : 'nought');
  if (!amount || amount.units === 0n) {
    if (point === 'cc1' && service.cell('cc1 lcu amount') === undefined) service.must('cc1 lcu amount');
    return undefined;
  }
  const need = (column: Column): Decimal => {
    service.must(column);
    return service.figure(column, 'any') ?? wholeDecimal(0n);
  };
  const fee = need(`${point} lcu fee`);
  const [rate, bank] = [need(`${point} lcu fx rate`), need('inter lcu bank fx')];
  const [margin, total] = [need(`${point} fx margin`), need(`${point} total cost %`)];
  const code = service.must(`${point} lcu code`);
  if (code && !/^[A-Z]{3}$/.test(code)) service.wrong(`${point} lcu code`, `"${code}" is no currency code`);
  if (fee.units < 0n) service.wrong(`${point} lcu fee`, `"${service.cell(`${point} lcu fee`)}" must be nought or more`);
  if (!service.sound()) return undefined;
  const one = wholeDecimal(1n);
  const placeholder = !sameCurrency && compareDecimals(rate, one) === 0 && compareDecimals(bank, one) === 0;
  if (rate.units <= 0n || bank.units <= 0n || placeholder)
    return service.odd(`${point} lcu fx rate`, 'no true exchange rate: left out');
  if (apart(marginOf(rate, bank), margin, MARGIN_ROUNDING))
    return service.odd(
      `${point} fx margin`,
      `by its rates the margin is ${figureText(withoutNoise(marginOf(rate, bank)))} %: left out`,
    );
  const share = divideDecimals(fee, amount, 12) ?? one;
  if (apart(addDecimals({ ...share, scale: share.scale - 2 }, margin), total, TOTAL_ROUNDING))
    return service.odd(`${point} total cost %`, 'the total is not fee and margin together: left out');
  return {
    sent: amountOf(amount, code),
    basis: 'on-top',
    fee: amountOf(fee, code),
    rate: figureText(rate),
    cost: figureText(total),
  };
};
