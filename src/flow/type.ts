import type { Value } from '../base/value.ts';

/** The types of the language of flows. A choice knows its options, money its currency: mixing them is a compile error. */
export type Type =
  | { readonly kind: 'integer' }
  | { readonly kind: 'text' }
  | { readonly kind: 'yes-no' }
  | { readonly kind: 'day' }
  /** `percent`: it is a share, and said as a percentage with as many digits as it has. */
  | { readonly kind: 'decimal'; readonly percent?: true }
  | { readonly kind: 'point' }
  | { readonly kind: 'money'; readonly currency: string }
  | { readonly kind: 'choice'; readonly options: readonly string[] };

export const INTEGER: Type = { kind: 'integer' };
export const TEXT: Type = { kind: 'text' };
export const YES_NO: Type = { kind: 'yes-no' };
export const DAY: Type = { kind: 'day' };
export const DECIMAL: Type = { kind: 'decimal' };
export const PERCENT: Type = { kind: 'decimal', percent: true };
export const POINT: Type = { kind: 'point' };

export const typeName = (type: Type): string => (type.kind === 'money' ? `money ${type.currency}` : type.kind);

export const sameType = (a: Type, b: Type): boolean => {
  if (a.kind === 'money' && b.kind === 'money') return a.currency === b.currency;
  if (a.kind === 'choice' && b.kind === 'choice') return a.options.join() === b.options.join();
  return a.kind === b.kind;
};

/** Whole numbers and decimals go together: nothing is lost. */
export const isNumber = ({ kind }: Type): boolean => kind === 'integer' || kind === 'decimal';

/** Whether a value kept from before is still of this type: flows and facts may have changed since. */
export const holds = (type: Type, value: Value): boolean => {
  if (type.kind === 'integer') return typeof value === 'bigint';
  if (type.kind === 'text') return typeof value === 'string' || (typeof value === 'object' && value.kind === 'phrase');
  if (type.kind === 'choice') return typeof value === 'string' && type.options.includes(value);
  if (type.kind === 'yes-no') return typeof value === 'boolean';
  if (typeof value !== 'object' || value.kind !== type.kind) return false;
  return value.kind !== 'money' || type.kind !== 'money' || value.currency === type.currency;
};

/** Reads a type as editors write it: `integer`, `money USD`, `yes-no` …; undefined when there is none of that name. */
export const parseType = (text: string): Type | undefined => {
  const [kind, currency, ...more] = text.trim().split(/\s+/);
  if (kind === 'money')
    return currency && /^[A-Z]{3}$/.test(currency) && more.length === 0 ? { kind, currency } : undefined;
  if (currency !== undefined) return undefined;
  switch (kind) {
    case 'integer':
    case 'text':
    case 'yes-no':
    case 'day':
    case 'decimal':
    case 'point':
      return { kind };
    default:
      return undefined;
  }
};
