import type { Report } from '../base/diagnostic.ts';
import { fold } from '../base/fold.ts';
import { readShape, type YamlFile } from '../base/yaml.ts';
import type { InputWords } from '../flow/scene.ts';
import { wordsSchema } from './schema.ts';

/** The words of one language by which people answer and steer, folded. */
export interface Words extends InputWords {
  /** Command name → the words for it. */
  readonly commands: Readonly<Record<string, readonly string[]>>;
  /** Very common words by which the language of a message is told. */
  readonly common: ReadonlySet<string>;
}

const folded = (words: readonly string[]): string[] => words.map(fold);
const foldedKeys = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([word, value]) => [fold(word), value]));

export const readWords = (yaml: YamlFile, report: Report): Words | undefined => {
  const raw = readShape(yaml, [], wordsSchema, report);
  if (!raw) return undefined;
  return {
    commands: Object.fromEntries(Object.entries(raw.commands).map(([name, words]) => [name, folded(words)])),
    yes: folded(raw.yes),
    no: folded(raw.no),
    numbers: foldedKeys(raw.numbers),
    months: foldedKeys(raw.months),
    spans: {
      day: folded(raw.spans.day),
      week: folded(raw.spans.week),
      month: folded(raw.spans.month),
      year: folded(raw.spans.year),
    },
    today: folded(raw.today),
    tomorrow: folded(raw.tomorrow),
    common: new Set(folded(raw.common)),
  };
};

export const NO_WORDS: Words = {
  commands: {},
  yes: [],
  no: [],
  numbers: {},
  months: {},
  spans: { day: [], week: [], month: [], year: [] },
  today: [],
  tomorrow: [],
  common: new Set(),
};
