import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDiagnostic } from '../../src/base/diagnostic.ts';
import { KINDS } from '../../src/flow/kinds/index.ts';
import { compileAll } from './support.ts';

const problemsOf = (f: string, more: Readonly<Record<string, string>> = {}): readonly string[] =>
  compileAll({ f, ...more }).problems.map(formatDiagnostic);
const steps = (...lines: string[]): string => `start: a\nsteps:\n${lines.map((l) => `  ${l}\n`).join('')}`;
const END = 'end: { end: ~ }';

describe('an error reads as file, line, column, rule, what and what to do', () => {
  const cases: readonly (readonly [string, string])[] = [
    [
      steps('a: { say: ~, next: b-b }', 'bb: { end: ~ }'),
      'flows/f.yaml:3:22 error unknown-step "b-b" is not a step of this flow — did you mean "bb"?',
    ],
    [
      steps('a: { branch: [{ when: "1 == \'x\'", to: end }, { to: end }] }', END),
      'flows/f.yaml:3:26 error type integer == text makes no sense',
    ],
    ['- a\n', 'flows/f.yaml:1:1 error shape a flow file has start: and steps:'],
    ['start: a\n', 'flows/f.yaml:1:1 error shape steps: must hold at least one step'],
    [
      'strat: a\nsteps: { a: { end: ~ } }\n',
      'flows/f.yaml:1:1 error shape "strat" is not known here — did you mean "start"?',
    ],
    [
      steps('a:'),
      'flows/f.yaml:3:3 error shape the step "a" says nothing about what to do — give it one of: say, choose, ask, place, branch, find, quotes, show, call, remind, end, let',
    ],
    [steps('a: { sya: ~ }'), 'flows/f.yaml:3:3 error unknown-kind the step "a" has no kind — did you mean "say"?'],
    [
      steps('a: { say: ~, nxt: end }', END),
      'flows/f.yaml:3:16 error shape "nxt" is not known in a say step — did you mean "next"?',
    ],
    [steps('a: { say: ~ }'), 'flows/f.yaml:3:3 error no-way-out this step leads nowhere — add next:, options: or end:'],
    [steps('a: { say: ~, next: 5 }'), 'flows/f.yaml:3:22 error shape next: must be a step or a list of { when, to }'],
    [steps('a: { say: ~, next: [] }'), 'flows/f.yaml:3:22 error no-way-out this list of ways is empty'],
    [
      steps('a: { say: ~, next: [{ when: "true", to: end }] }', END),
      'flows/f.yaml:3:23 error no-way-out the last way must come without when: — so that there is always one',
    ],
    [
      steps('a: { say: ~, next: [{ to: end }, { to: end }] }', END),
      'flows/f.yaml:3:23 error no-way-out only the last way may come without when: — ways after it are never taken',
    ],
    [
      steps('a: { say: ~, next: [{ too: end }] }', END),
      'flows/f.yaml:3:30 error shape "too" is not known here — known: when, to',
    ],
    [
      steps('a: { say: ~, next: end, options: [end] }', END),
      'flows/f.yaml:3:22 error shape a step has either options: or next:, not both',
    ],
    [
      steps('a: { say: [1], next: end }', END),
      'flows/f.yaml:3:13 error shape say: must be empty (~) or the name of a text',
    ],
    [
      steps('a: { say: ~, options: x }', END),
      'flows/f.yaml:3:25 error shape options: must be a list — such as [documents, menu]',
    ],
    [
      steps('a: { say: ~, options: [ned] }', END),
      'flows/f.yaml:3:26 error unknown-step "ned" is neither a step of this flow nor a global word — did you mean "end"?',
    ],
    [steps('a: { say: ~, options: [end, end] }', END), 'flows/f.yaml:3:31 error shape the option "end" stands twice'],
    [
      steps('a: { say: ~, options: [5] }', END),
      'flows/f.yaml:3:26 error shape an option is a step, a global word, or { id, to }',
    ],
    [
      steps('a: { say: ~, options: [{ id: x, to: end, wen: "true" }] }', END),
      'flows/f.yaml:3:49 error shape "wen" is not known here — known: id, to, when',
    ],
    [
      steps('a: { choose: [x], next: end }', END),
      'flows/f.yaml:3:16 error shape choose: needs a list of at least two options',
    ],
    [
      steps('a: { choose: [x, X Y], next: end }', END),
      'flows/f.yaml:3:20 error shape an option is a word of small letters, digits and hyphens — or { id, when }',
    ],
    [steps('a: { choose: [x, x], next: end }', END), 'flows/f.yaml:3:20 error shape the option "x" stands twice'],
    [
      steps('a-b: { choose: [x, y], next: end }', END).replace('start: a', 'start: a-b'),
      'flows/f.yaml:3:3 error name "a-b" cannot be the name of this step — a step that saves an answer has small letters, digits and _',
    ],
    [
      steps('a: { say: ~, next: End }', 'End: { end: ~ }'),
      'flows/f.yaml:4:3 error name "End" cannot be the name of this step — small letters, digits, - and _',
    ],
    [steps('a: { ask: text, min: 3, next: end }', END), 'flows/f.yaml:3:24 error type min: cannot be used here'],
    [
      steps('a: { ask: integer, min: "today", next: end }', END),
      'flows/f.yaml:3:27 error type this is day, but integer is needed',
    ],
    [
      steps('a: { ask: integer, min: [1], next: end }', END),
      'flows/f.yaml:3:27 error expression an expression is missing here — quote it: "a == 1"',
    ],
    [
      steps('a: { find: desk, near: "today", none: end, limit: 9, next: end }', END),
      'flows/f.yaml:3:14 error unknown-places there are no places "desk" — did you mean "desks"?',
    ],
    [
      steps('a: { find: desks, near: "today", none: end, limit: 9, next: end }', END),
      'flows/f.yaml:3:54 error shape limit: must be 1 to 5',
    ],
    [
      steps('a: { find: desks, near: "today", options: [end] }', END),
      'flows/f.yaml:3:3 error no-way-out find with options needs none: the step for when there is no place or no position',
    ],
    [
      steps('a: { show: a.oen, next: end }', END),
      'flows/f.yaml:3:14 error unknown-answer there is no answer "a.oen" — did you mean "a.one"?',
    ],
    [
      steps('a: { call: g, with: [1], next: end }', END),
      'flows/f.yaml:3:14 error unknown-flow there is no flow "g" — did you mean "f"?',
    ],
    [
      steps('a: { call: f, with: [1], next: end }', END),
      'flows/f.yaml:3:23 error shape with: must be { name: "expression" }',
    ],
    [steps('a: { let: 5, next: end }', END), 'flows/f.yaml:3:13 error shape let: must be { name: "expression" }'],
    [
      steps('a: { let: { X: "1" }, next: end }', END),
      `flows/f.yaml:3:18 error name "X" cannot be a variable's name — small letters, digits and _`,
    ],
    [
      steps('a: { let: { today: "1" }, next: end }', END),
      'flows/f.yaml:3:22 error name "today" is always the day of the conversation — choose another name',
    ],
    [
      steps('a: { let: { x: "1" }, next: b }', 'b: { let: { x: "true" }, next: end }', END),
      'flows/f.yaml:4:18 error type this is yes-no, but "x" is integer elsewhere',
    ],
    [
      `takes: { n: number }\n${steps('a: { end: ~ }')}`,
      'flows/f.yaml:1:13 error type "number" is not a type — integer, text, yes-no, day, decimal, money USD',
    ],
    [
      `gives: { n: integer }\n${steps('a: { end: ~ }')}`,
      'flows/f.yaml:1:10 error unknown-variable "n" is not a variable of this flow',
    ],
    [
      `gives: { a: text }\n${steps('a: { ask: integer, next: end }', END)}`,
      'flows/f.yaml:1:13 error type "a" is integer, not text',
    ],
    [
      `takes: 5\n${steps('a: { end: ~ }')}`,
      'flows/f.yaml:1:8 error shape takes: must be { name: type } — such as { people: integer }',
    ],
    [
      `takes: { N: integer }\n${steps('a: { end: ~ }')}`,
      `flows/f.yaml:1:10 error name "N" cannot be a variable's name — small letters, digits and _`,
    ],
    [
      `takes: { today: day }\n${steps('a: { end: ~ }')}`,
      'flows/f.yaml:1:10 error name "today" is always the day of the conversation — choose another name',
    ],
    [
      steps('today: { ask: integer, next: end }', END).replace('start: a', 'start: today'),
      'flows/f.yaml:3:3 error name "today" is always the day of the conversation — choose another name',
    ],
    [
      `takes: { a: integer }\n${steps('a: { ask: money USD, next: end }', END)}`,
      'flows/f.yaml:4:3 error type "a" is money USD here, but integer elsewhere',
    ],
    [
      `moved: { b: c }\n${steps('a: { end: ~ }')}`,
      'flows/f.yaml:1:13 error unknown-step "c" is not a step of this flow — did you mean "a"?',
    ],
    [`moved: [b]\n${steps('a: { end: ~ }')}`, 'flows/f.yaml:1:8 error shape moved: must be { old-step: new-step }'],
    [
      `moved: { b: ~ }\n${steps('a: { end: ~ }')}`,
      'flows/f.yaml:1:13 error unknown-step "null" is not a step of this flow',
    ],
    [
      `retired: abc\n${steps('a: { end: ~ }')}`,
      'flows/f.yaml:1:10 error shape retired: must be a list of digests in quotes',
    ],
    [
      `retired: [5]\n${steps('a: { end: ~ }')}`,
      'flows/f.yaml:1:10 error shape retired: must be a list of digests in quotes',
    ],
    [
      steps('a: { choose: [x, { id: y, wen: "true" }], next: end }', END),
      'flows/f.yaml:3:34 error shape "wen" is not known here — known: id, when',
    ],
    [
      steps('a: { let: { x: "1" }, nxet: end }', END),
      'flows/f.yaml:3:25 error shape "nxet" is not known in a let step — did you mean "next"?',
    ],
    [
      steps('a: { let: { x: "1" }, qqqqq: end }', END),
      'flows/f.yaml:3:25 error shape "qqqqq" is not known in a let step — known: let, next',
    ],
    [
      steps(`a: { branch: [{ when: '1 == 2 && 3 == ''x''', to: end }, { to: end }] }`, END),
      'flows/f.yaml:3:36 error type integer == text makes no sense',
    ],
    [
      steps(`a: { branch: [{ when: '''a'' == ''b'' && n', to: end }, { to: end }] }`, END),
      'flows/f.yaml:3:44 error unknown-variable "n" is not a variable of this flow',
    ],
    [
      steps('a: { branch: [{ when: "\\"a\\" == \\"b\\" && n", to: end }, { to: end }] }', END),
      'flows/f.yaml:3:44 error unknown-variable "n" is not a variable of this flow',
    ],
    [
      steps('a: { choose: [x, y], next: [{ when: "a == \'z\'", to: end }, { to: end }] }', END),
      `flows/f.yaml:3:45 error unknown-option "z" is not an option here — did you mean "x"?`,
    ],
    [
      steps('a: { ask: money USD, next: [{ when: "a > fact(\'f.pesos\')", to: end }, { to: end }] }', END),
      'flows/f.yaml:3:40 error type money USD > money MXN makes no sense — two currencies never mix',
    ],
    [
      steps('a: { end: ~ }').replace('start: a', 'start: aa'),
      'flows/f.yaml:1:8 error unknown-step start: must name a step; there is no "aa" — did you mean "a"?',
    ],
  ];
  it.each(cases.map(([flow, expected]) => [expected, flow] as const))('%s', (expected, flow) => {
    expect(problemsOf(flow)).toContain(expected);
  });
});

describe('a flow', () => {
  it('types its variables whatever the order in which they stand', () => {
    const { flows, problems } = compileAll({
      f: steps('a: { let: { z: "y + 1", y: "x * 2" }, next: b }', 'b: { let: { x: "3" }, next: end }', END),
    });
    expect(problems).toEqual([]);
    expect(flows.get('f')?.vars.get('z')).toEqual({ kind: 'integer' });
  });
  it('knows the types of what another flow gives', () => {
    const g = `gives: { owed: money USD }\n${steps('a: { let: { owed: "money_of(1, \'USD\')" }, next: end }', END)}`;
    expect(
      problemsOf(steps('a: { call: g, next: [{ when: "owed > owed", to: end }, { to: end }] }', END), { g }),
    ).toEqual([]);
    expect(problemsOf(steps('a: { call: g, next: [{ when: "owed > 3", to: end }, { to: end }] }', END), { g })).toEqual(
      [expect.stringContaining('money USD > integer')],
    );
  });
  it('knows the type of a value written without quotes', () => {
    const { flows, problems } = compileAll({
      f: steps('a: { let: { x: 2, y: true, z: "x + 1" }, next: [{ when: "y", to: end }, { to: end }] }', END),
    });
    expect(problems).toEqual([]);
    expect(flows.get('f')?.vars.get('z')).toEqual({ kind: 'integer' });
    expect(problemsOf(steps('a: { let: { x: 2.5 }, next: end }', END))).toEqual([
      expect.stringContaining('3:18 error type only whole numbers'),
    ]);
  });
  it('is compiled even with mistakes, so that all are found at once', () => {
    const { flows, problems } = compileAll({
      f: steps('a: { say: ~, next: b }', 'b: { ask: nothing, next: c }', 'c:'),
    });
    expect(flows.get('f')?.steps.size).toBe(2);
    expect(problems.map((d) => d.rule)).toEqual(['shape', 'unknown-input']);
  });
  it('two calls may not give one name two types', () => {
    const give = (expression: string, type: string): string =>
      `gives: { x: ${type} }\n${steps(`a: { let: { x: "${expression}" }, next: end }`, END)}`;
    expect(
      problemsOf(steps('a: { call: g, next: b }', 'b: { call: h, next: end }', END), {
        g: give('1', 'integer'),
        h: give('today', 'day'),
      }),
    ).toEqual([expect.stringContaining('4:3 error type "x" is day here, but integer elsewhere')]);
  });
  it('of any YAML is compiled or refused with a place in the file, and nothing throws', () => {
    const scrap = fc.oneof(
      fc.constantFrom('a', 'b', 'menu', '1 == 1', 'today'),
      fc.nat(3),
      fc.constant(null),
      fc.boolean(),
    );
    const key = fc.constantFrom(
      ...KINDS.flatMap((k) => Object.keys(k.form.shape)),
      'let',
      'id',
      'to',
      'when',
      'a',
      'b',
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        scrap,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 3 }),
      ),
    }));
    const file = fc.record(
      {
        start: scrap,
        steps: fc.oneof(
          tree,
          fc.dictionary(fc.constantFrom('a', 'b', 'c-c'), fc.dictionary(key, tree, { maxKeys: 4 })),
        ),
        takes: tree,
        gives: tree,
        moved: tree,
        retired: tree,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(file, (value) => {
        for (const d of compileAll({ f: JSON.stringify(value) }).problems) {
          expect(d.line).toBe(1);
          expect(d.message).not.toBe('');
        }
      }),
      { numRuns: 1500 },
    );
  });
  it('has a digest that changes with its structure, and a step one of its own', () => {
    const one = compileAll({ f: steps('a: { say: ~, next: end }', END) }).flows.get('f');
    const two = compileAll({ f: steps('a: { say: ~, next: end }', 'end: { say: ~, options: [menu] }') }).flows.get('f');
    expect(one?.digest).not.toBe(two?.digest);
    expect(one?.steps.get('a')?.digest).toBe(two?.steps.get('a')?.digest);
    expect(one?.steps.get('end')?.digest).not.toBe(two?.steps.get('end')?.digest);
  });
});
