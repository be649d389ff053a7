import type { ASTNode } from '@marcbachmann/cel-js';
import { addDays, type Day, parseDay } from '../base/day.ts';
import {
  addDecimals,
  compareDecimals,
  type Decimal,
  multiplyDecimals,
  negateDecimal,
  wholeDecimal,
} from '../base/decimal.ts';
import { type Money, money } from '../base/money.ts';
import { didYouMean } from '../base/spelling.ts';
import type { Value } from '../base/value.ts';
import { DECIMAL, isNumber, PERCENT, sameType, type Type, typeName, YES_NO } from './type.ts';
import { Mistake, type Typed } from './typed.ts';

type Arithmetic = '+' | '-' | '*';
type Work = (a: Value, b: Value) => Value | undefined;

/** Compiles a sum; a pair of types that has no sum is a mistake at `start`. */
export const operate = (op: Arithmetic, left: Typed, right: Typed, start: number): Typed => {
  const found = arithmetic(op, left.type, right.type);
  if (!found)
    throw new Mistake(
      start,
      'type',
      `${typeName(left.type)} ${op} ${typeName(right.type)} makes no sense`,
      hintFor(left.type, right.type),
    );
  return {
    type: found.type,
    evaluate: (vars, scene) => {
      const a = left.evaluate(vars, scene);
      const b = right.evaluate(vars, scene);
      return a === undefined || b === undefined ? undefined : bounded(found.work(a, b));
    },
  };
};

const hintFor = (a: Type, b: Type): string | undefined => {
  if (a.kind === 'money' && b.kind === 'money') return 'two currencies never mix';
  if (a.kind === 'money' && b.kind === 'decimal') return 'use times(money, rate)';
  return undefined;
};

const arithmetic = (op: Arithmetic, a: Type, b: Type): { type: Type; work: Work } | undefined => {
  if (a.kind === 'integer' && b.kind === 'integer') return { type: a, work: INTEGERS[op] };
  if (isNumber(a) && isNumber(b)) {
    const shares = op !== '*' && a.kind === 'decimal' && a.percent && b.kind === 'decimal' && b.percent;
    return { type: shares ? PERCENT : DECIMAL, work: (x, y) => DECIMALS[op](decimalIn(x), decimalIn(y)) };
  }
  if (a.kind === 'money' && b.kind === 'money' && a.currency === b.currency && op !== '*')
    return { type: a, work: (x, y) => money(a.currency, op === '+' ? minor(x) + minor(y) : minor(x) - minor(y)) };
  if (op === '*' && a.kind === 'money' && b.kind === 'integer')
    return { type: a, work: (x, y) => money(a.currency, minor(x) * (y as bigint)) };
  if (op === '*' && a.kind === 'integer' && b.kind === 'money')
    return { type: b, work: (x, y) => money(b.currency, (x as bigint) * minor(y)) };
  if (op !== '*' && a.kind === 'day' && b.kind === 'integer')
    return { type: a, work: (x, y) => shiftDay(x as Day, op === '+' ? (y as bigint) : -(y as bigint)) };
  return undefined;
};

const INTEGERS: Readonly<Record<Arithmetic, Work>> = {
  '+': (a, b) => (a as bigint) + (b as bigint),
  '-': (a, b) => (a as bigint) - (b as bigint),
  '*': (a, b) => (a as bigint) * (b as bigint),
};

const DECIMALS: Readonly<Record<Arithmetic, (a: Decimal, b: Decimal) => Decimal>> = {
  '+': addDecimals,
  '-': (a, b) => addDecimals(a, negateDecimal(b)),
  '*': multiplyDecimals,
};

/** A number as a decimal, exactly. */
export const decimalIn = (value: Value): Decimal =>
  typeof value === 'bigint' ? wholeDecimal(value) : (value as Decimal);

/** The same below nought: of a number or an amount. */
export const negate = (typed: Typed, start: number): Typed => {
  const { type } = typed;
  if (!isNumber(type) && type.kind !== 'money')
    throw new Mistake(start, 'type', `${typeName(type)} cannot be taken below nought`);
  return {
    type,
    evaluate: (vars, scene) => {
      const value = typed.evaluate(vars, scene);
      if (typeof value === 'bigint') return -value;
      if (typeof value !== 'object') return undefined;
      return value.kind === 'money' ? money(value.currency, -value.minor) : negateDecimal(value as Decimal);
    },
  };
};

const minor = (value: Value): bigint => (value as Money).minor;

/** Farther than a century from `day` is nobody's question: absent rather than an impossible date. */
export const shiftDay = (day: Day, days: bigint): Day | undefined =>
  days > 36_525n || days < -36_525n ? undefined : storable(addDays(day, Number(days)));

/** A day that can be read again from its ISO text: one after the year 9999 cannot. */
export const storable = (day: Day): Day | undefined => parseDay(day.iso);

/** Nothing that people owe or count is larger. A script that multiplies round after round must not fill the memory. */
const LARGEST = 10n ** 30n;

/** A value of a size that makes sense; absent else. */
export const bounded = <T extends Value>(value: T | undefined): T | undefined => {
  if (typeof value === 'object' && value.kind === 'decimal') return fitting(value) ? value : undefined;
  const size =
    typeof value === 'bigint' ? value : typeof value === 'object' && value.kind === 'money' ? value.minor : 0n;
  return size > LARGEST || size < -LARGEST ? undefined : value;
};

const MOST_DIGITS = 60;

const fitting = ({ units, scale }: Decimal): boolean =>
  scale <= MOST_DIGITS && units <= LARGEST * 10n ** BigInt(scale) && units >= -LARGEST * 10n ** BigInt(scale);

type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

interface Sides {
  readonly left: ASTNode;
  readonly right: ASTNode;
  readonly start: number;
}

/** Compiles a comparison; a choice compared with an option that it does not have is a mistake. */
export const compareValues = (op: Comparison, left: Typed, right: Typed, sides: Sides): Typed => {
  const equality = op === '==' || op === '!=';
  optionExists(left, right, sides.right);
  optionExists(right, left, sides.left);
  const words = isWord(left.type) && isWord(right.type) && equality;
  const ordered = ['integer', 'money', 'decimal', 'day'].includes(left.type.kind);
  const numbers = isNumber(left.type) && isNumber(right.type);
  if (!words && !numbers && !(sameType(left.type, right.type) && left.type.kind !== 'point' && (equality || ordered)))
    throw new Mistake(
      sides.start,
      'type',
      `${typeName(left.type)} ${op} ${typeName(right.type)} makes no sense`,
      hintFor(left.type, right.type),
    );
  const decide = DECISIONS[op];
  return {
    type: YES_NO,
    evaluate: (vars, scene) => {
      const a = left.evaluate(vars, scene);
      const b = right.evaluate(vars, scene);
      // Words that differ by language are known only when they are said.
      const isKnown = a !== undefined && b !== undefined && !isPhrase(a) && !isPhrase(b);
      return isKnown ? decide(order(a, b)) : undefined;
    },
  };
};

const DECISIONS: Readonly<Record<Comparison, (order: number) => boolean>> = {
  '==': (o) => o === 0,
  '!=': (o) => o !== 0,
  '<': (o) => o < 0,
  '<=': (o) => o <= 0,
  '>': (o) => o > 0,
  '>=': (o) => o >= 0,
};

/** Words that can be compared with one another. */
export const isWord = (type: Type): boolean => type.kind === 'text' || type.kind === 'choice';

const optionExists = (choice: Typed, other: Typed, node: ASTNode): void => {
  if (choice.type.kind !== 'choice' || node.op !== 'value' || typeof node.args !== 'string') return;
  const { options } = choice.type;
  if (other.type.kind === 'text' && !options.includes(node.args))
    throw new Mistake(
      node.start,
      'unknown-option',
      `"${node.args}" is not an option here`,
      didYouMean(node.args, options, `options: ${options.join(', ')}`),
    );
};

const isPhrase = (value: Value): boolean => typeof value === 'object' && value.kind === 'phrase';

/** Negative, 0 or positive for two values of one type. */
export const order = (a: Value, b: Value): number => {
  if (typeof a === 'object' && typeof b === 'object') {
    if (a.kind === 'money') return compare(a.minor, (b as Money).minor);
    if (a.kind === 'decimal') return compareDecimals(a, b as Decimal);
    if (a.kind === 'day') return compare(a.iso, (b as Day).iso);
    return 0;
  }
  if (typeof a === 'object' || typeof b === 'object') return compareDecimals(decimalIn(a), decimalIn(b));
  return compare(a as string, b as string);
};

const compare = <T extends string | bigint>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
