import type { Locale } from '../../base/locale.ts';
import type { Lexicon } from './lexicon.ts';
import type { Sense, Token } from './read.ts';
import { soundOf } from './sound.ts';

/** Named marks of a text, each with how strongly it bears it. */
export type Features = ReadonlyMap<string, number>;

/** How much a language's reading of a message counts: 1 when the message is surely in it. */
export type Trust = (locale: Locale) => number;

const OWN_WORD = 0.6;
const PAIR = 0.25;
const MEANING_PAIR = 0.5;
const MOST_MEANINGS = 12;
const DOUBTFUL = 0.2;
const NUMBER = 'n:#';

const senseIn = (token: Token, locale: Locale): Sense | undefined => token.senses.find((s) => s.locale === locale);

const weightOf = (sense: Sense | undefined): number => (sense ? sense.sure * (sense.doubtful ? DOUBTFUL : 1) : 0);

/**
 * The words, pairs of words and meanings of a message. A word that has a meaning weighs less itself: the meaning is what
 * two people share who say it differently, in one language or in two.
 */
export const wordFeatures = (tokens: readonly Token[], lexicons: readonly Lexicon[], trust: Trust): Features => {
  const features = new Map<string, number>();
  const add = (name: string, weight: number): void => {
    features.set(name, Math.max(features.get(name) ?? 0, weight));
  };
  for (const token of tokens) if (token.senses.length === 0 && /\d/.test(token.word)) add(NUMBER, 1);
  for (const lexicon of lexicons) {
    const trusted = trust(lexicon.locale);
    if (trusted === 0) continue;
    const senses = tokens.map((token) => senseIn(token, lexicon.locale));
    const meant = new Set<number>();
    for (let i = 0; i < senses.length; i++) {
      let phrase = { words: '', stems: '', sure: 1 };
      for (let n = 1; n <= lexicon.longestPhrase; n++) {
        const sense = senses[i + n - 1];
        if (!sense) break;
        phrase = {
          words: n === 1 ? sense.word : `${phrase.words} ${sense.word}`,
          stems: n === 1 ? sense.stem : `${phrase.stems} ${sense.stem}`,
          sure: Math.min(phrase.sure, sense.sure),
        };
        const names = lexicon.concepts.get(phrase.words) ?? lexicon.concepts.get(phrase.stems);
        if (!names) continue;
        const sure = n === 1 ? weightOf(sense) : phrase.sure;
        for (const name of names) add(`c:${name}`, trusted * sure);
        for (let k = i; k < i + n; k++) meant.add(k);
      }
    }
    let before: Sense | undefined;
    senses.forEach((sense, i) => {
      if (!sense || sense.stop) return;
      add(`${lexicon.locale}:${sense.stem}`, trusted * weightOf(sense) * (meant.has(i) ? OWN_WORD : 1));
      if (sense.doubtful) return;
      if (before)
        add(`${lexicon.locale}:${before.stem} ${sense.stem}`, trusted * Math.min(before.sure, sense.sure) * PAIR);
      before = sense;
    });
  }
  for (const [name, weight] of meaningPairs(features)) add(name, weight);
  return features;
};

/** Two meanings in one question say more than each: a price, and a permit. */
const meaningPairs = (features: Features): readonly (readonly [string, number])[] => {
  const meanings = [...features].filter(([name]) => name.startsWith('c:')).sort(([a], [b]) => (a < b ? -1 : 1));
  // A long text speaks of everything at once.
  if (meanings.length > MOST_MEANINGS) return [];
  return meanings.flatMap(([a, left], i) =>
    meanings.slice(i + 1).map(([b, right]) => [`${a}+${b}`, MEANING_PAIR * Math.min(left, right)] as const),
  );
};

const GRAM_SIZES = [3, 4];

/** Runs of letters, as they sound: what is left in common when spelling, ending and spacing all differ. */
export const gramFeatures = (tokens: readonly Token[], locales: readonly Locale[]): Features => {
  const features = new Map<string, number>();
  for (const { word, senses } of tokens) {
    if (senses.length > 0 && senses.every((s) => s.stop)) continue;
    // Every language's slips are forgiven in turn, whatever the word: questions and answers pass the same mill.
    const padded = `_${locales.reduce(soundOf, word)}_`;
    for (const size of GRAM_SIZES)
      for (let i = 0; i + size <= padded.length; i++) {
        const gram = padded.slice(i, i + size);
        features.set(gram, (features.get(gram) ?? 0) + 1);
      }
  }
  return features;
};
