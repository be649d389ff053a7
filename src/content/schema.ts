import { z } from 'zod';

/** The shapes of the files editors write. Strict: a misspelt key is an error. */
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day such as 2026-11-21');
const partialDay = z
  .union([z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'must be a day, month or year such as 2025-12'), z.int()])
  .transform(String);
const name = z.string().regex(/^[a-z][a-z0-9_-]*$/, 'small letters, digits, - and _');
const locale = z.string().regex(/^[a-z]{2,3}$/, 'a language code such as es');
const perLocale = <T extends z.ZodType>(inner: T) => z.record(locale, inner);
const filled = z.string().trim().min(1, 'must not be empty');

export const settingsSchema = z.strictObject({
  home: name,
  default: locale,
  zone: z.string(),
  languages: perLocale(z.strictObject({ name: filled, format: z.string() })),
  /** Topics whose answers only say that a question is not covered, and who knows. */
  outside: z.array(name).optional(),
});

const datedSchema = z.strictObject({
  from: day.optional(),
  until: day.optional(),
  value: z.union([z.string(), z.number(), z.boolean(), perLocale(filled)]),
  source: z.string().optional(),
  checked: day,
  confidence: z.enum(['high', 'medium', 'low']),
});

export const factSchema = z.strictObject({
  unit: filled,
  critical: z.boolean().optional(),
  review: z.int().positive(),
  zone: z.string().optional(),
  note: z.string().optional(),
  history: z.array(datedSchema).min(1, 'needs at least one entry'),
});

export const tableSchema = z.strictObject({
  inputs: z.array(z.union([z.literal('integer'), z.array(name).min(1)])).min(1),
  rows: z.array(z.strictObject({ when: z.array(z.string()), fact: z.string() })).min(1),
});

const variantsSchema = z.strictObject({
  text: filled,
  sms: filled.optional(),
  whatsapp: filled.optional(),
  telegram: filled.optional(),
});

const body = z.union([filled, variantsSchema]);

export const entrySchema = z.union([
  filled,
  z.strictObject({
    text: filled.optional(),
    sms: filled.optional(),
    whatsapp: filled.optional(),
    telegram: filled.optional(),
    again: body.optional(),
    options: z
      .record(z.string(), z.union([filled, z.strictObject({ label: filled, also: z.array(filled).optional() })]))
      .optional(),
  }),
]);

export const unitsSchema = z.record(
  z.string(),
  z.union([filled, z.partialRecord(z.enum(['zero', 'one', 'two', 'few', 'many', 'other']), filled)]),
);

export const answerSchema = z.strictObject({
  examples: perLocale(z.array(filled)),
  keywords: perLocale(z.array(filled)),
  text: perLocale(body),
  flow: name.optional(),
  reviewed: day,
});

export const sourcesSchema = z.record(
  name,
  z.strictObject({
    title: filled,
    publisher: filled,
    url: z.string().optional(),
    address: z.string().optional(),
    published: partialDay.optional(),
    retrieved: day,
  }),
);

const words = z.array(filled).min(1);

const searchWordsSchema = z.strictObject({
  stop: words,
  spellings: z.record(filled, filled),
  concepts: z.record(name, words),
  idle: words,
});

export const wordsSchema = z.strictObject({
  commands: z.record(z.string(), words),
  // A check asks for both; a reader can do without.
  danger: words.default([]),
  asking: words.default([]),
  yes: words,
  no: words,
  numbers: z.record(filled, z.number()),
  months: z.record(filled, z.int().min(1).max(12)),
  spans: z.strictObject({ day: words, week: words, month: words, year: words }),
  today: words,
  tomorrow: words,
  common: words,
  search: searchWordsSchema.optional(),
});

export const talkSchema = z.array(
  z.strictObject({
    name: filled,
    example: z.string().optional(),
    day,
    channel: z.enum(['sms', 'whatsapp', 'telegram']).optional(),
    language: locale.optional(),
    from: z.literal('door').optional(),
    talk: z
      .array(
        z.strictObject({
          me: z.union([z.string(), z.number(), z.strictObject({ pick: z.string() })]),
          at: z.string().optional(),
          flow: z.string().optional(),
          says: z.array(z.string()).optional(),
          never: z.array(z.string()).optional(),
          facts: z.array(z.string()).optional(),
        }),
      )
      .min(1),
  }),
);

export type Talk = z.infer<typeof talkSchema>[number];
export type RawEntry = z.infer<typeof entrySchema>;
export type Body = z.infer<typeof body>;
