import type { ASTNode } from '@marcbachmann/cel-js';
import { type Decimal, divideDecimals, roundDecimal } from '../base/decimal.ts';
import { decimalOfMoney, exchange, exchangeBack, type Money, share } from '../base/money.ts';
import type { Value } from '../base/value.ts';
import type { LanguageFunction } from './function.ts';
import { literalId } from './look-up.ts';
import { bounded, decimalIn } from './operators.ts';
import { isMoney, strict } from './strict.ts';
import { DECIMAL, isNumber, PERCENT, type Type, typeName } from './type.ts';
import { type Compiling, Mistake, type Typed } from './typed.ts';

const MOST_DIGITS = 15;

/** How many digits stand behind the point: written out, so that everyone sees where it is rounded. */
const digitsOf = (node: ASTNode | undefined): number => {
  const digits = node?.op === 'value' && typeof node.args === 'bigint' ? Number(node.args) : -1;
  if (digits < 0 || digits > MOST_DIGITS)
    throw new Mistake(node?.start ?? 0, 'type', `the number of digits must be written out, 0 to ${MOST_DIGITS}`);
  return digits;
};

const demand = (arg: Typed, node: ASTNode, fits: (type: Type) => boolean, form: string): void => {
  if (!fits(arg.type))
    throw new Mistake(node.start, 'type', `this is ${typeName(arg.type)}, but the function takes ${form}`);
};

/** A function of two values and a third, written-out argument; absent values make the result absent. */
const ofTwo = (
  form: string,
  prepare: (
    a: Typed,
    b: Typed,
    nodes: readonly ASTNode[],
  ) => { readonly type: Type; readonly work: (a: Value, b: Value) => Value | undefined },
): LanguageFunction => ({
  form,
  least: 3,
  most: 3,
  compile: (nodes, _, c: Compiling) => {
    const [a, b] = nodes.slice(0, 2).map(c.compile) as [Typed, Typed];
    const { type, work } = prepare(a, b, nodes);
    return {
      type,
      evaluate: (vars, scene) => {
        const [x, y] = [a.evaluate(vars, scene), b.evaluate(vars, scene)];
        return x === undefined || y === undefined ? undefined : bounded(work(x, y));
      },
    };
  },
});

const changing = (work: (amount: Money, rate: Decimal, currency: string) => Money | undefined): LanguageFunction => {
  const form = "(money, rate, 'CURRENCY')";
  return ofTwo(form, (amount, rate, [amountNode, rateNode, currencyNode]) => {
    demand(amount, amountNode as ASTNode, isMoney, form);
    demand(rate, rateNode as ASTNode, isNumber, form);
    const currency = literalId(currencyNode, 'currency');
    if (!/^[A-Z]{3}$/.test(currency))
      throw new Mistake(currencyNode?.start ?? 0, 'type', `"${currency}" is not a currency code`);
    return { type: { kind: 'money', currency }, work: (a, b) => work(a as Money, decimalIn(b), currency) };
  });
};

const plain = (value: Value): Decimal =>
  typeof value === 'object' && value.kind === 'money' ? decimalOfMoney(value) : decimalIn(value);

/** `a / b` of two numbers, or of two amounts in one currency. */
const ratio = ofTwo('(a, b, digits), numbers or amounts in one currency', (a, b, [, bNode, digitsNode]) => {
  const oneCurrency = a.type.kind === 'money' && b.type.kind === 'money' && a.type.currency === b.type.currency;
  if (!oneCurrency && !(isNumber(a.type) && isNumber(b.type)))
    throw new Mistake(
      bNode?.start ?? 0,
      'type',
      `${typeName(a.type)} has no ratio to ${typeName(b.type)}`,
      a.type.kind === 'money' && b.type.kind === 'money' ? 'use rate_of(money, money, digits)' : undefined,
    );
  const digits = digitsOf(digitsNode);
  return { type: DECIMAL, work: (x, y) => divideDecimals(plain(x), plain(y), digits) };
});

/** How many of the first amount's currency one unit of the second's buys. */
const rateOf = ofTwo('(money, money, digits)', (a, b, nodes) => {
  demand(a, nodes[0] as ASTNode, isMoney, '(money, money, digits)');
  demand(b, nodes[1] as ASTNode, isMoney, '(money, money, digits)');
  const digits = digitsOf(nodes[2]);
  return { type: DECIMAL, work: (x, y) => divideDecimals(plain(x), plain(y), digits) };
});

/** A decimal with so many digits; `behind` are those that a percentage has more. */
const rounding = (type: Type, behind: number): LanguageFunction => ({
  form: '(number, digits)',
  least: 2,
  most: 2,
  compile: ([node, digitsNode], _, c) => {
    const number = c.compile(node as ASTNode);
    demand(number, node as ASTNode, isNumber, '(number, digits)');
    const digits = digitsOf(digitsNode) + behind;
    return {
      type,
      evaluate: (vars, scene) => {
        const value = number.evaluate(vars, scene);
        return value === undefined ? undefined : bounded(roundDecimal(decimalIn(value), digits));
      },
    };
  },
});

/** Sums with exchange rates and shares. Every one rounds half up, once, at the digits that are written out or at the currency's own. */
export const RATE_FUNCTIONS: readonly (readonly [string, LanguageFunction])[] = [
  ['exchange', changing(exchange)],
  ['exchange_back', changing(exchangeBack)],
  [
    'share',
    strict(
      '(money, part, whole)',
      [isMoney, isNumber, isNumber],
      ([amount]) => amount as Type,
      (amount: Money, part: Value, whole: Value) => bounded(share(amount, decimalIn(part), decimalIn(whole))),
    ),
  ],
  ['ratio', ratio],
  ['rate_of', rateOf],
  ['round', rounding(DECIMAL, 0)],
  ['percent', rounding(PERCENT, 2)],
];
