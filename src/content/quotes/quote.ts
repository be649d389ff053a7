import type { Day } from '../../base/day.ts';
import { type Decimal, divideDecimals, wholeDecimal } from '../../base/decimal.ts';
import type { Position } from '../../base/diagnostic.ts';
import { exchange, type Money, minorDigits, money } from '../../base/money.ts';
import type { FoundQuote, WantedQuotes } from '../../flow/scene.ts';

/** What one company asked on one day for one sending, as somebody published it. Its id says the same after its table was imported again. */
export interface Quote extends FoundQuote {
  /** From where to where, in one word. */
  readonly corridor: string;
  /** A day, or a month where only that was published. */
  readonly day: string;
  /** Its first day: the earliest that it can be of. */
  readonly first: Day;
  /** The last day on which it may be shown as a price of now. */
  readonly until: Day;
  readonly provider: string;
  /** How the money is handed over. */
  readonly method: string;
  /** City or region, where prices differ by it. */
  readonly zone?: string | undefined;
  readonly sent: Money;
  /** Whether the fee is taken out of what is sent, or comes on top. */
  readonly basis: Basis;
  readonly fee?: Money | undefined;
  /** What one unit of the sent currency buys. */
  readonly rate?: Decimal | undefined;
  readonly received?: Money | undefined;
  /** All that it costs, as a share of what is sent; less than nought where more arrives than at the reference rate. */
  readonly cost?: Decimal | undefined;
  readonly source: string;
  readonly at: Position;
}

export type Basis = 'inside' | 'on-top';

/** Published tables round: figures that differ by no more than this agree. */
const TOLERANCE = { units: 2n, share: { kind: 'decimal', units: 5n, scale: 4 } } as const;

type Figures = Pick<Quote, 'sent' | 'basis' | 'fee' | 'rate' | 'received'>;

/** What must arrive by the published fee and rate, where that is not what was published; undefined where all agree. */
export const disagreement = ({ sent, basis, fee, rate, received }: Figures): Money | undefined => {
  if (!fee || !rate || !received) return undefined;
  const turned = basis === 'inside' ? money(sent.currency, sent.minor - fee.minor) : sent;
  const due = exchange(turned, rate, received.currency);
  const off = due.minor < received.minor ? received.minor - due.minor : due.minor - received.minor;
  const near = off <= TOLERANCE.units * 10n ** BigInt(minorDigits(received.currency));
  return near || off * 10n ** BigInt(TOLERANCE.share.scale) <= received.minor * TOLERANCE.share.units ? undefined : due;
};

/** The better first: more received, or less cost where not all say what is received. */
const better = (a: Quote, b: Quote): number => {
  if (a.received && b.received) return Number(b.received.minor - a.received.minor);
  if (a.cost && b.cost) return Number(scaled(a.cost) - scaled(b.cost));
  return a.received ? -1 : b.received ? 1 : 0;
};

const scaled = (share: Decimal): bigint => divideDecimals(share, wholeDecimal(1n), 9)?.units ?? 0n;

const sameTable = (a: Quote, b: Quote): boolean =>
  a.day === b.day &&
  a.zone === b.zone &&
  a.basis === b.basis &&
  a.sent.currency === b.sent.currency &&
  a.sent.minor === b.sent.minor;

/**
 * The newest published prices that can be compared with one another: so many of the best, best first, and the worst.
 * Without `past`, only those that still hold on that day.
 */
export const latestQuotes = (quotes: readonly Quote[], wanted: WantedQuotes, today: Day): readonly Quote[] => {
  const begun = quotes.filter(
    (q) =>
      q.corridor === wanted.corridor &&
      (wanted.method === undefined || q.method === wanted.method) &&
      q.first.iso <= today.iso &&
      (wanted.past || today.iso <= q.until.iso),
  );
  const newest = begun.reduce((day, q) => (q.first.iso > day ? q.first.iso : day), '');
  const tables = begun
    .filter((q) => q.first.iso === newest)
    .reduce<Quote[][]>((found, q) => {
      const table = found.find(([one]) => one && sameTable(one, q));
      if (table) table.push(q);
      else found.push([q]);
      return found;
    }, []);
  const table = (tables.toSorted((a, b) => b.length - a.length)[0] ?? []).toSorted(better);
  const worst = table.length > wanted.limit ? table.slice(-1) : [];
  return [...table.slice(0, wanted.limit), ...worst];
};
