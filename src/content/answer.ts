import { parseDay } from '../base/day.ts';
import { error, type Position, type Report } from '../base/diagnostic.ts';
import type { Locale } from '../base/locale.ts';
import { readShape, type YamlFile } from '../base/yaml.ts';
import { readBody } from './read-text.ts';
import { answerSchema } from './schema.ts';
import type { Variants } from './text.ts';

/** What is said to one question that people ask. */
export interface Answer {
  readonly id: string;
  readonly examples: Readonly<Record<Locale, readonly string[]>>;
  readonly keywords: Readonly<Record<Locale, readonly string[]>>;
  readonly text: Readonly<Record<Locale, Variants>>;
  /** The flow that goes further. */
  readonly flow?: string | undefined;
  readonly reviewed: string;
  readonly at: Position;
  readonly flowAt: Position;
}

export const readAnswer = (id: string, yaml: YamlFile, report: Report): Answer | undefined => {
  const raw = readShape(yaml, [], answerSchema, report);
  if (!raw) return undefined;
  if (!parseDay(raw.reviewed)) report(error(yaml.at(['reviewed']), 'answer', `there is no such day: ${raw.reviewed}`));
  const text: Record<Locale, Variants> = {};
  for (const [locale, body] of Object.entries(raw.text)) text[locale] = readBody(yaml, ['text', locale], body);
  const { examples, keywords, flow, reviewed } = raw;
  return { id, examples, keywords, text, flow, reviewed, at: yaml.at([]), flowAt: yaml.at(['flow']) };
};
