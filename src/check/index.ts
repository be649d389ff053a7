import type { Instant } from '../base/day.ts';
import { byPosition, type Diagnostic } from '../base/diagnostic.ts';
import { loadRelease } from '../content/load.ts';
import type { Memory } from '../content/memory.ts';
import type { Release } from '../content/release.ts';
import type { SourceFile } from '../content/tree.ts';
import { unknownFlow } from './answers.ts';
import { unassignedVariable } from './assigned.ts';
import { uncovered } from './coverage.ts';
import { factWithoutSource, futureCheck, overdueReview, unknownUnit } from './facts.ts';
import { historyGap } from './history.ts';
import { reservedWord, sameLabel } from './labels.ts';
import { tooLong } from './length.ts';
import { numberInText } from './numbers.ts';
import { placeFar } from './place-far.ts';
import { missingPlaceholder, unknownPlaceholder } from './placeholders.ts';
import { unknownSpot } from './places.ts';
import { provedAt } from './proved.ts';
import { undatedQuotes } from './quotes.ts';
import { noWayOut, unreachableStep } from './reachable.ts';
import { hardToRead } from './reading-ease.ts';
import type { Rule } from './rule.ts';
import { smsCharacter } from './sms-characters.ts';
import { jargon, longSentence, preamble, twoQuestions } from './style.ts';
import { tableGap, tableOverlap } from './tables.ts';
import { talkFails } from './talk.ts';
import { missingTranslation, unknownText } from './texts.ts';
import { staleTranslation, untranslated } from './translations.ts';
import { unusedFact, unusedSource } from './unused.ts';
import { sameWord, unknownCommand } from './word-lists.ts';

/** Mistakes that are found while files are read and compiled. */
const WHILE_LOADING: readonly Rule[] = [
  { name: 'file', why: 'the file cannot be read, or would be read otherwise than it looks' },
  { name: 'yaml', why: 'the file cannot be read' },
  { name: 'shape', why: 'a key or value is not what the file may hold' },
  { name: 'name', why: 'the name cannot be used' },
  { name: 'unknown-kind', why: 'the step does nothing' },
  { name: 'unknown-step', why: 'the way leads nowhere' },
  { name: 'unknown-input', why: 'the answer could not be read' },
  { name: 'unknown-variable', why: 'the sum has nothing to work with' },
  { name: 'unknown-function', why: 'the sum cannot be worked out' },
  { name: 'unknown-fact', why: 'the figure does not exist' },
  { name: 'unknown-table', why: 'the table does not exist' },
  { name: 'unknown-calendar', why: 'working days cannot be counted' },
  { name: 'unknown-answer', why: 'the answer does not exist' },
  { name: 'unknown-country', why: 'every place would lie abroad' },
  { name: 'unknown-places', why: 'the list of places does not exist' },
  { name: 'unknown-option', why: 'nobody can ever choose this' },
  { name: 'expression', why: 'the expression cannot be read' },
  { name: 'type', why: 'two things that do not go together are compared or added' },
  { name: 'fact', why: 'the fact cannot be dated or read' },
  { name: 'table', why: 'the table cannot be read' },
  { name: 'calendar', why: 'working days would be counted wrongly' },
  { name: 'source', why: 'the source is not clear' },
  { name: 'dead-address', why: 'people and editors could not open it' },
  { name: 'answer', why: 'nobody knows when it was last read against its sources' },
  { name: 'plural', why: 'the sentence would be ungrammatical, or without its number' },
  { name: 'geo', why: 'nothing could be found by its name' },
  { name: 'places', why: 'the place cannot be shown' },
  { name: 'quote', why: 'a price would be shown that nobody published' },
  { name: 'unknown-quotes', why: 'there is no price to show' },
  { name: 'settings', why: 'nothing can start' },
];

/** Every rule there is, in the order in which they run. */
export const rulesAt = (now: Instant): readonly Rule[] => [
  ...WHILE_LOADING,
  unknownFlow,
  unreachableStep,
  noWayOut,
  unassignedVariable,
  missingTranslation,
  unknownText,
  staleTranslation,
  untranslated,
  sameLabel,
  reservedWord,
  sameWord,
  unknownCommand,
  unknownPlaceholder,
  missingPlaceholder,
  undatedQuotes,
  factWithoutSource,
  unusedFact,
  unusedSource,
  historyGap,
  futureCheck(now),
  tableOverlap,
  tableGap,
  unknownSpot,
  placeFar,
  unknownUnit,
  overdueReview(now),
  numberInText,
  tooLong(now),
  { name: 'sms-budget', why: 'every segment costs the person or their host money' },
  smsCharacter,
  hardToRead(now),
  longSentence,
  jargon,
  preamble,
  twoQuestions,
  ...provedAt(now),
  talkFails,
  uncovered,
];

export interface Checked {
  readonly release: Release | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Wanted {
  /** What was read before, for who checks again and again. */
  readonly memory?: Memory;
  /** Which rules run besides those found while loading; all that need not be asked for, where it is left out. */
  readonly rule?: (rule: Rule) => boolean;
  /** Told before each rule, for who shows how far it is. */
  readonly began?: (rule: string) => void;
}

/** Loads files and proves them: every mistake, by file and line. */
export const check = (files: readonly SourceFile[], now: Instant, wanted: Wanted = {}): Checked => {
  const { memory, began, rule: runs = ({ onlyAsked }) => onlyAsked !== true } = wanted;
  const { release, diagnostics } = loadRelease(files, memory);
  const all = [...diagnostics];
  const broken = all.some((d) => d.severity === 'error');
  if (release)
    for (const rule of rulesAt(now).filter(runs))
      if (rule.check && !(broken && rule.onlySound)) {
        began?.(rule.name);
        rule.check(release, (d) => all.push(d));
      }
  const seen = new Set<string>();
  const unique = all.filter((d) => {
    const key = `${d.file}:${d.line}:${d.column}:${d.rule}:${d.message}`;
    return !seen.has(key) && seen.add(key);
  });
  return { release, diagnostics: unique.sort(byPosition) };
};
