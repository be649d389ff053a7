import type { Features } from './features.ts';
import { createCosines, createShares, createTells, type Tells } from './postings.ts';

/** A passage as search sees it. */
export interface Text {
  readonly subject: number;
  /** Texts of one group count once when it is told how rare a feature is. */
  readonly group: number;
  readonly weight: number;
  readonly words: Features;
  readonly grams: Features;
}

/** What is asked, as search sees it. */
export interface Query {
  readonly words: Features;
  readonly grams: Features;
}

/** The views of the rankers, one score a subject each. */
export interface Views {
  /** Share of the query's words and meanings found with the subject. */
  readonly words: Float64Array;
  /** The same by runs of letters. */
  readonly grams: Float64Array;
  /** Likeness to the middle of everything said on the subject. */
  readonly middle: Float64Array;
  /** Likeness to the few nearest examples, the second and third counting less. */
  readonly close: Float64Array;
  /** Likeness to the nearest single example. */
  readonly nearest: Float64Array;
}

export interface Rankers {
  readonly tells: Tells;
  readonly views: (query: Query) => Views;
}

const WORDS = { saturation: 5, evenness: 0.5 };
/** So many nearest examples count. */
const FEW = 3;
/** Of so many subjects, the likeliest by all that is said on them: time must not grow with every example there is. */
const LIKELIEST = 50;
const GRAMS = { saturation: 2.4, evenness: 0.5 };

const summed = (texts: readonly Text[], count: number, of: (text: Text) => Features): readonly Features[] => {
  const all = Array.from({ length: count }, () => new Map<string, number>());
  for (const text of texts) {
    const sums = all[text.subject];
    for (const [name, value] of of(text)) sums?.set(name, (sums.get(name) ?? 0) + value * text.weight);
  }
  return all;
};

const damped = (features: Features): Features =>
  new Map([...features].map(([name, value]) => [name, Math.log1p(value)]));

/** Compiles the rankers of a corpus. */
export const createRankers = (texts: readonly Text[], examples: readonly Text[], count: number): Rankers => {
  const groups = texts.map((t) => t.group);
  // Answers speak of many things in passing; what people ask tells better which words are rare.
  const tells = createTells(
    examples.map((t) => t.words),
    examples.map((t) => t.group),
  );
  const gramTells = createTells(
    texts.map((t) => t.grams),
    groups,
  );
  const sums = summed(texts, count, (t) => t.words);
  const words = createShares(sums, tells, WORDS);
  const middle = createCosines(sums.map(damped), tells);
  const grams = createShares(
    summed(texts, count, (t) => t.grams),
    gramTells,
    GRAMS,
  );
  const examplesOf = Map.groupBy(examples, (t) => t.subject);
  const nearest = Array.from({ length: count }, (_, subject) =>
    createCosines(
      (examplesOf.get(subject) ?? []).map((t) => t.words),
      tells,
    ),
  );
  return {
    tells,
    views: (query) => {
      const whole = {
        words: words.scores(query.words),
        grams: grams.scores(query.grams),
        middle: middle.scores(query.words),
      };
      const [close, first] = [new Float64Array(count), new Float64Array(count)];
      for (const subject of likeliest(whole)) {
        const best = [...(nearest[subject]?.scores(query.words) ?? [])].sort((a, b) => b - a).slice(0, FEW);
        first[subject] = best[0] ?? 0;
        close[subject] = best.reduce((sum, score, i) => sum + score / (i + 1), 0);
      }
      return { ...whole, close, nearest: first };
    },
  };
};

/** The subjects whose examples are looked at one by one. */
const likeliest = ({ words, grams, middle }: Pick<Views, 'words' | 'grams' | 'middle'>): readonly number[] => {
  const rough = words.map((score, at) => score + (grams[at] ?? 0) + (middle[at] ?? 0));
  const least = rough.toSorted().at(-LIKELIEST) ?? 0;
  return [...rough.keys()].filter((at) => (rough[at] ?? 0) > 0 && (rough[at] ?? 0) >= least);
};

/** How much each view counts. */
export type Mix = Readonly<Record<Exclude<keyof Views, 'nearest'>, number>>;

/** The views together, one score a subject. The nearest example is too often near by chance; it only tells how sure we are. */
export const fuse = ({ words, grams, middle, close }: Views, mix: Mix): Float64Array =>
  words.map(
    (score, at) =>
      score * mix.words + (grams[at] ?? 0) * mix.grams + (middle[at] ?? 0) * mix.middle + (close[at] ?? 0) * mix.close,
  );
