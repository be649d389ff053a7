import type { Day } from '../base/day.ts';
import { type Decimal, decimalText } from '../base/decimal.ts';
import type { Report } from '../base/diagnostic.ts';
import type { Locale } from '../base/locale.ts';
import { amountText } from '../base/money.ts';
import type { Value } from '../base/value.ts';
import { readShape, type YamlFile } from '../base/yaml.ts';
import { checkPlurals } from './plural.ts';
import { unitForms } from './schema.ts';

/** How a language says amounts: unit → plural category → template with {{n}}. */
export type Units = ReadonlyMap<string, Readonly<Record<string, string>>>;

export const readUnits = (locale: Locale, yaml: YamlFile, report: Report): Units => {
  const units = Object.keys((yaml.value as Record<string, unknown> | null) ?? {}).flatMap((unit) => {
    const raw = readShape(yaml, [unit], unitForms, report);
    return raw === undefined ? [] : [[unit, typeof raw === 'string' ? { other: raw } : raw] as const];
  });
  checkPlurals(locale, yaml, units, report);
  return new Map(units);
};

/** Says values in one language, by a locale tag such as `es-US`. */
export interface Formatter {
  readonly day: (day: Day) => string;
  /** A month, such as 2026-11. */
  readonly month: (month: string) => string;
  readonly number: (decimal: string) => string;
  /** A value with its unit (`500 dólares`); without one, or with one that is not said, the bare value. */
  readonly value: (value: Value, unit?: string) => string;
  /** A share as a percentage, with all the digits it has: 0.04703 is `4.703 %`. */
  readonly percent: (share: Decimal) => string;
}

export const createFormatter = (tag: string, units: Units): Formatter => {
  const days = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const months = new Intl.DateTimeFormat(tag, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  const plural = new Intl.PluralRules(tag);
  const groups = new Intl.NumberFormat(tag, { maximumFractionDigits: 0, useGrouping: true });
  const day = (d: Day): string => days.format(new Date(`${d.iso}T00:00:00Z`)).replace(/\./g, '');
  const number = (text: string): string => {
    const [whole = '0', fraction] = text.replace('-', '').split('.');
    return (text.startsWith('-') ? '-' : '') + groups.format(BigInt(whole)) + (fraction ? `.${fraction}` : '');
  };
  const withUnit = (text: string, unit: string | undefined): string => {
    const forms = unit === undefined ? undefined : units.get(unit);
    const form = forms?.[plural.select(Number(text))] ?? forms?.['other'];
    return form === undefined ? number(text) : form.replace('{{n}}', number(text));
  };
  const percentage = ({ kind, units, scale }: Decimal): string =>
    decimalText({ kind, units: units * 10n ** BigInt(Math.max(0, 2 - scale)), scale: Math.max(0, scale - 2) });
  return {
    day,
    month: (text) => months.format(new Date(`${text}-01T00:00:00Z`)).replace(/\./g, ''),
    number,
    percent: (share) => withUnit(percentage(share), 'percent'),
    value: (value, unit) => {
      if (typeof value === 'string') return value;
      if (typeof value === 'boolean') return withUnit(value ? '1' : '0', unit);
      if (typeof value === 'bigint') return withUnit(value.toString(), unit);
      if (value.kind === 'day') return day(value);
      if (value.kind === 'money') return withUnit(amountText(value).replace(/\.0+$/, ''), value.currency);
      if (value.kind === 'decimal')
        return unit === 'percent'
          ? withUnit(trimZeros(percentage(value)), unit)
          : withUnit(trimZeros(decimalText(value)), unit);
      return '';
    },
  };
};

const trimZeros = (text: string): string => (text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text);
