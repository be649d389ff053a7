import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/base/value.ts';
import { compileExpression, type Expression } from '../../src/flow/expression.ts';
import { DAY, DECIMAL, holds, INTEGER, POINT, TEXT, type Type, YES_NO } from '../../src/flow/type.ts';
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
  ['s', DECIMAL],
  ['where', POINT],
  ['e', { kind: 'choice', options: ['red', 'blue'] }],
  ['last', DAY],
  ['first', DAY],
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
  e: 'blue',
  last: day('9999-12-31'),
  first: day('1000-01-01'),
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

const dec = (units: bigint, scale: number): Value => ({ kind: 'decimal', units, scale });
const mxn = (minor: bigint): Value => ({ kind: 'money', currency: 'MXN', minor });

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
    ["fact('f.phrase') == 'palabra'", undefined],
    ["fact('f.phrase') == fact('f.phrase')", undefined],
    ["b && fact('f.gone') > m", undefined],
    ["!b && fact('f.gone') > m", false],
    ["b || fact('f.gone') > m", true],
    ["fact('f.gone') > m || b", true],
    ["!(fact('f.gone') > m)", undefined],
    ["fact('f.gone') > m ? 1 : 2", undefined],
    ["fact('f.gone_days') in [1]", undefined],
    ["n in [1, fact('f.gone_days')]", undefined],
    ["n in [fact('f.gone_days'), 7]", true],
    ['n in []', false],
    ["(b ? c : 'x') == 'land'", true],
    ["(b ? c : 'x') == 'x'", false],
    ["(b ? c : e) == 'red'", false],
    ["(b ? c : c) in ['land', 'air']", true],
    ['c == e', false],
    ['c == c', true],
    ['b != false', true],
    ['-n - -n', 0n],
    ['(d + 1).year', 2026n],
    ['today > d', true],
    ['d + 36525 > d', true],
    ['add_days(d, 36526)', undefined],
    ['add_days(d, -36526)', undefined],
    ['add_months(d, -1201)', undefined],
    ['last + 1', undefined],
    ['add_days(last, 1)', undefined],
    ['add_months(last, 1)', undefined],
    ['first - 1', undefined],
    ['last - 1', day('9999-12-30')],
    ['n * 1000000000000000000 * 1000000000000', undefined],
    ['0 - 1000000000000000000 * 1000000000000000000', undefined],
    ['m * 1000000000000000000 * 1000000000000', undefined],
    ["money_of(1000000000000000000 * 100000000000, 'USD')", undefined],
    ["r == fact('f.rate') || true", true],
    ["fact('f.window') ? n : fact('f.gone_days')", 7n],
    ["has_fact('f.gone_days') ? fact('f.gone_days') : n", 7n],
    ["min(n, fact('f.gone_days'))", undefined],
    ["today.year + fact('f.gone_days')", undefined],
    ["table('t.size', n)", usd(300n)],
    ["table('t.size', 0)", undefined],
    ["table('t.size', fact('f.gone_days'))", undefined],
    ["table('t.word', c)", 7n],
    ["last_in_table('t.size', n)", usd(250n)],
    ["last_in_table('t.size', 0)", undefined],
    ["times(m, fact('f.rate'))", usd(190n)],
    ["times(fact('f.gone'), fact('f.rate'))", undefined],
    ["money_of(20, 'USD')", usd(2000n)],
    ["money_of(fact('f.gone_days'), 'USD')", undefined],
    ['days_between(d, today)', 294n],
    ['add_days(d, 2)', day('2026-02-02')],
    ['add_months(d, 1)', day('2026-02-28')],
    ['add_months(d, 99999)', undefined],
    ["working_days_after('office', d, 2)", day('2026-02-02')],
    ["working_days_after('office', d, 51)", undefined],
    ["working_days_after('office', d, 0 - 1)", undefined],
    ["working_days_after('office', d, fact('f.gone_days'))", undefined],
    ["r > fact('f.rate')", true],
    ['r > 3', true],
    ['3 < r', true],
    ['r == 4', false],
    ['r + 1', dec(45n, 1)],
    ['1 - r', dec(-25n, 1)],
    ['r * 2', dec(70n, 1)],
    ['r * r', dec(1225n, 2)],
    ['-r', dec(-35n, 1)],
    ['-m', usd(-1000n)],
    ["-fact('f.gone')", undefined],
    ["exchange(m, r, 'MXN')", mxn(3500n)],
    ["exchange(m, 2, 'MXN')", mxn(2000n)],
    ["exchange_back(p, r, 'USD')", usd(1n)],
    ["exchange_back(p, 0, 'USD')", undefined],
    ["exchange(fact('f.gone'), r, 'MXN')", undefined],
    ['share(m, 1, 3)', usd(333n)],
    ['share(m, 2, 3)', usd(667n)],
    ['share(m, 1 - r, r)', usd(-714n)],
    ['share(m, 1, 0)', undefined],
    ['ratio(m, m * 3, 3)', dec(333n, 3)],
    ['ratio(2, 3, 0)', dec(1n, 0)],
    ['ratio(0 - 1, 2, 0)', dec(-1n, 0)],
    ['ratio(r, 2, 2)', dec(175n, 2)],
    ['ratio(n, 0, 2)', undefined],
    ['rate_of(p, m, 4)', dec(50n, 4)],
    ['round(r, 0)', dec(4n, 0)],
    ['round(r, 3)', dec(3500n, 3)],
    ['percent(ratio(m, m * 3, 15), 1)', dec(333n, 3)],
    ["percent(fact('f.gone_days'), 1)", undefined],
    ['r * 1000000000000000000 * 10000000000000', undefined],
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

describe('an expression is bounded', () => {
  it('in its length', () => {
    expect(problem(`${' '.repeat(500)}n`)).toMatchObject({ rule: 'expression', hint: 'split it with let' });
    expect(compile(`n${' '.repeat(499)}`).type).toEqual(INTEGER);
  });
  it('in its depth', () => {
    for (const deep of [`${'!'.repeat(60)}b`, `n${' + n'.repeat(60)}`, `${'-'.repeat(60)}n`])
      expect(problem(deep).message).toMatch(/deeply/);
    expect(compile(`n${' + n'.repeat(30)}`).type).toEqual(INTEGER);
  });
  it('in the size of what it works out, however often a script repeats it', () => {
    const square = compile('n * n');
    let vars: Readonly<Record<string, Value>> = { n: 999_999_999_999_999n };
    for (let round = 0; round < 100; round++) {
      const value = square.evaluate(vars, sceneOf());
      if (value === undefined) break;
      vars = { n: value };
    }
    expect(String(vars['n']).length).toBeLessThan(32);
  });
  it('and never throws, whatever is written', () => {
    const words = fc.constantFrom(
      ...[
        'n',
        'm',
        'c',
        'd',
        'b',
        "'land'",
        '1',
        '2.5',
        '(',
        ')',
        '[',
        ']',
        '+',
        '-',
        '*',
        '/',
        '&&',
        '||',
        '!',
        '?',
        ':',
      ],
      ...[
        '==',
        '<',
        'in',
        ',',
        '.',
        'year',
        'fact',
        "'f.fee'",
        'min',
        'has',
        'today',
        '{',
        '}',
        'true',
        'null',
        '"',
        "r'",
      ],
    );
    const source = fc.oneof(
      fc.array(words, { maxLength: 14 }).map((parts) => parts.join(' ')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(source, (text) => {
        const result = compileExpression(text, VARS, namesOf());
        if ('problem' in result) return;
        for (const vars of [VALUES, {}]) {
          const value = result.ok.evaluate(vars, sceneOf());
          if (value !== undefined) expect(holds(result.ok.type, value)).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('a mistake is found while compiling, with its column', () => {
  const cases: readonly (readonly [string, number, string, RegExp])[] = [
    ['m + p', 0, 'type', /money USD \+ money MXN/],
    ['n + m', 0, 'type', /integer \+ money USD/],
    ['m * m', 0, 'type', /makes no sense/],
    ['m + r', 0, 'type', /money USD \+ decimal/],
    ['m * r', 0, 'type', /money USD \* decimal/],
    ['w - w', 0, 'type', /text - text/],
    ['d * 2', 0, 'type', /day \* integer/],
    ["c == 'lnad'", 5, 'unknown-option', /"lnad" is not an option/],
    ["'sea' == c", 0, 'unknown-option', /"sea"/],
    ["c in ['land', 'sea']", 14, 'unknown-option', /"sea"/],
    ['c == 3', 0, 'type', /choice == integer/],
    ['c < c', 0, 'type', /choice < choice/],
    ['where == where', 0, 'type', /point == point/],
    ["working_days_after('offic', d, 2)", 19, 'unknown-calendar', /no calendar "offic"/],
    ['working_days_after(w, d, 2)', 19, 'type', /written out in quotes/],
    ["working_days_after('office', n, 2)", 0, 'type', /takes a day and a whole number/],
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
    ['n % 2', 0, 'expression', /cannot be used/],
    ['-w', 0, 'type', /text cannot be taken below nought/],
    ['n < m', 0, 'type', /integer < money USD/],
    ["exchange(m, r, 'pesos')", 15, 'type', /not a currency code/],
    ['exchange(m, r, w)', 15, 'type', /written out in quotes/],
    ["exchange(n, r, 'MXN')", 9, 'type', /this is integer/],
    ["exchange(m, m, 'MXN')", 12, 'type', /this is money USD/],
    ['exchange(m, r)', 0, 'type', /exchange takes \(money, rate, 'CURRENCY'\)/],
    ['share(r, r, r)', 6, 'type', /this is decimal/],
    ['share(m, m, r)', 9, 'type', /this is money USD/],
    ['ratio(m, p, 3)', 9, 'type', /money USD has no ratio to money MXN/],
    ['ratio(m, n, 3)', 9, 'type', /money USD has no ratio to integer/],
    ['ratio(n, n, n)', 12, 'type', /number of digits must be written out/],
    ['ratio(n, n, 16)', 12, 'type', /0 to 15/],
    ['rate_of(n, m, 3)', 8, 'type', /this is integer/],
    ['rate_of(m, r, 3)', 11, 'type', /this is decimal/],
    ['round(m, 2)', 6, 'type', /this is money USD/],
    ['percent(r, r)', 11, 'type', /number of digits/],
    ['b < b', 0, 'type', /yes-no < yes-no/],
    ["(b ? c : e) == 'red' && (b ? c : c) == 'red'", 39, 'unknown-option', /"red" is not an option/],
    ['n == 7 && n', 10, 'type', /integer, but yes-no/],
    ["n > 1 ? fact('f.fee') : fact('f.pesos')", 24, 'type', /money USD, the other money MXN/],
    ['null == n', 0, 'type', /only whole numbers/],
    ['1u == n', 0, 'type', /only whole numbers/],
    ["b'x' == w", 0, 'type', /only whole numbers/],
    ['d.year.month', 7, 'type', /cannot be used on integer/],
    ['[1][0] == n', 0, 'expression', /cannot be used/],
    ['w.size() == 1', 0, 'expression', /cannot be used/],
    ['dyn(n)', 0, 'unknown-function', /"dyn"/],
    ["w.startsWith('a')", 0, 'expression', /cannot be used/],
    ['[1].map(x, x)', 0, 'expression', /cannot be used/],
    ['[1].exists(x, true)', 0, 'expression', /cannot be used/],
    ['cel.bind(x, 1, x)', 0, 'expression', /cannot be used/],
    ['', 0, 'expression', /./],
    ["table('t.size')", 0, 'type', /table takes/],
    ['table(c, n)', 6, 'type', /written out in quotes/],
    ['days_between(n, d)', 13, 'type', /takes \(day, day\)/],
    ["last_known('f.no')", 11, 'unknown-fact', /"f.no"/],
    ['has_fact(w)', 9, 'type', /written out in quotes/],
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

describe('rates and shares', () => {
  const cents = fc.bigInt({ min: 1n, max: 10n ** 9n });
  const rate = fc.bigInt({ min: 1n, max: 10n ** 7n }).map((units): Value => ({ kind: 'decimal', units, scale: 4 }));
  const work = (source: string, vars: Readonly<Record<string, Value>>) =>
    compile(source).evaluate({ ...VALUES, ...vars }, sceneOf());
  const minor = (value: Value | undefined): bigint => (value as { minor: bigint }).minor;
  const size = (n: bigint): bigint => (n < 0n ? -n : n);

  it('an exchange is off by half a cent at most, and there and back by what that half is worth', () => {
    fc.assert(
      fc.property(cents, rate, (n, r) => {
        const { units } = r as { units: bigint };
        const there = minor(work("exchange(m, r, 'MXN')", { m: usd(n), r }));
        expect(2n * size(there * 10_000n - n * units) <= 10_000n).toBe(true);
        const back = minor(work("exchange_back(p, r, 'USD')", { p: mxn(there), r }));
        expect(2n * size(back * units - there * 10_000n) <= units).toBe(true);
      }),
    );
  });
  it('a share is rounded once: never off by more than half a cent', () => {
    fc.assert(
      fc.property(cents, rate, rate, (n, part, whole) => {
        const [a, b] = [(part as { units: bigint }).units, (whole as { units: bigint }).units];
        const got = minor(work('share(m, r, s)', { m: usd(n), r: part, s: whole }));
        expect(2n * size(got * b - n * a) <= b).toBe(true);
      }),
    );
  });
  it('a margin and what is kept make one', () => {
    fc.assert(
      fc.property(rate, rate, (r, s) => {
        expect(work('(1 - ratio(r, s, 15)) + ratio(r, s, 15) == 1', { r, s })).toBe(true);
      }),
    );
  });
  it('a percentage has the digits that were asked for', () => {
    fc.assert(
      fc.property(rate, rate, fc.nat(9), (r, s, digits) => {
        expect(work(`percent(ratio(r, s, 15), ${digits})`, { r, s })).toMatchObject({ scale: digits + 2 });
        expect(work(`round(r, ${digits})`, { r })).toMatchObject({ scale: digits });
      }),
    );
  });
  it('is a percentage where it is one, and in sums of percentages', () => {
    const typeOf = (source: string): Type => compile(source).type;
    expect(typeOf('percent(r, 2)')).toEqual({ kind: 'decimal', percent: true });
    expect(typeOf('percent(r, 2) - percent(r, 2)')).toEqual({ kind: 'decimal', percent: true });
    for (const source of ['1 - percent(r, 2)', 'percent(r, 2) * percent(r, 2)', 'ratio(r, r, 2)', 'r + r'])
      expect(typeOf(source)).toEqual(DECIMAL);
  });
});
