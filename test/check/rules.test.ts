import { describe, expect, it } from 'vitest';
import { check, rulesAt } from '../../src/check/index.ts';
import { createMemory } from '../../src/content/memory.ts';
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
const ES = 'content/texts/es/late-book.yaml';
const LOAN = 'content/facts/library/loan.yaml';
const COPIES = 'content/quotes/copies.csv';
const SHELF_TEXTS = 'content/texts/en/shelves.yaml';
const DESK_TEXTS = 'content/texts/en/counter.yaml';
const RENEWALS = 'content/tables/library/renewals.yaml';
const SHELVES = 'flows/shelves.yaml';
const OWES = 'owes: { text: "You owe {{owed}}. You can renew {{renewals}}.", options: { finish: Done } }\n';
const DEBES = 'owes: { text: "Debes {{owed}}. Puedes renovar {{renewals}}.", options: { finish: Listo } }\n';
const TOWN = 'content/calendars/town.yaml';

/** A table in which old ones have a row for every number. */
const twoRows = (when: string): string =>
  `inputs: [integer, [new, old]]\nrows:\n  - { when: ${when}, fact: library.loan.renewals_child }\n  - { when: ["*", old], fact: library.loan.renewals_adult }\n`;

const SAMPLES: readonly Sample[] = [
  { rule: 'file', file: COPIES, change: ['Kiosk', 'Ki\u202eosk'], line: 4, hint: /delete it/ },
  { rule: 'file', file: 'content/texts/en/new\nline.yaml', change: ['', 'age: Hm.\n'], line: 1, hint: /rename it/ },
  {
    rule: 'file',
    file: 'content/answers/library/hours.yml',
    change: ['', 'examples: {}\n'],
    line: 1,
    hint: /did you mean "content\/answers\/library\/hours\.yaml"/,
  },
  { rule: 'yaml', file: EN, change: ['How old', 'How\u202e old'], line: 1, hint: /delete it/ },
  { rule: 'yaml', file: EN, change: ['How old is the reader?', 'x'.repeat(4001)], line: 1, hint: /4000 letters/ },
  { rule: 'yaml', file: EN, change: ['$', `deep: ${'['.repeat(50)}${']'.repeat(50)}\n`], line: 6, hint: /40 levels/ },
  { rule: 'yaml', file: EN, change: ['$', 'tagged: !!map { text: Hm }\n'], line: 6, hint: /remove it/ },
  { rule: 'shape', file: EN, change: ['{{owed}}. You can', '{{owed, number}}. You can'], line: 4 },
  { rule: 'shape', file: EN, change: ['{{owed}}. You can', '{{ {{owed}}. You can'], line: 4 },
  {
    rule: 'shape',
    file: LATE,
    change: ['$', Array.from({ length: 500 }, (_, i) => `  s${i}: { end: ~ }`).join('\n')],
    line: 4,
    hint: /call/,
  },
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
    rule: 'unknown-calendar',
    file: LATE,
    change: [
      `"fact('library.loan.fine') * days_late", renewals`,
      `"fact('library.loan.fine') * days_late", due: "working_days_after('tow', today, 2)", renewals`,
    ],
    line: 10,
    hint: /did you mean "town"/,
  },
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
  { rule: 'calendar', file: TOWN, change: ['2026-12-25', '2026-12-32'], line: 4 },
  { rule: 'calendar', file: TOWN, change: ['2026-12-25', '2028-12-25'], line: 4 },
  { rule: 'calendar', file: TOWN, change: ['2026-12-25', '2026-01-06'], line: 4 },
  { rule: 'calendar', file: TOWN, change: ['until: 2027', 'until: 2025'], line: 2 },
  {
    rule: 'source',
    file: 'content/sources/more.yaml',
    change: ['', 'lib-rules: { title: Again, publisher: Town, retrieved: 2026-01-10 }\n'],
    line: 1,
  },
  { rule: 'places', file: 'content/places/branches.csv', change: ['40.30', '400'], line: 3 },
  { rule: 'places', file: 'content/places/branches.csv', change: ['north,North branch', 'north,'], line: 2 },
  { rule: 'quote', file: COPIES, change: ['2026-02-20,2026-03-31,Corner', 'yesterday,2026-03-31,Corner'], line: 2 },
  { rule: 'quote', file: COPIES, change: ['2026-02-20,2026-03-31,Corner', '2026-02-20,2026-01-31,Corner'], line: 2 },
  { rule: 'quote', file: COPIES, change: ['100.00 EUR,inside,4', '100 euros,inside,4'], line: 2 },
  { rule: 'quote', file: COPIES, change: ['144.00 USD', '170.00 USD'], line: 2 },
  { rule: 'quote', file: COPIES, change: ['Post office', 'Corner shop'], line: 3 },
  { rule: 'quote', file: COPIES, change: ['corridor,', 'route,'], line: 1 },
  { rule: 'quote', file: COPIES, change: ['Kiosk', '"Kiosk'], line: 4 },
  { rule: 'fact-without-source', file: COPIES, change: ['lib-rules', 'lib'], line: 2 },
  {
    rule: 'unknown-quotes',
    file: SHELVES,
    change: ['quotes: town-copies', 'quotes: town-copy'],
    line: 5,
    hint: /did you mean "town-copies"/,
  },
  { rule: 'undated-quotes', file: 'content/texts/en/shelves.yaml', change: [' on {{quotes_day}}', ''], line: 11 },
  { rule: 'unknown-unit', file: COPIES, change: ['150.00 USD', '150.00 MXN'], line: 3 },
  { rule: 'shape', file: 'content/imports.yaml', change: ['', 'days: soon\n'], line: 1 },
  { rule: 'places', file: 'content/places/archives.csv', change: ['555 9,monday', '555 9,,,,,,monday'], line: 2 },
  {
    rule: 'unknown-country',
    file: 'flows/nearest-branch.yaml',
    change: ['place: [ES]', 'place: [EX]'],
    line: 4,
    hint: /did you mean "ES"/,
  },
  { rule: 'geo', file: 'content/geo/cities.tsv', change: null, at: 'content/geo/geo.yaml:1' },
  { rule: 'shape', file: 'content/geo/geo.yaml', change: ['form: "AA# #AA"', 'form: "[a-z]+"'], line: 4 },
  { rule: 'unknown-spot', file: 'content/geo/geo.yaml', change: ['ES/MD/Madrid, mad', 'ES/MD/Madriz, mad'], line: 7 },
  { rule: 'unknown-spot', file: 'content/geo/geo.yaml', change: ['[ES/CM/Toledo,', '[ES/CM/Toled,'], line: 9 },
  { rule: 'unknown-spot', file: 'content/places/archives.csv', change: ['ES/EX/Badajoz', 'ES/EX/Badajos'], line: 5 },
  {
    rule: 'unknown-fact',
    file: 'content/places/archives.csv',
    change: ['library.loan.hint', 'library.loan.hints'],
    line: 2,
    hint: /did you mean "library.loan.hint"/,
  },
  {
    rule: 'fact-without-source',
    file: 'content/places/archives.csv',
    change: ['lib-rules lib-list', 'lib-rules lib-lists'],
    line: 2,
  },
  // A point is gone with the turn: what waits for the person forgets it.
  {
    rule: 'unassigned-variable',
    file: 'flows/nearest-branch.yaml',
    change: ['{ id: again, to: where }, menu] }', '{ id: again, to: near }, menu] }'],
    line: 14,
  },
  {
    rule: 'unassigned-variable',
    file: 'content/texts/en/nearest-branch.yaml',
    change: ['Write MORE for others.', 'Near {{where.namesakes}}.'],
    line: 5,
  },
  { rule: 'settings', file: 'content/settings.yaml', change: null, line: 1 },
  { rule: 'settings', file: 'content/settings.yaml', change: ['Europe/Madrid', 'Europe/Madird'], line: 3 },
  { rule: 'settings', file: 'content/settings.yaml', change: ['default: en', 'default: eo'], line: 2 },
  { rule: 'fact', file: LOAN, change: ['unit: EUR', 'unit: EUR\n  zone: Europe/Madird'], line: 10 },
  {
    rule: 'shape',
    file: SHELF_TEXTS,
    change: ['label: Poetry', 'lable: Poetry'],
    line: 9,
    hint: /did you mean "label"/,
  },
  { rule: 'places', file: 'content/places/branches.csv', change: [',source,checked', ',source'], line: 1 },
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
  // Asking again and a label are said too, and each names what the other language names.
  {
    rule: 'missing-placeholder',
    file: EN,
    change: ['again: "A number of years, please."', 'again: "A number, as of {{today}}."'],
    at: `${ES}:1`,
  },
  {
    rule: 'missing-placeholder',
    file: EN,
    change: ['again: "A number of years, please."', 'again: { text: "A number, please.", sms: "On {{today}}." }'],
    line: 1,
  },
  {
    rule: 'missing-placeholder',
    file: EN,
    change: ['finish: Done } }\nowes', 'finish: "Done on {{today}}" } }\nowes'],
    at: `${ES}:3`,
  },
  // A line above, the same word is plain prose.
  {
    rule: 'unknown-placeholder',
    file: EN,
    change: [OWES, 'owes:\n  text: |-\n    Your total:\n    {{ total }}, or {{owed}}.\n    Renew {{renewals}}.\n'],
    line: 7,
  },
  {
    rule: 'missing-placeholder',
    file: ES,
    change: [DEBES, 'owes:\n  text: |-\n    Debes today:\n    {{owed}}, {{today}}.\n    {{renewals}}.\n'],
    line: 7,
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
  { rule: 'fact-without-source', file: TOWN, change: ['source: lib-rules', 'source: lib'], line: 5 },
  { rule: 'unknown-unit', file: LOAN, change: ['unit: times', 'unit: turns'], line: 13 },
  { rule: 'overdue-review', file: LOAN, change: ['review: 400', 'review: 5'], line: 7 },
  // The value in force grows old although the next one was looked up today.
  {
    rule: 'overdue-review',
    file: LOAN,
    change: [
      'value: 3, source: lib-rules, checked: 2026-01-10, confidence: high }',
      'until: 2026-11-30, value: 3, source: lib-rules, checked: 2025-01-10, confidence: high }\n    - { from: 2026-12-01, value: 4, source: lib-rules, checked: 2026-03-01, confidence: high }',
    ],
    line: 17,
  },
  { rule: 'number-in-text', file: EN, change: ['A number of years, please.', 'Such as 40.'], line: 1 },
  { rule: 'number-in-text', file: EN, change: ['A number of years, please.', 'Such as twenty.'], line: 1 },
  // By its place, not by the first letters that look alike: folded words and parts of other numbers stand elsewhere.
  {
    rule: 'number-in-text',
    file: ES,
    change: [DEBES, 'owes:\n  text: |-\n    Debes {{owed}}.\n    Puedes {{renewals}}.\n    Dieciséis veces.\n'],
    line: 8,
  },
  {
    rule: 'number-in-text',
    file: EN,
    change: [OWES, 'owes:\n  text: |-\n    You owe {{owed}}. Call 911.\n    Renew {{renewals}},\n    1 day.\n'],
    line: 8,
  },
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
  {
    rule: 'reading-ease',
    file: 'content/answers/library/card.yaml',
    change: [
      'Come with any letter that shows your name.',
      'Administrative documentation demonstrating residential identification necessitates authentication',
    ],
    line: 4,
  },
  { rule: 'talk', file: 'flows/late-book.talk.yaml', change: ['"2 euros", "renew 1"', '"3 euros"'], line: 9 },
  { rule: 'talk', file: 'flows/late-book.talk.yaml', change: ['2026-03-01', '2026-02-30'], line: 2 },
  { rule: 'same-label', file: SHELF_TEXTS, change: ['also: [poems]', 'also: [poems, wars]'], line: 9 },
  { rule: 'reserved-word', file: DESK_TEXTS, change: ['near: Nearest branch', 'near: Back'], line: 3 },
  { rule: 'reserved-word', file: DESK_TEXTS, change: ['near: Nearest branch', 'near: Info'], line: 3 },
  { rule: 'reserved-word', file: SHELF_TEXTS, change: ['also: [poems]', 'also: [poems, stop]'], line: 9 },
  { rule: 'same-word', file: 'content/words/en.yaml', change: ['back: [back, ', 'back: [back, options, '], line: 4 },
  {
    rule: 'unknown-command',
    file: 'content/words/en.yaml',
    change: ['  forget:', '  forgets:'],
    line: 12,
    hint: /did you mean "forget"/,
  },
  { rule: 'stale-translation', file: EN, change: ['How old is the reader?', 'How old are you?'], line: 1 },
  { rule: 'untranslated', file: ES, change: ['¿Cuántos días de atraso?', 'How many days is it late?'], line: 2 },
  {
    rule: 'stale-translation',
    file: LOAN,
    change: ['{ en: "Ring twice", es: "Toca dos veces" }', '{ en: "Ring once", es: "Toca una vez" }'],
    line: 32,
  },
  { rule: 'missing-translation', file: LOAN, change: [', es: "Toca dos veces"', ''], line: 32 },
  {
    rule: 'unused-fact',
    file: LOAN,
    change: [
      'days:\n',
      'nights:\n  unit: days\n  review: 9\n  history: [{ value: 1, source: lib-rules, checked: 2026-01-10, confidence: high }]\ndays:\n',
    ],
    line: 1,
  },
  {
    rule: 'unused-source',
    file: 'content/sources.yaml',
    change: ['lib-list:', 'lib-old: { title: Old, publisher: Town, retrieved: 2026-01-10 }\nlib-list:'],
    line: 2,
  },
  { rule: 'history-gap', file: LOAN, change: ['from: 2026-01-01, value: 21', 'from: 2026-01-05, value: 21'], line: 7 },
  {
    rule: 'future-check',
    file: LOAN,
    change: ['value: 3, source: lib-rules, checked: 2026', 'value: 3, source: lib-rules, checked: 2027'],
    line: 17,
  },
  { rule: 'table-overlap', file: RENEWALS, change: ['"18.."', '"17.."'], line: 4 },
  { rule: 'table-overlap', file: RENEWALS, change: ['"..17"', '"*"'], line: 4 },
  { rule: 'table-gap', file: RENEWALS, change: ['"18.."', '"21.."'], line: 4 },
  {
    rule: 'table-gap',
    file: RENEWALS,
    change: ['', 'inputs: [[new, old]]\nrows:\n  - { when: [new], fact: library.loan.renewals_child }\n'],
    line: 1,
  },
  // Beyond the greatest limit, below the least, and where numbers do not matter at all.
  { rule: 'table-gap', file: RENEWALS, change: ['', twoRows('["..2000", new]')], line: 1 },
  { rule: 'table-gap', file: RENEWALS, change: ['', twoRows('["2000..", new]')], line: 3 },
  { rule: 'table-gap', file: RENEWALS, change: ['', twoRows('["*", old]')], line: 1 },
  { rule: 'place-far', file: 'content/places/archives.csv', change: ['40.4165', '41.4165'], line: 2 },
  { rule: 'places', file: 'content/places/archives.csv', change: ['latitude', 'lat'], line: 1 },
  { rule: 'places', file: 'content/places/archives.csv', change: ['toledo,,', 'madrid,,'], line: 4 },
  { rule: 'dead-address', file: 'content/sources.yaml', change: ['library.example', 'library'], line: 2 },
  { rule: 'dead-address', file: LOAN, change: ['unit: text', 'unit: url'], line: 32 },
  { rule: 'source', file: 'content/sources.yaml', change: ['published: 2026-01,', 'published: 2026-02,'], line: 1 },
  { rule: 'answer', file: 'content/answers/library/card.yaml', change: ['2026-01-10', '2026-01-32'], line: 7 },
  { rule: 'plural', file: 'content/texts/en/units.yaml', change: ['one: "{{n}} day", ', ''], line: 2 },
  { rule: 'plural', file: 'content/texts/en/units.yaml', change: ['one: "{{n}} time"', 'one: "a time"'], line: 3 },
  { rule: 'plural', file: 'content/texts/en/units.yaml', change: ['one: "{{n}} time"', 'few: "{{n}} time"'], line: 3 },
  {
    rule: 'sms-character',
    file: EN,
    change: ['A number of years, please.', 'Years, please 🙂'],
    line: 1,
    hint: /"Years, please"/,
  },
  {
    rule: 'long-sentence',
    file: EN,
    change: ['A number of years, please.', `A number ${'and a number '.repeat(10)}please.`],
    line: 1,
  },
  { rule: 'jargon', file: EN, change: ['You owe', 'The sum due is'], line: 4, hint: /"what you owe"/ },
  {
    rule: 'preamble',
    file: 'content/answers/library/card.yaml',
    change: ['Come with any letter', 'It depends. Come with any letter'],
    line: 4,
  },
  { rule: 'two-questions', file: EN, change: ['reader?', 'reader? Do you read?'], line: 1 },
  {
    rule: 'not-proved',
    file: SHELVES,
    change: [
      'listed: false, next: shelf }\n  shelf: { say: ~, options: [{ id: again, to: genre }',
      'listed: false, let: { seen: "0" }, next: shelf }\n  shelf: { let: { seen: "seen + 1" }, say: ~, options: [{ id: again, to: shelf, when: "seen < 50000" }',
    ],
    line: 4,
  },
  { rule: 'never-taken', file: LATE, change: ['age < 18 &&', 'age > 120 &&'], line: 11 },
  {
    rule: 'never-taken',
    file: LATE,
    change: ['age < 18 && days_late < 3', 'age < 18 || days_late + age >= 18'],
    line: 11,
  },
  {
    rule: 'never-taken',
    file: SHELVES,
    change: ['history, poetry]', 'history, { id: poetry, when: "today.month > 12" }]'],
    line: 3,
  },
  {
    rule: 'never-taken',
    file: SHELVES,
    change: [
      'genre }, copies, menu]',
      `genre }, { id: copies, when: "genre == 'history' && genre == 'poetry'" }, menu]`,
    ],
    line: 4,
  },
  {
    rule: 'never-taken',
    file: DESK,
    change: [`call: late-book, with: { kind: "'novel'" }`, 'show: library.card'],
    at: `${LATE}:5`,
  },
  {
    rule: 'expired-fact',
    file: LATE,
    change: [`"has_fact('library.loan.fine')"`, '"age >= 0"'],
    line: 10,
    hint: /has_fact/,
  },
  {
    rule: 'expired-fact',
    file: 'content/texts/en/counter.yaml',
    change: ['Noted: {{owed}}.', 'Noted: {{owed}}, at {{fact.library.loan.fine}} a day.'],
    line: 4,
  },
  {
    rule: 'expired-fact',
    file: 'content/answers/library/card.yaml',
    change: [' Loans: {{fact.library.loan.days}}.', ' Each day: {{fact.library.loan.fine}}.'],
    line: 4,
  },
  {
    rule: 'expired-fact',
    file: LATE,
    change: ['owed: "last_known', `due: "working_days_after('town', today, 2)", owed: "last_known`],
    line: 14,
    hint: /add the days of the year after 2027/,
  },
  {
    rule: 'no-value',
    file: LATE,
    change: ['* days_late", renewals', '* days_late", part: "ratio(1, age, 2)", renewals'],
    line: 10,
  },
  { rule: 'dead-end', file: LATE, change: ['min: 0, max: 3650', 'min: 0, max: "age - 1"'], line: 6 },
  {
    rule: 'dead-end',
    file: DESK,
    change: ['options: [menu, back]', `options: [{ id: desk, when: "owed > last_known('library.loan.fine')" }]`],
    line: 5,
  },
  {
    rule: 'too-long-together',
    file: 'content/texts/en/nearest-branch.yaml',
    change: ['I take it for', 'I take it for '.repeat(36)],
    line: 2,
  },
  { rule: 'uncovered', file: 'flows/late-book.talk.yaml', change: null, at: `${LATE}:5` },
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
  it('is as clean with a byte order mark and the line ends of Windows', () => {
    const saved = files.map(({ file, text }) => ({
      file,
      text:
        /\.(yaml|csv)$/.test(file) || file.includes('/translations/') ? `\ufeff${text.replaceAll('\n', '\r\n')}` : text,
    }));
    expect(check(saved, now).diagnostics).toEqual([]);
  });
  it('is read again by what has changed alone, with the same result', () => {
    const memory = createMemory();
    const late = withFile(files, LATE, (text) => text.replace('start: age', 'start: agee'));
    expect(check(files, now, { memory }).diagnostics).toEqual([]);
    expect(check(late, now, { memory }).diagnostics).toEqual(check(late, now).diagnostics);
    expect(check(files, now, { memory }).diagnostics).toEqual([]);
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

describe('a table', () => {
  it.each([
    ['ends where its rows do', '["..17"]', '["18..120"]'],
    ['has rows for all numbers', '["..17"]', '["*"]'],
    ['says nothing of numbers below nought', '["0..17"]', '["18.."]'],
  ])('without a gap: it %s', (_, ...whens) => {
    const rows = whens.map((when) => `  - { when: ${when}, fact: library.loan.renewals_child }\n`).join('');
    const changed = withFile(files, RENEWALS, () => `inputs: [integer]\nrows:\n${rows}`);
    expect(check(changed, now).diagnostics.filter(({ rule }) => rule === 'table-gap')).toEqual([]);
  });
});

describe('what has ended', () => {
  it('has not to be looked up again', () => {
    const later = Date.UTC(2028, 2, 1, 12);
    const overdue = check(files, later).diagnostics.filter(({ rule }) => rule === 'overdue-review');
    expect(overdue.map(({ line }) => line)).toEqual([7, 17, 22, 32]);
  });
});

describe('a mistake is pointed at by file and line', () => {
  it.each(SAMPLES)('$rule in $file: $change', (sample) => {
    const { diagnostics } = check(changed(sample), now, {
      rule: ({ name, onlyAsked }) => onlyAsked !== true || name === sample.rule,
    });
    const found = diagnostics.filter((d) => d.rule === sample.rule);
    const where = found.map((d) => `${d.file}:${d.line}`);
    expect(where).toContain(sample.at ?? `${sample.file}:${sample.line}`);
    if (sample.hint) expect(found.some((d) => sample.hint?.test(d.hint ?? ''))).toBe(true);
  });
});
