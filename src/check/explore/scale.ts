import { addDays, type Day, daysBetween } from '../../base/day.ts';
import { type Decimal, decimalText, roundDecimal } from '../../base/decimal.ts';
import { amountText, minorDigits, money } from '../../base/money.ts';
import type { Value } from '../../base/value.ts';
import { decimalIn } from '../../flow/operators.ts';
import type { Type } from '../../flow/type.ts';

/** The answers of one type in their order, each a whole number of the smallest steps that are looked at. */
export interface Scale {
  readonly least: bigint;
  readonly most: bigint;
  readonly value: (step: bigint) => Value;
  /** How a person types it. */
  readonly text: (step: bigint) => string;
  /** Where a limit stands; of one between two steps, the step below. */
  readonly of: (limit: Value) => bigint | undefined;
}

/** Digits behind the point at which typed rates are looked at. */
const RATE_DIGITS = 4;
const MOST = 1_000_000n;
const MOST_DAYS = 4000n;

const decimalOf = (step: bigint): Decimal => ({ kind: 'decimal', units: step, scale: RATE_DIGITS });

/** The scale of a type of typed answers; undefined for those that have no order. */
export const scaleOf = (type: Type, today: Day): Scale | undefined => {
  if (type.kind === 'integer')
    return {
      least: 0n,
      most: MOST,
      value: (step) => step,
      text: String,
      of: (limit) => (typeof limit === 'bigint' ? limit : undefined),
    };
  if (type.kind === 'money') {
    const unit = 10n ** BigInt(minorDigits(type.currency));
    return {
      least: 0n,
      most: 10n * MOST * unit,
      value: (step) => money(type.currency, step),
      text: (step) => amountText(money(type.currency, step)),
      of: (limit) =>
        typeof limit === 'bigint'
          ? limit * unit
          : typeof limit === 'object' && limit.kind === 'money'
            ? limit.minor
            : undefined,
    };
  }
  if (type.kind === 'decimal')
    return {
      least: 0n,
      most: MOST * 10n ** BigInt(RATE_DIGITS),
      value: decimalOf,
      text: (step) => decimalText(decimalOf(step)),
      of: (limit) => roundDecimal(decimalIn(limit), RATE_DIGITS).units,
    };
  if (type.kind === 'day')
    return {
      least: -MOST_DAYS,
      most: MOST_DAYS,
      value: (step) => addDays(today, Number(step)),
      text: (step) => addDays(today, Number(step)).iso,
      of: (limit) =>
        typeof limit === 'object' && limit.kind === 'day' ? BigInt(daysBetween(today, limit)) : undefined,
    };
  return undefined;
};

/** The least and the largest answer. */
export interface Range {
  readonly least: bigint;
  readonly most: bigint;
}

/** From the least to the largest answer that a question takes, as far as its limits are known. */
export const rangeOf = (scale: Scale, min: Value | undefined, max: Value | undefined): Range => ({
  least: (min === undefined ? undefined : scale.of(min)) ?? scale.least,
  most: (max === undefined ? undefined : scale.of(max)) ?? scale.most,
});
