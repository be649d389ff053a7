import { type Day, parseDay } from './day.ts';
import { type Decimal, decimalOf, decimalText } from './decimal.ts';
import { type Money, money } from './money.ts';

/** A place on earth in degrees. Lives for one turn only and is never stored. */
export interface Point {
  readonly kind: 'point';
  readonly latitude: number;
  readonly longitude: number;
  /** What is known of it by name, where it was looked up. */
  readonly spot?: Spot;
}

/** A town, or only the region or country that a point stands for. */
export interface Spot {
  /** `US/TX/Laredo`, `US/TX` or `US`: what can be asked about and chosen from, since it says no more than a name. */
  readonly id: string;
  readonly country: string;
  readonly region: string;
  /** Missing where only the region or country is known. */
  readonly town?: string;
  /** Regions with another town of that name. */
  readonly namesakes: readonly string[];
}

/** Words that differ by language: they are those of a fact, and are found when they are said. */
export interface Phrase {
  readonly kind: 'phrase';
  readonly fact: string;
}

/** What a variable of a conversation can hold. */
export type Value = string | bigint | boolean | Money | Day | Decimal | Point | Phrase;

export type Vars = Readonly<Record<string, Value>>;

type Encoded = string | boolean | readonly [tag: 'i' | 'd' | 'n' | 'm' | 'p', text: string, currency?: string];

export type EncodedVars = Readonly<Record<string, Encoded>>;

/** The one lossless codec of variables, safe for JSON. A point is left out: coordinates are never stored. */
export const encodeVars = (vars: Vars): EncodedVars =>
  Object.fromEntries(
    Object.entries(vars).flatMap(([name, value]) => {
      const encoded = encode(value);
      return encoded === undefined ? [] : [[name, encoded]];
    }),
  );

const encode = (value: Value): Encoded | undefined => {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return ['i', value.toString()];
  if (value.kind === 'day') return ['d', value.iso];
  if (value.kind === 'decimal') return ['n', decimalText(value)];
  if (value.kind === 'phrase') return ['p', value.fact];
  return value.kind === 'money' ? ['m', value.minor.toString(), value.currency] : undefined;
};

export const decodeVars = (encoded: EncodedVars): Vars =>
  Object.fromEntries(
    Object.entries(encoded).map(([name, stored]) => {
      const value = decode(stored);
      if (value === undefined) throw new TypeError(`variable ${name} was stored in an unknown form`);
      return [name, value];
    }),
  );

const decode = (stored: Encoded): Value | undefined => {
  if (typeof stored === 'string' || typeof stored === 'boolean') return stored;
  const [tag, text, currency] = stored;
  if (tag === 'i') return BigInt(text);
  if (tag === 'd') return parseDay(text);
  if (tag === 'n') return decimalOf(text);
  if (tag === 'p') return { kind: 'phrase', fact: text };
  return tag === 'm' && currency !== undefined ? money(currency, BigInt(text)) : undefined;
};
