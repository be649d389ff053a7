import { addDays, type Day } from '../../base/day.ts';
import { compareDecimals, type Decimal, roundDecimal, wholeDecimal } from '../../base/decimal.ts';
import { fold } from '../../base/fold.ts';
import { amountText, type Money, moneyOf } from '../../base/money.ts';
import { didYouMean } from '../../base/spelling.ts';
import { type Imports, OFFER_COLUMNS, type OfferColumn } from '../../content/imports.ts';
import { type Basis, disagreement } from '../../content/quotes/quote.ts';
import { firstDay } from '../../content/quotes/read.ts';
import type { Collecting } from './batch.ts';
import { figureText } from './figures.ts';
import { apart, marginOf } from './margin.ts';
import { createReading, type Reading } from './reading.ts';
import { methodOf, slug } from './slug.ts';
import type { TableRow } from './table.ts';

type Offer = Reading<OfferColumn>;

const NEEDED: readonly OfferColumn[] = ['day', 'provider', 'sent', 'received', 'publisher', 'url'];
/** Percentages are published with two or three digits. */
const ROUNDING: Decimal = { kind: 'decimal', units: 1n, scale: 2 };

/** Reads a table of dated prices, as press and authorities publish them, into a batch. */
export const readOffers = async (
  rows: AsyncIterable<TableRow>,
  imports: Imports,
  name: string,
  batch: Collecting,
): Promise<void> => {
  let columns: ReadonlyMap<OfferColumn, number> | undefined;
  let kind = -1;
  for await (const row of rows) {
    if (columns) {
      const sort = row.cells[kind];
      if (kind >= 0 && !imports.offers.rows?.take.includes(sort ?? ''))
        batch.leave(`no price of one company (${sort})`);
      else readOffer(createReading(row, columns, batch), imports, name, batch);
      continue;
    }
    const heads = row.cells.map((cell) => fold(cell ?? ''));
    columns = columnsOf(heads, imports);
    kind = heads.indexOf(fold(imports.offers.rows?.column ?? '-'));
    const missing = NEEDED.filter((column) => !columns?.has(column));
    for (const column of missing) {
      const words = imports.offers.columns[column] ?? [column];
      const hint = didYouMean(words[0] ?? column, heads, `it may be called ${words.join(', ')}`);
      batch.wrong(row, 0, `there is no column for "${column}"`, hint);
    }
    if (missing.length > 0) return;
  }
};

/** Finds the columns by any of their words. */
const columnsOf = (heads: readonly string[], { offers }: Imports): ReadonlyMap<OfferColumn, number> =>
  new Map(
    OFFER_COLUMNS.map((column) => {
      const words = (offers.columns[column] ?? []).map(fold);
      return [column, heads.findIndex((head) => words.includes(head))] as const;
    }).filter(([, at]) => at >= 0),
  );

const readOffer = (offer: Offer, imports: Imports, name: string, batch: Collecting): void => {
  const { offers } = imports;
  const corridor = `${offer.cell('from') ?? ''}${offer.cell('to') ?? ''}` || (imports.corridors[0] ?? '');
  if (!imports.corridors.includes(corridor)) {
    batch.leave(`another corridor (${corridor})`);
    return;
  }
  const day = readDay(offer, batch.today);
  const sent = readMoney(offer, 'sent', offers.sent, 'more');
  const fee = readMoney(offer, 'fee', offers.sent, 'nought');
  const received = readMoney(offer, 'received', offers.received, 'more');
  const rate = offer.figure('rate', 'more');
  const basis = readBasis(offer, imports);
  const [provider, publisher, url] = [offer.must('provider'), offer.must('publisher'), offer.must('url')];
  if (url && !URL.canParse(url)) offer.wrong('url', `"${url}" is no address`);
  if (!offer.cell('sent')) offer.wrong('sent', '"sent" is empty');
  if (!offer.cell('received')) offer.wrong('received', 'this price does not say what is received');
  if (sent && fee && fee.minor >= sent.minor) offer.wrong('fee', 'the fee is as much as what is sent');
  if (!offer.sound() || !day || !sent || !received || !basis) return;
  const fits = agrees(offer, { sent, fee, rate, received, basis });
  if (fits && rate) checkMargin(offer, rate, imports);
  if (!offer.sound()) return;
  const published = offer.cell('published');
  batch.add({
    corridor,
    day: offer.must('day'),
    until: addDays(day, imports.days).iso,
    provider,
    method: methodOf(offer.cell('method'), imports),
    zone: offer.cell('zone') === 'not_stated' ? undefined : offer.cell('zone'),
    sent: amountText(sent).concat(' ', sent.currency),
    basis,
    fee: fee && amountText(fee).concat(' ', fee.currency),
    rate: rate && fits ? figureText(rate) : undefined,
    received: amountText(received).concat(' ', received.currency),
    source: batch.cite(slug(['q', name, new URL(url).hostname.replace(/^www\./, ''), published ?? '']), {
      title: titleOf(offer.cell('title'), imports) ?? provider,
      publisher,
      url,
      published,
    }),
  });
};

/** A short name that nobody knows is written out. */
const titleOf = (title: string | undefined, { offers }: Imports): string | undefined =>
  title && (offers.titles[title] ?? title);

const readDay = (offer: Offer, today: Day): Day | undefined => {
  const text = offer.must('day');
  const day = firstDay(text);
  if (text && !day) return offer.wrong('day', `"${text}" is no day or month`, 'such as 2026-11-21 or 2026-11');
  return day && day.iso > today.iso ? offer.wrong('day', `${text} is still to come`) : day;
};

const readMoney = (
  offer: Offer,
  column: 'sent' | 'fee' | 'received',
  currency: string,
  least: 'nought' | 'more',
): Money | undefined => {
  const number = offer.figure(column, least);
  return (
    number &&
    (moneyOf(currency, number) ?? offer.wrong(column, `"${offer.cell(column)}" has more digits than ${currency}`))
  );
};

const readBasis = (offer: Offer, { offers: { basis } }: Imports): Basis | undefined => {
  const text = offer.cell('basis');
  if (text === undefined) return basis.default;
  const found = (['inside', 'on-top'] as const).find((b) => basis[b].includes(text));
  const known = `known: ${[...basis.inside, ...basis['on-top']].join(', ')}`;
  return found ?? offer.wrong('basis', `"${text}" does not say whether the fee is inside`, known);
};

/** Whether what is received follows from fee and rate. Where not, a row of low confidence is a misprint and is taken without its rate. */
const agrees = (offer: Offer, figures: Parameters<typeof disagreement>[0]): boolean => {
  const due = disagreement(figures);
  if (!due) return true;
  const message = `by its fee and rate ${amountText(due)} must arrive, not ${offer.cell('received')}`;
  if (offer.cell('confidence') === 'low') offer.odd('rate', `${message}: taken without its rate`);
  else offer.wrong('received', message, 'mend it, or give the row low confidence to take it without its rate');
  return false;
};

const checkMargin = (offer: Offer, rate: Decimal, imports: Imports): void => {
  const reference = offer.figure('reference', 'more');
  const published = offer.figure('margin', 'any');
  if (!reference) return;
  const margin = marginOf(rate, reference);
  const said = `${figureText(roundDecimal(margin, 3))} %`;
  if (published && apart(margin, published, ROUNDING)) offer.wrong('margin', `by its rates the margin is ${said}`);
  if (
    compareDecimals(wholeDecimal(0n), margin) !== 0 &&
    apart(margin, wholeDecimal(0n), wholeDecimal(BigInt(imports.margin)))
  )
    offer.odd('rate', `the exchange margin is ${said}`, 'look at this row once more');
};
