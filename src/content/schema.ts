import { z } from 'zod';
import { isLanguageTag } from '../base/locale.ts';
import { bracesFit } from './text.ts';

/** The shapes of the files editors write. Strict: a misspelt key is an error. */
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day such as 2026-11-21');
const partialDay = z
  .union([z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'must be a day, month or year such as 2025-12'), z.int()])
  .transform(String);
export const name = z.string().regex(/^[a-z][a-z0-9_-]*$/, 'small letters, digits, - and _');
const locale = z.string().regex(/^[a-z]{2,3}$/, 'a language code such as es');
const perLocale = <T extends z.ZodType>(inner: T) => z.record(locale, inner);
export const filled = z.string().trim().min(1, 'must not be empty');

const languageTag = z.string().refine(isLanguageTag, {
  error: 'must be a language tag',
  params: { hint: 'such as es-MX: the language, a hyphen, the country' },
});

/** Words with figures in them, as {{name}}. */
const template = filled.refine(bracesFit, {
  error: 'each {{ }} must hold one name, and nothing else',
  params: { hint: 'such as {{age}} or {{fact.topic.name.key}}; single braces are plain signs' },
});

export const settingsSchema = z.strictObject({
  home: name.describe('The flow in which everyone begins'),
  default: locale,
  zone: z.string().describe('The time zone that decides what day it is, such as Europe/Madrid'),
  languages: perLocale(z.strictObject({ name: filled, format: languageTag })),
  outside: z.array(name).optional().describe('Topics of which only is said that they are not covered, and who knows'),
  distances: z
    .array(z.enum(['km', 'mi']))
    .min(1)
    .optional()
    .describe('The units in which distances are said'),
});

const datedSchema = z.strictObject({
  from: day.optional().describe('The first day on which it holds; only the oldest value may come without'),
  until: day.optional().describe('The last day on which it holds'),
  value: z
    .union([z.string(), z.number(), z.boolean(), perLocale(filled)])
    .describe('Words that people read may be given per language: { es: ..., en: ... }'),
  source: z.string().optional().describe('An id of content/sources'),
  checked: day.describe('The day on which someone last looked it up'),
  confidence: z.enum(['high', 'medium', 'low']),
});

export const factSchema = z.strictObject({
  unit: filled.describe('A currency, percent, yes-no, date, phone, url, email, text, or a unit of units.yaml'),
  critical: z.boolean().optional().describe('Twice past its review it is said with a warning'),
  review: z.int().positive().describe('Days after `checked` when it must be checked again'),
  zone: z.string().optional().describe('The time zone of its days, where it is another'),
  gaps: z.boolean().optional().describe('Days between two values are meant to have none: a season, say'),
  note: z.string().optional().describe('For editors: what sources say otherwise'),
  history: z.array(datedSchema).min(1, 'needs at least one entry').describe('Oldest first'),
});

export const tableSchema = z.strictObject({
  inputs: z
    .array(z.union([z.literal('integer'), z.array(name).min(1)]))
    .min(1)
    .describe('What is looked up by: integer, or a list of words'),
  rows: z
    .array(
      z.strictObject({
        when: z.array(z.string()).describe('One cell an input: "*", a word, "a|b", "2001..2006"'),
        fact: z.string(),
      }),
    )
    .min(1)
    .describe('The first row that fits'),
});

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export const calendarSchema = z.strictObject({
  from: day,
  until: day,
  rest: z.array(z.enum(WEEKDAYS)),
  days: z.array(day),
  source: filled,
  checked: day,
});

const variantsSchema = z.strictObject({
  text: template,
  sms: template.optional(),
  whatsapp: template.optional(),
  telegram: template.optional(),
});

const body = z.union([template, variantsSchema]);

export const entrySchema = z.union([
  template,
  z.strictObject({
    text: template.optional(),
    sms: template.optional(),
    whatsapp: template.optional(),
    telegram: template.optional(),
    again: body.optional().describe('Said when an answer was not understood'),
    options: z
      .record(
        z.string(),
        z.union([
          template,
          z.strictObject({
            label: template,
            also: z.array(filled).optional().describe('Other words that mean this option'),
          }),
        ]),
      )
      .optional()
      .describe('The labels of the options of this step'),
  }),
]);

export const unitForms = z.union([
  template,
  z.partialRecord(z.enum(['zero', 'one', 'two', 'few', 'many', 'other']), template),
]);

export const unitsSchema = z.record(z.string(), unitForms);

export const answerSchema = z.strictObject({
  examples: perLocale(z.array(filled)).describe('Questions as people ask them, per language'),
  keywords: perLocale(z.array(filled)),
  text: perLocale(body).describe('The answer, per language; figures as {{fact.topic.name.key}}'),
  flow: name.optional().describe('The flow that goes further'),
  reviewed: day.describe('The day on which someone last read it against its sources'),
});

export const sourceSchema = z.strictObject({
  title: filled,
  publisher: filled,
  url: z.string().optional(),
  address: z.string().optional(),
  published: partialDay.optional().describe('A day, month or year'),
  retrieved: day.describe('The day on which someone last saw it'),
});

export const sourcesSchema = z.record(name, sourceSchema);

export const talkSchema = z.array(
  z.strictObject({
    name: filled,
    example: z.string().optional(),
    day: day.describe('The day on which it is held'),
    channel: z.enum(['sms', 'whatsapp', 'telegram']).optional(),
    language: locale.optional(),
    from: z.literal('door').optional().describe('door: begins as a new person, not inside the flow'),
    talk: z
      .array(
        z.strictObject({
          me: z.union([
            z.string(),
            z.number(),
            z.strictObject({ pick: z.string() }),
            z.strictObject({ location: z.tuple([z.number(), z.number()]) }),
          ]),
          at: z.string().optional().describe('The step at which it waits then'),
          flow: z.string().optional().describe('The flow in which it waits then'),
          says: z.array(z.string()).optional().describe('Words that it says'),
          never: z.array(z.string()).optional().describe('Words that it does not say'),
          facts: z.array(z.string()).optional().describe('Facts that it uses'),
        }),
      )
      .min(1),
  }),
);

export type Talk = z.infer<typeof talkSchema>[number];
export type RawEntry = z.infer<typeof entrySchema>;
export type Body = z.infer<typeof body>;
