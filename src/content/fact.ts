import { addDays, type Day, dayIn, type Instant, isTimeZone, parseDay } from '../base/day.ts';
import { type Decimal, parseDecimal } from '../base/decimal.ts';
import { error, type Position, type Report } from '../base/diagnostic.ts';
import type { Locale } from '../base/locale.ts';
import { moneyOf } from '../base/money.ts';
import type { Value } from '../base/value.ts';
import { type Path, readShape, type YamlFile } from '../base/yaml.ts';
import { DAY, DECIMAL, INTEGER, PERCENT, TEXT, type Type, YES_NO } from '../flow/type.ts';
import { deadAddress } from './address.ts';
import { factSchema } from './schema.ts';

/** A value that held from one day to another, with where it is from. */
export interface Dated {
  readonly from?: Day | undefined;
  /** The last day on which it holds. */
  readonly until?: Day | undefined;
  readonly value: Value;
  /** A text that people read, per language. */
  readonly spoken?: Readonly<Record<Locale, string>> | undefined;
  /** Where those words stand. */
  readonly saidAt: (locale: Locale) => Position;
  readonly source: string;
  readonly checked: Day;
  /** The last day before its review is due, and the last before it is overdue. */
  readonly freshUntil: Day;
  readonly dueUntil: Day;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly at: Position;
}

export interface Fact {
  readonly id: string;
  readonly unit: string;
  readonly type: Type;
  readonly history: readonly Dated[];
  /** Days after `checked` when it must be checked again. */
  readonly review: number;
  readonly critical: boolean;
  readonly zone?: string | undefined;
  /** Whether days between two values are meant to have none. */
  readonly gaps: boolean;
  readonly note?: string | undefined;
  readonly at: Position;
}

/** The entry that holds on a day. Never an older one. */
export const heldOn = (fact: Fact, day: Day): Dated | undefined =>
  fact.history.find(
    (d) => (d.from === undefined || d.from.iso <= day.iso) && (d.until === undefined || day.iso <= d.until.iso),
  );

/** The newest entry that has begun, whether or not it has ended. */
export const newestBy = (fact: Fact, day: Day): Dated | undefined =>
  fact.history.findLast((d) => d.from === undefined || d.from.iso <= day.iso);

/** Whether an entry is over on a day: nobody needs to look it up again. */
export const hasEnded = ({ until }: Dated, day: Day): boolean => until !== undefined && until.iso < day.iso;

/** The day it is where the fact holds. */
export const factDay = (fact: Fact, now: Instant, zone: string): Day => dayIn(fact.zone ?? zone, now);

export type Freshness = 'fresh' | 'due' | 'overdue';

/** Whether an entry is past its review (`due`) or twice past it (`overdue`). */
export const freshness = (held: Dated, day: Day): Freshness =>
  day.iso > held.dueUntil.iso ? 'overdue' : day.iso > held.freshUntil.iso ? 'due' : 'fresh';

const WORDS = ['text', 'phone', 'url', 'email'];

/** Reads one fact of a facts file. */
export const readFact = (id: string, yaml: YamlFile, path: Path, report: Report): Fact | undefined => {
  const raw = readShape(yaml, path, factSchema, report);
  if (!raw) return undefined;
  const at = yaml.keyAt(path);
  const problem = (where: Path, message: string, hint?: string): void =>
    report(error(yaml.at([...path, ...where]), 'fact', message, hint));
  const history = raw.history.flatMap((entry, i): Dated[] => {
    const typed = readValue(raw.unit, entry.value, yaml.source([...path, 'history', i, 'value']));
    const where = ['history', i];
    if (typed === undefined) {
      problem([...where, 'value'], `this is no value in ${raw.unit}`, 'see "Values" in docs/language.md');
      return [];
    }
    const dead = typeof typed === 'string' ? deadAddress(raw.unit, typed) : undefined;
    if (dead !== undefined)
      report(error(yaml.at([...path, ...where, 'value']), 'dead-address', `nobody can use "${typed}": ${dead}`));
    const dates = {
      from: entry.from && parseDay(entry.from),
      until: entry.until && parseDay(entry.until),
      checked: parseDay(entry.checked),
    };
    for (const key of ['from', 'until', 'checked'] as const)
      if (entry[key] !== undefined && !dates[key]) problem([...where, key], `there is no such day: ${entry[key]}`);
    if (!dates.checked) return [];
    if (!entry.source)
      report(
        error(
          yaml.at([...path, ...where]),
          'fact-without-source',
          `a value of "${id}" has no source`,
          'add source: with an id of content/sources',
        ),
      );
    return [
      {
        from: dates.from || undefined,
        until: dates.until || undefined,
        value: typed,
        spoken: typeof entry.value === 'object' ? entry.value : undefined,
        saidAt: (locale) => yaml.at([...path, ...where, 'value', locale]),
        source: entry.source ?? '',
        checked: dates.checked,
        freshUntil: addDays(dates.checked, raw.review),
        dueUntil: addDays(dates.checked, 2 * raw.review),
        confidence: entry.confidence,
        at: yaml.at([...path, ...where]),
      },
    ];
  });
  history.forEach((held, i) => {
    const before = history[i - 1];
    if (held.from && held.until && held.until.iso < held.from.iso)
      problem(['history', i], 'this value ends before it begins');
    if (!before) return;
    if (!held.from) problem(['history', i], 'only the first value may come without from:');
    else if (!before.until || before.until.iso >= held.from.iso)
      problem(
        ['history', i],
        'this value begins before the one above has ended',
        'oldest first; give the one above an until:',
      );
  });
  if (raw.zone !== undefined && !isTimeZone(raw.zone)) problem(['zone'], `there is no time zone "${raw.zone}"`);
  if (history.length === 0) return undefined;
  return {
    id,
    unit: raw.unit,
    type: factType(raw.unit, history),
    history,
    review: raw.review,
    critical: raw.critical ?? false,
    zone: raw.zone !== undefined && isTimeZone(raw.zone) ? raw.zone : undefined,
    gaps: raw.gaps ?? false,
    note: raw.note,
    at,
  };
};

const factType = (unit: string, history: readonly Dated[]): Type => {
  if (/^[A-Z]{3}$/.test(unit)) return { kind: 'money', currency: unit };
  if (unit === 'percent') return PERCENT;
  if (unit === 'yes-no') return YES_NO;
  if (unit === 'date') return DAY;
  if (WORDS.includes(unit)) return TEXT;
  return history.every((d) => typeof d.value === 'bigint') ? INTEGER : DECIMAL;
};

const readValue = (unit: string, value: unknown, source: string | undefined): Value | undefined => {
  if (WORDS.includes(unit)) {
    if (typeof value === 'string') return value;
    return typeof value === 'object' && value !== null ? Object.values(value as Record<string, string>)[0] : undefined;
  }
  if (unit === 'yes-no') return typeof value === 'boolean' ? value : undefined;
  if (unit === 'date') return typeof value === 'string' ? parseDay(value) : undefined;
  const number = source === undefined ? undefined : parseDecimal(source.replaceAll('_', ''));
  if (!number) return undefined;
  if (/^[A-Z]{3}$/.test(unit)) return moneyOf(unit, number);
  if (unit === 'percent') return hundredth(number);
  return number.scale === 0 ? number.units : number;
};

const hundredth = ({ units, scale }: Decimal): Decimal => ({ kind: 'decimal', units, scale: scale + 2 });
