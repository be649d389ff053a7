import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/base/value.ts';
import { compileExpression, type Expression } from '../../src/flow/expression.ts';
import { DAY, DECIMAL, INTEGER, POINT, TEXT, type Type, YES_NO } from '../../src/flow/type.ts';
import { day, namesOf, sceneOf, usd } from './support.ts';

const VARS = new Map<string, Type>([
  ['n', INTEGER],
  ['m', { kind: 'money', currency: 'USD' }],
  ['p', { kind: 'money', currency: 'MXN' }],
  ['c', { kind: 'choice', options: ['land', 'air'] }],
  ['d', DAY],
  ['w', TEXT],
  ['b', YES_NO],
  ['r', DECIMAL],
  ['where', POINT],
]);
const VALUES: Readonly<Record<string, Value>> = {
  n: 7n,
  m: usd(1000n),
  p: { kind: 'money', currency: 'MXN', minor: 5n },
  c: 'land',
  d: day('2026-01-31'),
  w: 'hola',
  b: true,
  r: { kind: 'decimal', units: 35n, scale: 1 },
};

const compile = (source: string): Expression => {
  const result = compileExpression(source, VARS, namesOf());
  if ('problem' in result) throw new Error(`${result.problem.offset}: ${result.problem.message}`);
  return result.ok;
};
const value = (source: string): Value | undefined => compile(source).evaluate(VALUES, sceneOf());
const problem = (source: string) => {
  const result = compileExpression(source, VARS, namesOf());
  if ('ok' in result) throw new Error('it compiled');
  return result.problem;
};

describe('an expression works out', () => {
  const cases: readonly (readonly [string, Value | undefined])[] = [
    ['n + 1', 8n],
    ['n - 10', -3n],
    ['n * 2', 14n],
    ['-n', -7n],
    ['m + m', usd(2000n)],
    ['m - m - m', usd(-1000n)],
    ['m * 3', usd(3000n)],
    ['3 * m', usd(3000n)],
    ['d + 1', day('2026-02-01')],
    ['d - 1', day('2026-01-30')],
    ['d + 99999999', undefined],
    ['today', day('2026-11-21')],
    ['today.year + 1', 2027n],
    ['d.month', 1n],
    ['n > 6 && n < 8', true],
    ['n == 7 || b', true],
    ['!b', false],
    ['n != 7', false],
    ['m >= m', true],
    ['d <= today', true],
    ["c == 'land'", true],
    ["c != 'air'", true],
    ["c in ['air', 'land']", true],
    ['n in [1, 2]', false],
    ["w == 'hola'", true],
    ['b == true', true],
    ["b ? 'x' : w", 'x'],
    ['n > 8 ? m : m * 2', usd(2000n)],
    ['min(n, 3)', 3n],
    ['max(m, m * 2)', usd(2000n)],
    ['min(d, today)', day('2026-01-31')],
    ["fact('f.fee')", usd(5220n)],
    ["has_fact('f.fee')", true],
    ["has_fact('f.gone')", false],
    ["last_known('f.gone')", usd(100n)],
    ["fact('f.gone')", undefined],
    ["fact('f.gone') + m", undefined],
    ["fact('f.gone') > m", undefined],
    ["b && fact('f.gone') > m", undefined],
    ["!b && fact('f.gone') > m", false],
    ["b || fact('f.gone') > m", true],
    ["fact('f.gone') > m || b", true],
    ["!(fact('f.gone') > m)", undefined],
    ["fact('f.gone') > m ? 1 : 2", undefined],
    ["fact('f.gone_days') in [1]", undefined],
    ["min(n, fact('f.gone_days'))", undefined],
    ["today.year + fact('f.gone_days')", undefined],
    ["table('t.size', n)", usd(300n)],
    ["table('t.size', 0)", undefined],
    ["table('t.size', fact('f.gone_days'))", undefined],
    ["table('t.word', c)", 7n],
    ["times(m, fact('f.rate'))", usd(190n)],
    ["times(fact('f.gone'), fact('f.rate'))", undefined],
    ["money_of(20, 'USD')", usd(2000n)],
    ["money_of(fact('f.gone_days'), 'USD')", undefined],
    ['days_between(d, today)', 294n],
    ['add_days(d, 2)', day('2026-02-02')],
    ['add_months(d, 1)', day('2026-02-28')],
    ['add_months(d, 99999)', undefined],
    ["r > fact('f.rate')", true],
    ["fact('f.word') == 'palabra'", true],
  ];
  it.each(cases)('%s', (source, expected) => {
    expect(value(source)).toEqual(expected);
  });
  it('money times a rate, rounded half up once', () => {
    const half = compileExpression("times(m, fact('f.rate'))", VARS, namesOf());
    if ('problem' in half) throw new Error('no');
    for (const [minor, expected] of [
      [15000n, 2850n],
      [7n, 1n],
      [50n, 10n],
      [2n, 0n],
      [3n, 1n],
    ] as const)
      expect(half.ok.evaluate({ m: usd(minor) }, sceneOf())).toEqual(usd(expected));
  });
  it('and a variable without a value is absent', () => {
    expect(compile('n + 1').evaluate({}, sceneOf())).toBeUndefined();
  });
  it('and says what it reads', () => {
    expect(compile("n > fact('f.days') && has_fact('f.fee') && table('t.size', n) > m")).toMatchObject({
      type: YES_NO,
      vars: ['n', 'm'],
      lookups: [
        { kind: 'fact', id: 'f.days' },
        { kind: 'has', id: 'f.fee' },
        { kind: 'table', id: 't.size' },
      ],
    });
  });
});

describe('a mistake is found while compiling, with its column', () => {
  const cases: readonly (readonly [string, number, string, RegExp])[] = [
    ['m + p', 0, 'type', /money USD \+ money MXN/],
    ['n + m', 0, 'type', /integer \+ money USD/],
    ['m * m', 0, 'type', /makes no sense/],
    ["n + fact('f.rate')", 0, 'type', /integer \+ decimal/],
    ['w - w', 0, 'type', /text - text/],
    ['d * 2', 0, 'type', /day \* integer/],
    ["c == 'lnad'", 5, 'unknown-option', /"lnad" is not an option/],
    ["'sea' == c", 0, 'unknown-option', /"sea"/],
    ["c in ['land', 'sea']", 14, 'unknown-option', /"sea"/],
    ['c == 3', 0, 'type', /choice == integer/],
    ['c < c', 0, 'type', /choice < choice/],
    ['where == where', 0, 'type', /point == point/],
    ['n && b', 0, 'type', /integer, but yes-no/],
    ['b || n', 5, 'type', /integer, but yes-no/],
    ['!n', 0, 'type', /integer, but yes-no/],
    ['n ? 1 : 2', 0, 'type', /integer, but yes-no/],
    ['b ? 1 : m', 8, 'type', /one side is integer/],
    ['n in n', 5, 'type', /"in" needs a list/],
    ['nn + 1', 0, 'unknown-variable', /"nn"/],
    ['n.year', 2, 'type', /cannot be used on integer/],
    ['today.day', 6, 'type', /cannot be used on day/],
    ["fact('f.fees')", 5, 'unknown-fact', /"f.fees"/],
    ['fact(w)', 5, 'type', /written out in quotes/],
    ["facts('f.fee')", 0, 'unknown-function', /"facts"/],
    ["fact('f.fee', 1)", 0, 'type', /fact takes/],
    ["table('t.none', n)", 6, 'unknown-table', /"t.none"/],
    ["table('t.size', n, n)", 6, 'type', /takes 1 values/],
    ["table('t.size', w)", 16, 'type', /this is text/],
    ['times(n, n)', 6, 'type', /this is integer/],
    ["times(m, fact('f.fee'))", 9, 'type', /money USD/],
    ["money_of(m, 'USD')", 0, 'type', /whole number/],
    ["money_of(n, 'dollars')", 12, 'type', /no currency|not a currency/],
    ['min(n, m)', 0, 'type', /cannot be compared/],
    ['min(w, w)', 0, 'type', /cannot be compared/],
    ['1.5 > n', 0, 'type', /only whole numbers/],
    ['n / 2', 0, 'expression', /cannot be used/],
    ["w.matches('a+')", 0, 'expression', /cannot be used/],
    ['[1, 2].all(x, x > 0)', 0, 'expression', /cannot be used/],
    ['has(w.x)', 0, 'unknown-function', /"has"/],
    ["{'a': 1}", 0, 'expression', /cannot be used/],
    ['n +', 3, 'expression', /Unexpected/],
    ['n == = 2', 5, 'expression', /Unexpected/],
    ["'open", 0, 'expression', /./],
    [`n${' + n'.repeat(200)}`, 0, 'expression', /too long/],
    [`${'('.repeat(50)}n${')'.repeat(50)} ${'+ (1'.repeat(45)}${')'.repeat(45)}`, 0, 'expression', /./],
  ];
  it.each(cases)('%s', (source, offset, rule, message) => {
    const found = problem(source);
    expect(found.rule).toBe(rule);
    expect(found.message).toMatch(message);
    if (!/deeply/.test(found.message)) expect(found.offset).toBe(offset);
  });
  it('and hints at what was meant', () => {
    expect(problem("c == 'lnad'").hint).toBe('did you mean "land"?');
    expect(problem("c == 'submarine'").hint).toBe('options: land, air');
    expect(problem('m + p').hint).toBe('two currencies never mix');
    expect(problem("m * fact('f.rate')").hint).toBe('use times(money, rate)');
    expect(problem("fact('f.fees')").hint).toBe('did you mean "f.fee"?');
  });
});
