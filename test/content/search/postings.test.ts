import { describe, expect, it } from 'vitest';
import { wordFeatures } from '../../../src/content/search/features.ts';
import { createFuzzy } from '../../../src/content/search/fuzzy.ts';
import { createIndex } from '../../../src/content/search/index.ts';
import { createCosines, createShares, createTells } from '../../../src/content/search/postings.ts';
import { readTokens } from '../../../src/content/search/read.ts';
import { town } from './town.ts';

const texts = [
  new Map([
    ['book', 1],
    ['late', 1],
  ]),
  new Map([
    ['book', 1],
    ['open', 1],
  ]),
  new Map<string, number>(),
];
const tells = createTells(texts, [0, 1, 2]);

describe('how much a word tells', () => {
  it('is more the fewer bear it, and a word never seen tells as much as the rarest', () => {
    expect(tells('late')).toBeGreaterThan(tells('book'));
    expect(tells('unheard')).toBe(tells('late'));
  });
  it('counts the texts of one group once', () => {
    const grouped = createTells([texts[0] ?? new Map(), texts[0] ?? new Map(), texts[1] ?? new Map()], [0, 0, 1]);
    expect(grouped('late')).toBe(grouped('open'));
  });
});

describe('likeness', () => {
  it('by direction is 1 for the same text and 0 for nothing in common', () => {
    const { scores } = createCosines(texts, tells);
    expect(scores(texts[0] ?? new Map())[0]).toBeCloseTo(1);
    expect([...scores(new Map([['unheard', 1]]))]).toEqual([0, 0, 0]);
    expect([...scores(new Map())]).toEqual([0, 0, 0]);
  });
  it('by share lies between 0 and 1, and grows with what is found', () => {
    const { scores } = createShares(texts, tells, { saturation: 1, evenness: 0.5 });
    const [both = 0, one = 0, none] = scores(texts[0] ?? new Map());
    expect(both).toBeGreaterThan(one);
    expect(both).toBeLessThanOrEqual(1);
    expect(none).toBe(0);
    expect([...createShares([], tells, { saturation: 1, evenness: 0.5 }).scores(new Map([['book', 1]]))]).toEqual([]);
  });
});

describe('the nearest known word', () => {
  const fuzzy = createFuzzy(['passport', 'pasaporte', 'permit', 'car', 'h2a123']);
  it.each([
    ['pasport', 'passport'],
    ['pasaprote', 'pasaporte'],
    ['permti', 'permit'],
  ])('to %s is %s', (wrong, right) => {
    expect(fuzzy(wrong)?.word).toBe(right);
  });
  it('is none for short words, numbers and words that are far off', () => {
    for (const word of ['cra', 'h2a124', 'elephant', 'pxrxmxt']) expect(fuzzy(word)).toBeUndefined();
  });
  it('is nearer the fewer letters are wrong', () => {
    expect(fuzzy('passport')?.near).toBeGreaterThan(fuzzy('pasport')?.near ?? 1);
  });
});

describe('the marks of a message', () => {
  const { reading } = createIndex(town());
  const marks = (text: string) => wordFeatures(readTokens(reading, text), reading.lexicons, () => 1);
  it('are its words, pairs of words, meanings and pairs of meanings', () => {
    const found = marks('cuánto cobran de multa por mi hija');
    expect([...found.keys()]).toEqual(
      expect.arrayContaining(['es:mult', 'c:ask-cost', 'c:fine', 'c:child', 'c:ask-cost+c:fine']),
    );
    expect([...found.keys()].some((name) => name.startsWith('es:mult '))).toBe(true);
  });
  it('share their meaning across languages', () => {
    const [es, en] = [marks('multa'), marks('penalty')];
    expect([...es.keys()].filter((name) => en.has(name))).toEqual(['c:fine']);
  });
  it('leave out a language that is not trusted, and keep numbers as numbers', () => {
    const tokens = readTokens(reading, 'multa 4711');
    const found = wordFeatures(tokens, reading.lexicons, (locale) => (locale === 'en' ? 1 : 0));
    expect([...found.keys()]).toEqual(['n:#']);
  });
  it('have no pairs of meanings where everything is spoken of at once', () => {
    const lexicon = {
      ...reading.lexicons[0],
      concepts: new Map([['multa', Array.from({ length: 13 }, (_, i) => `m${i}`)]]),
    } as (typeof reading.lexicons)[0];
    const found = wordFeatures(
      readTokens(reading, 'multa'),
      [lexicon ?? reading.lexicons[0]].flatMap((l) => l ?? []),
      () => 1,
    );
    expect([...found.keys()].some((name) => name.includes('+'))).toBe(false);
  });
});
