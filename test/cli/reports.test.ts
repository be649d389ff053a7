import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { FOREIGN, ROOT } from '../support/repository.ts';

const run = promisify(execFile);

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the program as an editor would, on the small foreign organisation. */
const ventanilla = async (args: readonly string[], dir = FOREIGN): Promise<Ended> => {
  const options = { cwd: ROOT, env: { PATH: process.env['PATH'] ?? '', HOME: tmpdir() }, timeout: 110_000 };
  try {
    const { stdout, stderr } = await run(process.execPath, ['bin/ventanilla.js', ...args, '--dir', dir], options);
    return { code: 0, out: stdout, err: stderr };
  } catch (cause) {
    const { code, stdout, stderr } = cause as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
};

describe('graph', () => {
  it('draws a flow to the terminal, or into a file, in a language and a width', async () => {
    const { code, out } = await ventanilla(['graph', 'late-book', '--lang', 'en', '--width', '360']);
    expect(code).toBe(0);
    expect(out).toMatch(/^<svg [^>]*width="360"[^>]*data-flow="late-book"/);
    const file = join(mkdtempSync(join(tmpdir(), 'graph-')), 'late-book.svg');
    expect(await ventanilla(['graph', 'late-book', '--lang', 'en', '--width', '360', '--out', file])).toMatchObject({
      code: 0,
      out: '',
    });
    expect(readFileSync(file, 'utf8')).toBe(out);
  });

  it('says in one line what it cannot draw', async () => {
    expect((await ventanilla(['graph', 'late-boook'])).err).toBe(
      'there is no flow "late-boook"; did you mean "late-book"?\n',
    );
    expect((await ventanilla(['graph', 'late-book', '--width', '10'])).err).toMatch(/^--width must be a whole number/);
    expect((await ventanilla(['graph', 'late-book', '--lang', 'xx'])).err).toBe('--lang must be one of en, es\n');
  });
});

describe('translations', () => {
  it('lists what is older than its original, until someone says that it is settled', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'translations-'));
    cpSync(FOREIGN, dir, { recursive: true });
    const file = join(dir, 'content/texts/en/late-book.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('How old is the reader?', 'How old are you?'));
    const open = await ventanilla(['translations'], dir);
    expect(open.out).toContain(
      'content/texts/en/late-book.yaml:1:14 error stale-translation this has changed since content/texts/es/late-book.yaml:1',
    );
    expect(open.out).toMatch(/\n1 translations to look at\n$/);
    const github = await ventanilla(['check', '--github', '--as-of', '2026-03-01'], dir);
    expect(github).toMatchObject({ code: 1 });
    expect(github.out).toMatch(
      /^::error file=content\/texts\/en\/late-book\.yaml,line=1,col=14,title=stale-translation::/,
    );
    const other = await ventanilla(['translations', 'content/texts/en/counter.yaml', '--done'], dir);
    expect(other.out).toBe("0 translations are of today's wording now\n");
    const done = await ventanilla(['translations', join(dir, 'content/texts/es/late-book.yaml'), '--done'], dir);
    expect(done.out).toBe("1 translations are of today's wording now\n");
    expect((await ventanilla(['check', '--as-of', '2026-03-01'], dir)).out).toBe('0 errors, 0 warnings\n');
  });
});

describe('calendar', () => {
  it('says what comes, as text or for a calendar program', async () => {
    const { code, out } = await ventanilla(['calendar', '--as-of', '2026-03-01', '--months', '12']);
    expect(code).toBe(0);
    expect(out).toMatch(/^2026-04-01, in 31 days\n {2}end {5}no price of "town-copies"/);
    expect(out).not.toContain('2028-');
    const ics = await ventanilla(['calendar', '--ics', '--as-of', '2026-03-01']);
    expect(ics.out).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2.0\r\n/);
    expect(ics.out).toContain('@counter.ventanilla\r\n');
    expect((await ventanilla(['calendar', '--months', '0'])).err).toMatch(/^--months must be a whole number/);
    expect((await ventanilla(['calendar', '--as-of', 'soon'])).err).toMatch(/^--as-of must be a day/);
  });
});

describe('diff', () => {
  const TEXTS = 'content/texts/en/late-book.yaml';
  const git = (dir: string, ...args: string[]) =>
    run('git', ['-c', 'user.name=Editor', '-c', 'user.email=editor@example.org', '-C', dir, ...args]);
  const change = (dir: string, file: string, from: string, to: string): void =>
    writeFileSync(join(dir, file), readFileSync(join(dir, file), 'utf8').replace(from, to));

  /** A repository with the content in a folder below, as it was, and a sentence later. */
  const repository = async (): Promise<string> => {
    const top = mkdtempSync(join(tmpdir(), 'diff-'));
    const dir = join(top, 'library');
    cpSync(FOREIGN, dir, { recursive: true });
    await git(top, 'init', '--quiet', '--initial-branch=main');
    await git(top, 'add', '--all');
    await git(top, 'commit', '--quiet', '--message=one');
    change(dir, TEXTS, 'You owe {{owed}}.', 'Please pay {{owed}}.');
    await git(top, 'commit', '--quiet', '--all', '--message=two');
    return dir;
  };
  const AS_OF = ['--as-of', '2026-03-01'];

  it('compares two revisions, or one with the files as they are, and touches nothing', async () => {
    const dir = await repository();
    const both = await ventanilla(['diff', 'main~1', 'main', ...AS_OF], dir);
    expect(both).toMatchObject({ code: 0, err: '' });
    expect(both.out).toMatch(/\d+ paths change in one sentence \(en: telegram, whatsapp, sms\)\n {4}late-book\/owes/);
    expect(await ventanilla(['diff', 'main', ...AS_OF], dir)).toMatchObject({
      code: 0,
      out: 'Nobody sees anything differently on 2026-03-01.\n',
    });
    change(dir, TEXTS, 'Nothing to pay.', 'It is free.');
    const now = await ventanilla(['diff', 'main', ...AS_OF, '--markdown'], dir);
    expect(now.out).toContain('  ```diff\n  - Nothing to pay.\n  + It is free.\n  ```\n');
    expect(now.out).not.toContain('Please pay');
    const json = JSON.parse((await ventanilla(['diff', 'main~1', ...AS_OF, '--json'], dir)).out);
    expect(json).toMatchObject({ day: '2026-03-01', routes: [] });
    expect(json.messages.map(({ came }: { came: string[] }) => came[0])).toEqual(
      expect.arrayContaining(['It is free.', expect.stringMatching(/^Please pay/)]),
    );
    expect((await git(dir, '-c', 'status.relativePaths=true', 'status', '--short')).stdout).toBe(
      ' M content/texts/en/late-book.yaml\n',
    );
  });

  it('goes on with what can be read of a broken revision, and says so', async () => {
    const dir = await repository();
    change(dir, 'flows/late-book.yaml', 'next: days_late', 'next: days_lost');
    const { code, err } = await ventanilla(['diff', 'main', ...AS_OF], dir);
    expect(code).toBe(0);
    expect(err).toBe('the working tree: what 1 mistake makes unreadable counts as missing; run check\n');
  });

  it('says in one line what it cannot compare', async () => {
    const dir = await repository();
    expect(await ventanilla(['diff', 'mian'], dir)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^git knows no revision "mian" in [^\n]*\n$/),
    });
    expect((await ventanilla(['diff', '--output=x'], dir)).code).toBe(1);
    expect((await ventanilla(['diff', 'main'], mkdtempSync(join(tmpdir(), 'bare-')))).err).toMatch(/^git knows no/);
    await git(dir, 'rm', '--quiet', '-r', '--cached', 'content/settings.yaml');
    await git(dir, 'commit', '--quiet', '--message=three');
    expect((await ventanilla(['diff', 'main', ...AS_OF], dir)).err).toBe(
      'main has no content/settings.yaml that can be read\n',
    );
  });
});

describe('schemas', () => {
  const copy = (): string => {
    const dir = mkdtempSync(join(tmpdir(), 'schemas-'));
    cpSync(FOREIGN, dir, { recursive: true });
    return dir;
  };

  it('writes them once, and leaves alone what VS Code is told besides', async () => {
    const dir = copy();
    const settings = join(dir, '.vscode/settings.json');
    mkdirSync(join(dir, '.vscode'));
    writeFileSync(settings, '{"editor.tabSize":2,"yaml.schemas":{"./schemas/old.json":"x","other.json":"y"}}');
    const first = await ventanilla(['schemas'], dir);
    expect(first.code).toBe(0);
    expect(first.out).toContain('schemas/flow.json: written\n');
    expect(first.out).not.toContain('flows/counter.yaml');
    expect(JSON.parse(readFileSync(settings, 'utf8'))).toMatchObject({ 'editor.tabSize': 2 });
    const told = JSON.parse(readFileSync(settings, 'utf8'))['yaml.schemas'];
    expect(told).toMatchObject({ 'other.json': 'y', './schemas/talks.json': ['flows/*.talk.yaml'] });
    expect(told).not.toHaveProperty('./schemas/old.json');
    expect((await ventanilla(['schemas'], dir)).out).not.toContain('written');
  });

  it('with --lines names the schema in each file, once, and nothing else changes', async () => {
    const dir = copy();
    const before = readFileSync(join(dir, 'content/texts/es/counter.yaml'), 'utf8');
    await ventanilla(['schemas', '--lines'], dir);
    expect(readFileSync(join(dir, 'content/texts/es/counter.yaml'), 'utf8')).toBe(
      `# yaml-language-server: $schema=../../../schemas/texts.json\n${before}`,
    );
    expect((await ventanilla(['schemas', '--lines'], dir)).out).not.toContain('written');
    expect((await ventanilla(['check', '--as-of', '2026-03-01'], dir)).out).toBe('0 errors, 0 warnings\n');
  });

  it('does not overwrite settings that it cannot read', async () => {
    const dir = copy();
    mkdirSync(join(dir, '.vscode'));
    writeFileSync(join(dir, '.vscode/settings.json'), '{ // mine\n}');
    expect(await ventanilla(['schemas'], dir)).toMatchObject({ code: 1, err: expect.stringMatching(/not plain JSON/) });
  });
});
