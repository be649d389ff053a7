import { type Day, parseDay } from './day.ts';
import { type Decimal, decimalOf, decimalText } from './decimal.ts';
import { type Money, money } from './money.ts';

/** A place on earth in degrees. Lives for one turn only and is never stored. */
export interface Point {
  readonly kind: 'point';
  readonly latitude: number;
  readonly longitude: number;
}

/** What a variable of a conversation can hold. */
export type Value = string | bigint | boolean | Money | Day | Decimal | Point;

export type Vars = Readonly<Record<string, Value>>;

type Encoded = string | boolean | readonly [tag: 'i' | 'd' | 'n' | 'm', text: string, currency?: string];

/** The one lossless codec of variables, safe for JSON. A point is left out: coordinates are never stored. */
export const encodeVars = (vars: Vars): Record<string, Encoded> => {
  const out: Record<string, Encoded> = {};
  for (const [name, value] of Object.entries(vars)) {
    if (typeof value === 'string' || typeof value === 'boolean') out[name] = value;
    else if (typeof value === 'bigint') out[name] = ['i', value.toString()];
    else if (value.kind === 'day') out[name] = ['d', value.iso];
    else if (value.kind === 'decimal') out[name] = ['n', decimalText(value)];
    else if (value.kind === 'money') out[name] = ['m', value.minor.toString(), value.currency];
  }
  return out;
};

export const decodeVars = (encoded: Readonly<Record<string, Encoded>>): Vars => {
  const out: Record<string, Value> = {};
  for (const [name, value] of Object.entries(encoded)) {
    if (typeof value === 'string' || typeof value === 'boolean') out[name] = value;
    else {
      const [tag, text, currency] = value;
      const decoded =
        tag === 'i'
          ? BigInt(text)
          : tag === 'd'
            ? parseDay(text)
            : tag === 'n'
              ? decimalOf(text)
              : tag === 'm' && currency !== undefined
                ? money(currency, BigInt(text))
                : undefined;
      if (decoded === undefined) throw new TypeError(`variable ${name} was stored in an unknown form`);
      out[name] = decoded;
    }
  }
  return out;
};
