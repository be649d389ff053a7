import { describe, expect, it } from 'vitest';
import { check, rulesAt } from '../../src/check/index.ts';
import { FOREIGN, filesOf, withFile } from '../support/repository.ts';

const now = Date.UTC(2026, 2, 1, 12);
const files = filesOf(FOREIGN);

/** One mistake: where it is made, and where the check must point. */
interface Sample {
  readonly rule: string;
  readonly file: string;
  /** Replaces the first text by the second; the whole file where the first is empty; appends where it is '$'. Null removes the file. */
  readonly change: readonly [from: string, to: string] | null;
  /** `file:line` when it is not in the changed file. */
  readonly at?: string;
  readonly line?: number;
  readonly hint?: RegExp;
}

const LATE = 'flows/late-book.yaml';
const DESK = 'flows/counter.yaml';
const EN = 'content/texts/en/late-book.yaml';
const LOAN = 'content/facts/library/loan.yaml';

const SAMPLES: readonly Sample[] = [
  { rule: 'yaml', file: LATE, change: ['start: age', 'start: &a age'], line: 1 },
  { rule: 'yaml', file: LATE, change: ['start: age', 'start: age\nstart: age'], line: 2 },
  { rule: 'yaml', file: LATE, change: ['takes:', '__proto__: { a: 1 }\ntakes:'], line: 2 },
  {
    rule: 'shape',
    file: LATE,
    change: ['next: days_late }', 'nxt: days_late }'],
    line: 5,
    hint: /did you mean "next"/,
  },
  { rule: 'shape', file: LOAN, change: ['unit: EUR', 'units: EUR'], line: 9 },
  {
    rule: 'shape',
    file: 'content/answers/library/card.yaml',
    change: ['reviewed: 2026-01-10', 'reviewed: soon'],
    line: 7,
  },
  {
    rule: 'name',
    file: LATE,
    change: ['  finish: { end: ~ }', '  finish: { end: ~ }\n  Bad-Name: { end: ~ }'],
    line: 16,
  },
  { rule: 'name', file: LOAN, change: ['fine:', 'Fine-Due:'], line: 8 },
  {
    rule: 'unknown-kind',
    file: LATE,
    change: ['finish: { end: ~ }', 'finish: { ende: ~ }'],
    line: 15,
    hint: /did you mean "end"/,
  },
  {
    rule: 'unknown-step',
    file: LATE,
    change: ['next: days_late', 'next: days_lat'],
    line: 5,
    hint: /did you mean "days_late"/,
  },
  { rule: 'unknown-step', file: LATE, change: ['start: age', 'start: agge'], line: 1 },
  {
    rule: 'unknown-input',
    file: LATE,
    change: ['ask: integer, min: 0, max: 120', 'ask: intger'],
    line: 5,
    hint: /did you mean "integer"/,
  },
  { rule: 'unknown-variable', file: LATE, change: ['age < 18', 'agee < 18'], line: 11, hint: /did you mean "age"/ },
  { rule: 'unknown-variable', file: DESK, change: ['kind: "\'novel\'"', 'kind: "\'novel\'", sort: "\'x\'"'], line: 4 },
  {
    rule: 'unknown-function',
    file: LATE,
    change: ["has_fact('library.loan.fine')", "hasfact('library.loan.fine')"],
    line: 8,
    hint: /did you mean "has_fact"/,
  },
  {
    rule: 'unknown-fact',
    file: LATE,
    change: ["fact('library.loan.fine') * days_late\", renewals", "fact('library.loan.fin') * days_late\", renewals"],
    line: 10,
    hint: /did you mean/,
  },
  { rule: 'unknown-fact', file: EN, change: ['{{until.library.loan.fine}}', '{{until.library.loan.fines}}'], line: 5 },
  {
    rule: 'unknown-fact',
    file: 'content/tables/library/renewals.yaml',
    change: ['renewals_child', 'renewals_kid'],
    line: 3,
  },
  { rule: 'unknown-table', file: LATE, change: ["table('library.renewals'", "table('library.renewal'"], line: 10 },
  {
    rule: 'unknown-answer',
    file: DESK,
    change: ['show: library.card', 'show: library.cards'],
    line: 6,
    hint: /did you mean "library.card"/,
  },
  { rule: 'unknown-places', file: DESK, change: ['find: branches', 'find: branch'], line: 8 },
  {
    rule: 'unknown-flow',
    file: DESK,
    change: ['call: late-book', 'call: late-bok'],
    line: 4,
    hint: /did you mean "late-book"/,
  },
  {
    rule: 'unknown-flow',
    file: 'content/answers/library/card.yaml',
    change: ['flow: late-book', 'flow: late-boo'],
    line: 6,
  },
  { rule: 'unknown-flow', file: 'content/settings.yaml', change: ['home: counter', 'home: nowhere'], line: 1 },
  {
    rule: 'unknown-option',
    file: 'content/texts/en/counter.yaml',
    change: ['card: Get a card', 'cart: Get a card'],
    line: 3,
    hint: /did you mean "card"/,
  },
  { rule: 'expression', file: LATE, change: ['age < 18 &&', 'age < 18 &'], line: 11 },
  { rule: 'expression', file: LATE, change: ['age < 18 &&', "'a'.matches('a') &&"], line: 11 },
  { rule: 'type', file: LATE, change: ['age < 18', 'age < owed'], line: 11 },
  { rule: 'type', file: LATE, change: ['gives: { owed: money EUR }', 'gives: { owed: money USD }'], line: 3 },
  { rule: 'fact', file: LOAN, change: ['value: 0.20', 'value: 0.201'], line: 12 },
  { rule: 'fact', file: LOAN, change: ['from: 2026-01-01, value: 21', 'from: 2025-06-01, value: 21'], line: 7 },
  { rule: 'fact', file: LOAN, change: ['until: 2026-12-31', 'until: 2025-12-31'], line: 12 },
  { rule: 'fact', file: LOAN, change: ['until: 2026-12-31', 'until: 2026-02-31'], line: 12 },
  { rule: 'table', file: 'content/tables/library/renewals.yaml', change: ['"..17"', '"up to 17"'], line: 3 },
  {
    rule: 'source',
    file: 'content/sources/more.yaml',
    change: ['', 'lib-rules: { title: Again, publisher: Town, retrieved: 2026-01-10 }\n'],
    line: 1,
  },
  { rule: 'places', file: 'content/places/branches.csv', change: ['40.30', '400'], line: 3 },
  { rule: 'places', file: 'content/places/branches.csv', change: ['north,North branch', 'north,'], line: 2 },
  { rule: 'settings', file: 'content/settings.yaml', change: null, line: 1 },
  {
    rule: 'unreachable-step',
    file: LATE,
    change: ['  finish: { end: ~ }', '  finish: { end: ~ }\n  lonely: { say: ~, options: [menu] }'],
    line: 16,
  },
  { rule: 'no-way-out', file: LATE, change: ['next: known }', 'next: [{ when: "age > 3", to: known }] }'], line: 6 },
  { rule: 'no-way-out', file: LATE, change: ['next: days_late }', '}'], line: 5 },
  {
    rule: 'no-way-out',
    file: DESK,
    change: [
      'told: { say: ~, options: [menu, back] }',
      'told: { say: ~, next: round }\n  round: { say: ~, next: told }',
    ],
    line: 5,
  },
  { rule: 'unassigned-variable', file: LATE, change: ['start: age', 'start: days_late'], line: 10 },
  { rule: 'unassigned-variable', file: DESK, change: [', with: { kind: "\'novel\'" }', ''], line: 4 },
  {
    rule: 'missing-translation',
    file: EN,
    change: ['age: { text: How old is the reader?', 'agee: { text: How old is the reader?'],
    at: `${LATE}:5`,
  },
  {
    rule: 'missing-translation',
    file: EN,
    change: ['options: { finish: Done } }\nowes', 'options: {} }\nowes'],
    line: 3,
  },
  {
    rule: 'missing-translation',
    file: 'content/answers/library/card.yaml',
    change: ['  es: "Ven', '  fr: "Ven'],
    line: 1,
  },
  {
    rule: 'missing-translation',
    file: 'content/texts/es/system.yaml',
    change: ['media:', 'medio:'],
    at: 'content/texts/es/system.yaml:1',
  },
  { rule: 'missing-translation', file: 'content/words/es.yaml', change: ['  forget:', '  forgets:'], line: 1 },
  { rule: 'unknown-text', file: EN, change: ['$', 'ages: Hm.\n'], line: 6, hint: /did you mean "age"/ },
  {
    rule: 'unknown-text',
    file: 'content/texts/en/late-bok.yaml',
    change: ['', 'age: Hm.\n'],
    line: 1,
    hint: /did you mean "late-book"/,
  },
  {
    rule: 'unknown-placeholder',
    file: EN,
    change: ['{{owed}}. You can', '{{owedd}}. You can'],
    line: 4,
    hint: /did you mean "owed"/,
  },
  { rule: 'unknown-placeholder', file: EN, change: ['{{until.library', '{{till.library'], line: 5 },
  {
    rule: 'missing-placeholder',
    file: EN,
    change: ['You owe {{owed}}. ', 'You owe a lot. '],
    at: 'content/texts/es/late-book.yaml:4',
  },
  {
    rule: 'missing-placeholder',
    file: 'content/answers/library/card.yaml',
    change: [' Loans: {{fact.library.loan.days}}.', ''],
    line: 4,
  },
  { rule: 'fact-without-source', file: LOAN, change: ['value: 3, source: lib-rules, ', 'value: 3, '], line: 17 },
  {
    rule: 'fact-without-source',
    file: LOAN,
    change: ['value: 3, source: lib-rules', 'value: 3, source: lib-rule'],
    line: 17,
    hint: /did you mean "lib-rules"/,
  },
  {
    rule: 'fact-without-source',
    file: 'content/places/branches.csv',
    change: ['mornings,lib-rules', 'mornings,lib'],
    line: 2,
  },
  { rule: 'unknown-unit', file: LOAN, change: ['unit: times', 'unit: turns'], line: 13 },
  { rule: 'overdue-review', file: LOAN, change: ['review: 400', 'review: 5'], line: 7 },
  { rule: 'number-in-text', file: EN, change: ['A number of years, please.', 'Such as 40.'], line: 1 },
  { rule: 'number-in-text', file: EN, change: ['A number of years, please.', 'Such as twenty.'], line: 1 },
  { rule: 'number-in-text', file: EN, change: ['{ finish: Done } }\nowes', '{ finish: Pay 20 % } }\nowes'], line: 3 },
  { rule: 'too-long', file: EN, change: ['How old is the reader?', 'How old is the reader? '.repeat(40)], line: 1 },
  {
    rule: 'too-long',
    file: EN,
    change: ['{ finish: Done } }\nowes', `{ finish: ${'Done and '.repeat(8)}out } }\nowes`],
    line: 3,
  },
  {
    rule: 'sms-budget',
    file: 'content/answers/library/card.yaml',
    change: ['Bring a letter with your name.', 'Bring a letter with your name. '.repeat(11)],
    line: 4,
  },
  { rule: 'talk', file: 'flows/late-book.talk.yaml', change: ['"2 euros", "renew 1"', '"3 euros"'], line: 1 },
];

const changed = ({ file, change }: Sample) =>
  withFile(
    files,
    file,
    change &&
      ((text) =>
        change[0] === '' ? change[1] : change[0] === '$' ? text + change[1] : text.replace(change[0], change[1])),
  );

describe('the small foreign content', () => {
  it('is clean', () => {
    expect(check(files, now).diagnostics).toEqual([]);
  });
});

describe('every rule', () => {
  it('has a failing sample', () => {
    const sampled = new Set(SAMPLES.map((s) => s.rule));
    expect(
      rulesAt(now)
        .map((r) => r.name)
        .filter((name) => !sampled.has(name)),
    ).toEqual([]);
  });
  it('says why it matters', () => {
    for (const rule of rulesAt(now)) expect(rule.why.length).toBeGreaterThan(10);
  });
});

describe('a mistake is pointed at by file and line', () => {
  it.each(SAMPLES)('$rule in $file: $change', (sample) => {
    const { diagnostics } = check(changed(sample), now);
    const found = diagnostics.filter((d) => d.rule === sample.rule);
    const where = found.map((d) => `${d.file}:${d.line}`);
    expect(where).toContain(sample.at ?? `${sample.file}:${sample.line}`);
    if (sample.hint) expect(found.some((d) => sample.hint?.test(d.hint ?? ''))).toBe(true);
  });
});
