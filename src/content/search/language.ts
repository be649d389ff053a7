import type { Locale } from '../../base/locale.ts';
import type { Lexicon } from './lexicon.ts';
import type { Token } from './read.ts';

/** How far each language explains a message; the shares add up to 1. */
export type Shares = ReadonlyMap<Locale, number>;

const LITTLE_WORD = 1.2;
/** Evidence below which the language of a message is not certain: one short word is never enough. */
const CERTAIN = 1.5;

const evidence = (tokens: readonly Token[], locale: Locale): number => {
  let sum = 0;
  for (const { senses } of tokens) {
    const own = senses.find((s) => s.locale === locale);
    // A word of two languages tells nothing, and neither does a stranger to both.
    if (!own || senses.length > 1) continue;
    sum += own.sure * (own.stop ? LITTLE_WORD : 1);
  }
  return sum;
};

export const sharesOf = (tokens: readonly Token[], lexicons: readonly Lexicon[]): Shares => {
  const grown = lexicons.map(({ locale }) => [locale, Math.exp(evidence(tokens, locale))] as const);
  const all = grown.reduce((sum, [, value]) => sum + value, 0);
  return new Map(grown.map(([locale, value]) => [locale, value / all]));
};

/** The language of a message by our own vocabulary; undefined when it could be another, or is one short word. */
export const languageOf = (tokens: readonly Token[], lexicons: readonly Lexicon[]): Locale | undefined => {
  const [best, second] = lexicons
    .map(({ locale }) => ({ locale, sum: evidence(tokens, locale) }))
    .sort((a, b) => b.sum - a.sum);
  return best && best.sum - (second?.sum ?? 0) >= CERTAIN ? best.locale : undefined;
};
