import { z } from 'zod';
import type { Report } from '../base/diagnostic.ts';
import { readShape, type YamlFile } from '../base/yaml.ts';

const words = z.array(z.string().trim().min(1)).min(1);
const code = z.string().regex(/^[A-Za-z0-9_-]+$/, 'letters, digits, - and _');
const currency = z.string().regex(/^[A-Z]{3}$/, 'a currency code');

/** The columns that a table of prices of somebody else may have. */
export const OFFER_COLUMNS = [
  'day',
  'from',
  'to',
  'provider',
  'method',
  'zone',
  'sent',
  'basis',
  'fee',
  'rate',
  'received',
  'reference',
  'margin',
  'confidence',
  'title',
  'publisher',
  'url',
  'published',
] as const;

export type OfferColumn = (typeof OFFER_COLUMNS)[number];

export const importsSchema = z.strictObject({
  days: z.int().positive().describe('How many days a price is shown as one of now'),
  margin: z.int().positive().describe('Percent: an exchange margin beyond it deserves a second look'),
  corridors: z.array(code).min(1).describe('From where to where; others are left out'),
  same_currency: z
    .array(code)
    .default([])
    .describe('Those where both sides have one currency: an exchange rate of one is true there'),
  methods: z.record(code, words).describe('Ways of handing over → the words for them'),
  survey: z.strictObject({
    title: z.string(),
    publisher: z.string(),
    url: z.string(),
    sheets: words.describe('The sheets with prices, newest first; the rest of the workbook is not read'),
  }),
  offers: z.strictObject({
    sent: currency,
    received: currency,
    basis: z
      .strictObject({ inside: words, 'on-top': words, default: z.enum(['inside', 'on-top']) })
      .describe('Whether the amount of a row has the fee inside or on top'),
    rows: z
      .strictObject({ column: z.string(), take: words })
      .optional()
      .describe('Only rows with these words in this column are prices'),
    titles: z.record(z.string(), z.string()).default({}).describe('Short names of publications → their full titles'),
    columns: z.partialRecord(z.enum(OFFER_COLUMNS), words),
  }),
});

/** How price tables of others become content: the words of their headings, and what is taken. */
export type Imports = z.infer<typeof importsSchema>;

/** Reads `content/imports.yaml`. */
export const readImports = (yaml: YamlFile, report: Report): Imports | undefined =>
  readShape(yaml, [], importsSchema, report);
