import type { Instant } from '../base/day.ts';
import { byPosition, type Diagnostic } from '../base/diagnostic.ts';
import { loadRelease } from '../content/load.ts';
import type { Release } from '../content/release.ts';
import type { SourceFile } from '../content/tree.ts';
import { unknownFlow } from './answers.ts';
import { unassignedVariable } from './assigned.ts';
import { factWithoutSource, overdueReview, unknownUnit } from './facts.ts';
import { tooLong } from './length.ts';
import { numberInText } from './numbers.ts';
import { missingPlaceholder, unknownPlaceholder } from './placeholders.ts';
import { noWayOut, unreachableStep } from './reachable.ts';
import type { Rule } from './rule.ts';
import { talkFails } from './talk.ts';
import { missingTranslation, unknownText } from './texts.ts';

/** Mistakes that are found while files are read and compiled. */
const WHILE_LOADING: readonly Rule[] = [
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
  { name: 'unknown-answer', why: 'the answer does not exist' },
  { name: 'unknown-places', why: 'the list of places does not exist' },
  { name: 'unknown-option', why: 'nobody can ever choose this' },
  { name: 'expression', why: 'the expression cannot be read' },
  { name: 'type', why: 'two things that do not go together are compared or added' },
  { name: 'fact', why: 'the fact cannot be dated or read' },
  { name: 'table', why: 'the table cannot be read' },
  { name: 'source', why: 'the source is not clear' },
  { name: 'places', why: 'the place cannot be shown' },
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
  unknownPlaceholder,
  missingPlaceholder,
  factWithoutSource,
  unknownUnit,
  overdueReview(now),
  numberInText,
  tooLong(now),
  { name: 'sms-budget', why: 'every segment costs the person or their host money' },
  talkFails,
];

export interface Checked {
  readonly release: Release | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads files and proves them: every mistake, by file and line. */
export const check = (files: readonly SourceFile[], now: Instant): Checked => {
  const { release, diagnostics } = loadRelease(files);
  const all = [...diagnostics];
  const broken = all.some((d) => d.severity === 'error');
  if (release)
    for (const rule of rulesAt(now))
      if (rule.check && !(broken && rule === talkFails)) rule.check(release, (d) => all.push(d));
  const seen = new Set<string>();
  const unique = all.filter((d) => {
    const key = `${d.file}:${d.line}:${d.column}:${d.rule}:${d.message}`;
    return !seen.has(key) && seen.add(key);
  });
  return { release, diagnostics: unique.sort(byPosition) };
};
