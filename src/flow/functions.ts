import { addMonths, type Day, daysBetween } from '../base/day.ts';
import type { Decimal } from '../base/decimal.ts';
import { type Money, minorDigits, money, times } from '../base/money.ts';
import type { LanguageFunction } from './function.ts';
import { factLookup, literalId, tableLookup } from './look-up.ts';
import { bounded, order, shiftDay, storable } from './operators.ts';
import { PLACE_FUNCTIONS } from './place-functions.ts';
import { RATE_FUNCTIONS } from './rates.ts';
import { is, isMoney, strict } from './strict.ts';
import { DAY, DECIMAL, INTEGER, sameType, type Type, typeName, YES_NO } from './type.ts';
import { Mistake, operand, type Typed } from './typed.ts';
import { workingDaysAfter } from './working-days.ts';

const extreme = (sign: 1 | -1): LanguageFunction => ({
  form: '(a, b) of one type',
  least: 2,
  most: 2,
  compile: (args, node, c) => {
    const [a, b] = args.map(c.compile) as [Typed, Typed];
    if (!sameType(a.type, b.type) || !['integer', 'money', 'decimal', 'day'].includes(a.type.kind))
      throw new Mistake(node.start, 'type', `${typeName(a.type)} and ${typeName(b.type)} cannot be compared`);
    c.compare({ left: operand(a, args[0]), right: operand(b, args[1]) });
    return {
      type: a.type,
      evaluate: (vars, scene) => {
        const x = a.evaluate(vars, scene);
        const y = b.evaluate(vars, scene);
        return x === undefined || y === undefined ? undefined : order(x, y) * sign <= 0 ? x : y;
      },
    };
  },
});

const moneyOf: LanguageFunction = {
  form: "(integer, 'CURRENCY')",
  least: 2,
  most: 2,
  compile: ([amountNode, currencyNode], node, c) => {
    const currency = literalId(currencyNode, 'currency');
    if (!/^[A-Z]{3}$/.test(currency))
      throw new Mistake(currencyNode?.start ?? 0, 'type', `"${currency}" is not a currency code`);
    const amount = c.compile(amountNode ?? node);
    if (amount.type.kind !== 'integer')
      throw new Mistake(node.start, 'type', `money_of takes a whole number, not ${typeName(amount.type)}`);
    return {
      type: { kind: 'money', currency },
      evaluate: (vars, scene) => {
        const value = amount.evaluate(vars, scene) as bigint | undefined;
        return value === undefined ? undefined : bounded(money(currency, value * 10n ** BigInt(minorDigits(currency))));
      },
    };
  },
};

export const FUNCTIONS: ReadonlyMap<string, LanguageFunction> = new Map<string, LanguageFunction>([
  [
    'fact',
    factLookup(
      'fact',
      (t) => t,
      (id) => (_, scene) => scene.fact(id),
    ),
  ],
  [
    'has_fact',
    factLookup(
      'has',
      () => YES_NO,
      (id) => (_, scene) => scene.fact(id) !== undefined,
    ),
  ],
  [
    'last_known',
    factLookup(
      'last',
      (t) => t,
      (id) => (_, scene) => scene.lastKnown(id),
    ),
  ],
  ['table', tableLookup((scene, id, values) => scene.table(id, values))],
  ['last_in_table', tableLookup((scene, id, values) => scene.lastInTable(id, values))],
  [
    'times',
    strict(
      '(money, rate)',
      [isMoney, is(DECIMAL)],
      ([m]) => m as Type,
      (amount: Money, rate: Decimal) => bounded(times(amount, rate)),
    ),
  ],
  ...RATE_FUNCTIONS,
  ...PLACE_FUNCTIONS,
  ['money_of', moneyOf],
  ['min', extreme(1)],
  ['max', extreme(-1)],
  ['days_between', strict('(day, day)', [is(DAY), is(DAY)], INTEGER, (a: Day, b: Day) => BigInt(daysBetween(a, b)))],
  ['add_days', strict('(day, integer)', [is(DAY), is(INTEGER)], DAY, (day: Day, days: bigint) => shiftDay(day, days))],
  [
    'add_months',
    strict('(day, integer)', [is(DAY), is(INTEGER)], DAY, (day: Day, months: bigint) =>
      months > 1200n || months < -1200n ? undefined : storable(addMonths(day, Number(months))),
    ),
  ],
  ['working_days_after', workingDaysAfter],
]);
