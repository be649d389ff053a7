import { roundDecimal } from '../base/decimal.ts';
import type { Formatter } from '../content/format.ts';
import type { Quote } from '../content/quotes/quote.ts';
import type { FoundQuote } from '../flow/scene.ts';

/** What a text may say of published prices: each on a line, their day, and what was sent. */
export const QUOTE_PLACEHOLDERS = ['quotes', 'quotes_day', 'quotes_sent'] as const;

/** Says published prices of one table; the day stands beside them in every text. */
export const quotesText = (
  quotes: readonly Quote[],
  { found }: { readonly found: readonly FoundQuote[] },
  formatter: Formatter,
): Readonly<Record<(typeof QUOTE_PLACEHOLDERS)[number], string>> => {
  const shown = found.flatMap(({ id }) => quotes.find((quote) => quote.id === id) ?? []);
  const [one] = shown;
  return {
    quotes: shown.map((quote) => `${quote.provider}: ${priceText(quote, formatter)}`).join('\n'),
    quotes_day: one ? (one.day.length === 7 ? formatter.month(one.day) : formatter.day(one.first)) : '',
    quotes_sent: one ? formatter.value(one.sent) : '',
  };
};

/** What arrives; what it costs where that is not published. */
const priceText = ({ received, cost }: Quote, formatter: Formatter): string => {
  if (received) return formatter.value(received);
  return cost ? formatter.percent(roundDecimal(cost, 4)) : '';
};
