import { z } from 'zod';
import { filled, name } from './schema.ts';

/** The shapes of the lists of words that editors keep: how people answer and steer, and how danger is told. */
const words = z.array(filled).min(1);

const searchWordsSchema = z.strictObject({
  stop: words,
  spellings: z.record(filled, filled),
  concepts: z.record(name, words),
  idle: words,
});

export const safetySchema = z.strictObject({
  concepts: z.record(name, words).default({}),
  danger: words,
  stop: words,
  person: words,
  harmless: words,
});

export const wordsSchema = z.strictObject({
  commands: z.record(z.string(), words),
  // A check asks for both; a reader can do without.
  danger: words.default([]),
  asking: words.default([]),
  yes: words,
  no: words,
  unsure: words.default([]),
  numbers: z.record(filled, z.number()),
  joins: words.default([]).describe('Words between the parts of one number: "forty-five", "cuarenta y cinco"'),
  months: z.record(filled, z.int().min(1).max(12)),
  spans: z.strictObject({ day: words, week: words, month: words, year: words }),
  today: words,
  tomorrow: words,
  yesterday: words.default([]),
  ago: words.default([]),
  currencies: z
    .record(z.string().regex(/^[A-Z]{3}$/), words)
    .default({})
    .describe('Currency code → the words for it'),
  common: words,
  personal: z.strictObject({ after: words.default([]), names: words.default([]) }).default({ after: [], names: [] }),
  search: searchWordsSchema.optional(),
  style: z
    .strictObject({
      jargon: z.record(filled, filled).default({}).describe('A word of offices → the plain word to use instead'),
      preambles: words.default([]).describe('Words with which an answer must not begin'),
    })
    .default({ jargon: {}, preambles: [] }),
});
