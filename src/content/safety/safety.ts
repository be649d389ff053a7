import type { Report } from '../../base/diagnostic.ts';
import type { Locale } from '../../base/locale.ts';
import type { Steps } from '../../base/steps.ts';
import { readShape, type YamlFile } from '../../base/yaml.ts';
import { safetySchema } from '../word-schema.ts';
import { type Judge, type Lesson, learn } from './learn.ts';
import { createMarks, type MarkWords } from './marks.ts';

/** What a message may be besides an ordinary one, and the least likelihood at which it is taken for it. */
const KINDS = { danger: 0.3, stop: 0.6, person: 0.6 } as const;

export type SafetyKind = keyof typeof KINDS;

/** Example messages of each kind; `harmless` ones sound alike and are none. */
export type SafetyExamples = Readonly<Record<SafetyKind | 'harmless', readonly string[]>> & {
  /** A matter → the words that tell of it; the same name in two languages is the same matter. */
  readonly concepts: Readonly<Record<string, readonly string[]>>;
};

/** Tells messages of danger, of opting out and of wanting a person from all others. */
export interface Safety {
  readonly kindOf: (text: string) => SafetyKind | undefined;
}

/** Reads `content/safety/<language>.yaml`. */
export const readSafety = (yaml: YamlFile, report: Report): SafetyExamples | undefined =>
  readShape(yaml, [], safetySchema, report);

const NAMES = [...(Object.keys(KINDS) as SafetyKind[]), 'harmless'] as const;

/** Learns, by small steps, from the examples of all languages together: people mix them, most of all when in a hurry. */
export function* learnSafety(
  examples: ReadonlyMap<Locale, SafetyExamples>,
  reading: Pick<MarkWords, 'spellings' | 'meanings'>,
): Steps<Safety> {
  const concepts = new Map<string, readonly string[]>();
  for (const { concepts: own } of examples.values())
    for (const [name, words] of Object.entries(own)) concepts.set(name, [...(concepts.get(name) ?? []), ...words]);
  const marksOf = createMarks({ ...reading, locales: [...examples.keys()], concepts });
  const lessons: Lesson[] = [];
  for (const byKind of examples.values())
    for (const [kind, name] of NAMES.entries())
      for (const text of byKind[name]) {
        lessons.push({ marks: marksOf(text), kind });
        yield;
      }
  if (lessons.length === 0) return { kindOf: () => undefined };
  const judge: Judge = yield* learn(lessons, NAMES.length);
  return {
    kindOf: (text) => {
      // A bare number answers a question, and tells nothing.
      if (!/\p{L}/u.test(text)) return undefined;
      const likely = judge(marksOf(text));
      return (Object.keys(KINDS) as SafetyKind[]).find((name, kind) => (likely[kind] ?? 0) >= KINDS[name]);
    },
  };
}
