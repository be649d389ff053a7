import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadRelease } from '../../src/content/load.ts';
import { createMemory } from '../../src/content/memory.ts';
import { releaseId } from '../../src/content/release.ts';
import { openScene } from '../../src/content/scene.ts';
import { readTree } from '../../src/content/tree.ts';
import { FOREIGN, filesOf, releaseOf, withFile } from '../support/repository.ts';

const files = filesOf(FOREIGN);
const release = releaseOf(files);

describe('a release', () => {
  it('is named by its files: any change of any of them gives another', () => {
    expect(release.id).toBe(releaseId(files));
    for (const { file } of files) expect(releaseId(withFile(files, file, (text) => `${text} `))).not.toBe(release.id);
    const [first, ...others] = files;
    expect(releaseId([{ file: `${first?.file}x`, text: first?.text ?? '' }, ...others])).not.toBe(release.id);
  });
  it('holds everything under the names of its files', () => {
    expect([...release.flows.keys()]).toEqual(['counter', 'late-book', 'nearest-branch', 'shelves']);
    expect(release.facts.has('library.loan.days')).toBe(true);
    expect(release.tables.has('library.renewals')).toBe(true);
    expect(release.answers.get('library.card')?.flow).toBe('late-book');
    expect(release.places.get('branches')).toHaveLength(2);
    expect(release.sources.get('lib-rules')).toMatchObject({ published: '2026-01', address: 'Main square' });
  });
  it('is still made, as far as it goes, where a file is broken', () => {
    const { release: made, diagnostics } = loadRelease(withFile(files, 'flows/late-book.yaml', () => 'start: [\n'));
    expect(made?.flows.has('counter')).toBe(true);
    expect(diagnostics[0]).toMatchObject({ file: 'flows/late-book.yaml', rule: 'yaml' });
  });
  it('is searched as before where nothing changed that tells what people ask, and anew where a fact is said in other words', () => {
    const card = withFile(files, 'content/answers/library/card.yaml', (text) =>
      text.replace('A loan lasts', '{{fact.library.loan.hint}}. A loan lasts'),
    );
    const memory = createMemory();
    const searchOf = (changed: typeof files) => loadRelease(changed, memory).release?.search();
    const before = searchOf(card);
    expect(searchOf(withFile(card, 'flows/late-book.yaml', (text) => `# a note\n${text}`))).toBe(before);
    const after = searchOf(
      withFile(card, 'content/facts/library/loan.yaml', (text) => text.replace('Ring twice', 'Blow the trumpet')),
    );
    const [unlike, like] = [before, after].map((search) => search?.find('trumpet').ranked[0]?.score ?? 0);
    expect(like).toBeGreaterThan(10 * (unlike ?? 0));
  });
  it.each([
    ['flows/late-book.yaml', '- 1\n'],
    ['flows/late-book.yaml', 'start: a\nsteps: {}\n'],
    ['content/words/en.yaml', 'yes: [1]\n'],
    ['content/texts/en/units.yaml', 'EUR: 5\n'],
    ['content/places/branches.csv', 'id,name\n"unclosed'],
    ['content/places/branches.csv', 'id,wrong\na,b\n'],
    [
      'content/tables/library/renewals.yaml',
      'inputs: [integer]\nrows: [{ when: ["*", "*"], fact: library.loan.days }, { when: ["3"], fact: library.loan.fine }]\n',
    ],
    ['content/answers/library/card.yaml', 'examples: []\n'],
    ['content/facts/library/loan.yaml', 'days: 5\n'],
    ['flows/late-book.talk.yaml', '- { name: x }\n'],
  ])('reports a hopeless %s: %j', (file, text) => {
    const { diagnostics } = loadRelease(withFile(files, file, () => text));
    expect(diagnostics.some((d) => d.file === file && d.severity === 'error' && d.line > 0)).toBe(true);
  });
});

describe('a file that nothing reads', () => {
  const told = (file: string) =>
    loadRelease(withFile(files, file, () => 'a: 1\n')).diagnostics.filter((d) => d.file === file);

  it.each([
    ['content/answers/help/lost.yml', 'did you mean "content/answers/help/lost.yaml"?'],
    ['content/answers/Lost Luggage/Cómo.yaml', 'did you mean "content/answers/lost-luggage/como.yaml"?'],
    ['content/answers/lost.yaml', 'such files are called content/answers/<topic>/<name>.yaml'],
    ['content/answers/help/lost/it.yaml', 'such files are called content/answers/<topic>/<name>.yaml'],
    ['content/fact/x.yaml', 'such files are called content/facts/<topic>/<name>.yaml'],
    ['content/fact/help/x.yaml', 'did you mean "content/facts/help/x.yaml"?'],
    [
      'content/texts/es/Sub/x.yaml',
      'such files are called content/texts/<language>/units.yaml or content/texts/<language>/<name>.yaml',
    ],
    ['content/texts/english/x.yaml', expect.stringContaining('content/texts/<language>/<name>.yaml')],
    ['content/words/en.YAML', 'did you mean "content/words/en.yaml"?'],
    ['content/setting.yml', 'did you mean "content/settings.yaml"?'],
    ['content/places/branches.tsv', 'such files are called content/places/<name>.csv'],
    ['content/geo/towns.tsv', expect.stringContaining('content/geo/cities.tsv or content/geo/codes.tsv')],
    ['content/translations/ES.tsv', 'did you mean "content/translations/es.tsv"?'],
    ['content/attic/x.yaml', expect.stringMatching(/^known in content\/: .*facts.*translations/)],
    ['flows/Lost.yaml', 'did you mean "flows/lost.yaml"?'],
    ['flows/lost_luggage.yaml', 'did you mean "flows/lost-luggage.yaml"?'],
    ['flows/Lost.talk.yml', 'did you mean "flows/lost.talk.yaml"?'],
    ['flows/deep/down.yaml', 'such files are called flows/<flow>.yaml or flows/<flow>.talk.yaml'],
  ])('%s is reported, with what to call it', (file, hint) => {
    expect(told(file)).toEqual([
      { file, line: 1, column: 1, severity: 'error', rule: 'file', message: 'nothing reads a file of this name', hint },
    ]);
  });
  it('is told from one that is read by other means', () => {
    const read = ['content/imports.yaml', 'content/quotes/more.csv', 'content/translations/en.tsv'];
    for (const file of [...read, ...files.map((one) => one.file)])
      expect(told(file).map(({ message }) => message)).not.toContain('nothing reads a file of this name');
  });
});

describe('the world of a release', () => {
  it('notes which facts were looked up', () => {
    const scene = openScene(release, Date.UTC(2026, 2, 1));
    expect(scene.table('library.renewals', [12n])).toBe(3n);
    expect(scene.fact('library.loan.holiday')).toBeUndefined();
    expect(scene.fact('no.such.fact')).toBeUndefined();
    expect(scene.table('no.such', [1n])).toBeUndefined();
    expect(scene.nearest('none', { kind: 'point', latitude: 0, longitude: 0 }, 3)).toEqual([]);
    expect(scene.words('xx').yes).toEqual([]);
    expect([...scene.used]).toEqual(['library.loan.renewals_child', 'library.loan.holiday', 'no.such.fact']);
  });
  it('finds the nearest places by great circle, nearest first', () => {
    const found = openScene(release, 0).nearest('branches', { kind: 'point', latitude: 40.3, longitude: -3.7 }, 2);
    expect(found.map((p) => p.id)).toEqual(['south', 'north']);
    expect(found[1]?.kilometres).toBeCloseTo(22.24, 1);
  });
});

describe('a folder', () => {
  it('without flows and content is said to be so', () => {
    expect(() => readTree(mkdtempSync(join(tmpdir(), 'empty-')))).toThrow(/no folder "content"/);
  });
  it('is read whole, in a fixed order, and other files are left out', () => {
    const dir = mkdtempSync(join(tmpdir(), 'tree-'));
    for (const part of ['flows', 'content/b', 'content/a']) mkdirSync(join(dir, part), { recursive: true });
    for (const file of ['flows/x.yaml', 'flows/y.YAML', 'content/b/y.csv', 'content/a/z.yml', 'content/a/notes.txt'])
      writeFileSync(join(dir, file), 'a: 1\n');
    expect(readTree(dir).map((f) => f.file)).toEqual([
      'content/a/z.yml',
      'content/b/y.csv',
      'flows/x.yaml',
      'flows/y.YAML',
    ]);
  });
});
