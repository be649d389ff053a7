import { execFile } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { releaseId } from '../../src/content/release.ts';
import { readTree } from '../../src/content/tree.ts';
import { FOREIGN, ROOT } from '../support/repository.ts';

const run = promisify(execFile);
let folder: string;
let dir: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-release-'));
  dir = join(folder, 'tree');
  for (const part of ['flows', 'content']) cpSync(join(FOREIGN, part), join(dir, part), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const environment = () => ({
  PATH: process.env['PATH'] ?? '',
  HOME: folder,
  NOW: '2026-03-01T12:00:00Z',
  DATABASE_URL: `sqlite:${folder}/kept.db`,
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const ending = async (running: Promise<{ stdout: string; stderr: string }>): Promise<Ended> => {
  try {
    const { stdout, stderr } = await running;
    return { code: 0, out: stdout, err: stderr };
  } catch (cause) {
    const { code, stdout, stderr } = cause as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
};

const release = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  ending(
    run(process.execPath, ['bin/ventanilla.js', 'release', ...args], { cwd: ROOT, env: { ...environment(), ...env } }),
  );

const edit = (file: string, change: (text: string) => string): void =>
  writeFileSync(join(dir, file), change(readFileSync(join(dir, file), 'utf8')));

/** A change that is right in itself: the first fact is looked up again after so many days. */
const reviewAfter = (days: number): void =>
  edit('content/facts/library/loan.yaml', (text) => text.replace(/review: \d+/, `review: ${days}`));

const HOLDS = '33 files, 4 flows, 1 answers, 6 facts, 6 places, 2 languages';

describe('release', () => {
  test('publishes, lists, shows and rolls back', async () => {
    const first = releaseId(readTree(dir));
    expect(await release(['publish', '--dir', dir])).toEqual({
      code: 0,
      out: `${first} is published: ${HOLDS}\n`,
      err: '',
    });
    expect((await release(['publish', '--dir', dir])).out).toBe(`${first} is the current release already: ${HOLDS}\n`);
    reviewAfter(500);
    const second = releaseId(readTree(dir));
    await release(['publish', '--dir', dir], { NOW: '2026-03-02T09:30:00Z' });
    expect((await release(['list'])).out).toBe(
      `* ${second}  2026-03-02T09:30Z  ${HOLDS}\n  ${first}  2026-03-01T12:00Z  ${HOLDS}\n`,
    );
    expect((await release(['show', first.slice(0, 6)])).out).toBe(
      `release    ${first}\npublished  2026-03-01T12:00Z\ncurrent    no, last made so 2026-03-01T12:00Z\nholds      ${HOLDS}\n`,
    );
    expect(await release(['rollback', first.slice(0, 6)], { NOW: '2026-03-03T00:00:00Z' })).toEqual({
      code: 0,
      out: `${first} is the current release\n`,
      err: '',
    });
    expect((await release(['show', first])).out).toContain('current    since 2026-03-03T00:00Z\n');
  });

  test('refuses what is wrong as check says it, and the current release stays', async () => {
    await release(['publish', '--dir', dir]);
    const before = (await release(['list'])).out;
    edit('flows/counter.yaml', (text) => text.replace('next: nearest', 'next: nearst'));
    const { code, out } = await release(['publish', '--dir', dir]);
    expect(code).toBe(1);
    expect(out).toMatch(/^flows\/counter\.yaml:\d+:\d+ error unknown-step .*nearst.*did you mean "nearest"/m);
    expect(out).toMatch(/\d+ errors: nothing was published, and the current release stays\n$/);
    expect((await release(['list'])).out).toBe(before);
  });

  test('says in one line what it cannot do', async () => {
    expect(await release(['list'])).toEqual({
      code: 1,
      out: '',
      err: 'there is no database file where DATABASE_URL says\n',
    });
    await release(['publish', '--dir', dir]);
    expect((await release(['rollback', 'zzz'])).err).toMatch(/^no release that is kept begins with "zzz"/);
    reviewAfter(500);
    await release(['publish', '--dir', dir]);
    expect((await release(['show', ''])).err).toMatch(/^2 releases begin with ""/);
    expect(await release(['publish', '--dir', dir], { DATABASE_URL: 'sqlite::memory:' })).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^DATABASE_URL names a store in memory/),
    });
  });
});

describe('docs/deploy.md', () => {
  test('publishes from a branch what is new there, and leaves a release that was rolled back alone', async () => {
    const [, script = ''] =
      /```sh publish-from-branch\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, 'docs/deploy.md'), 'utf8')) ?? [];
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    // In a clone of this repository npx finds the program; this clone holds flows and content alone.
    writeFileSync(
      join(bin, 'npx'),
      `#!/bin/sh\nshift\nexec ${process.execPath} ${ROOT}bin/ventanilla.js "$@" --dir .\n`,
    );
    writeFileSync(join(bin, 'publish'), script);
    for (const name of ['npx', 'publish']) chmodSync(join(bin, name), 0o755);
    const env = { ...environment(), PATH: `${bin}:${process.env['PATH']}`, GIT_CONFIG_NOSYSTEM: '1' };
    const within = (cwd: string, ...words: string[]) => ending(run(words[0] ?? '', words.slice(1), { cwd, env }));
    const git = (...words: string[]) =>
      within(dir, 'git', '-c', 'user.name=editor', '-c', 'user.email=editor@example.org', ...words);
    const save = async (message: string): Promise<void> => {
      await git('add', '.');
      await git('commit', '-qm', message);
    };
    await git('init', '-q', '-b', 'main');
    await save('first');
    const clone = join(folder, 'clone');
    await within(folder, 'git', 'clone', '-q', dir, clone);
    const publish = () => within(clone, 'publish');

    expect((await publish()).out).toMatch(/ is published: /);
    expect(await publish()).toEqual({ code: 0, out: '', err: '' });
    reviewAfter(500);
    await save('second');
    expect((await publish()).out).toMatch(/ is published: /);

    const earlier = (await release(['list'])).out.split('\n')[1]?.trim().split(' ')[0] ?? '';
    await release(['rollback', earlier]);
    expect(await publish()).toEqual({ code: 0, out: '', err: '' });
    expect((await release(['list'])).out).toMatch(new RegExp(`^\\* ${earlier}`));

    edit('flows/counter.yaml', (text) => text.replace('next: nearest', 'next: nearst'));
    await save('broken');
    expect(await publish()).toMatchObject({ code: 1, out: expect.stringContaining('nothing was published') });
    await git('revert', '--no-edit', 'HEAD');
    expect((await publish()).out).toMatch(/ is published: /);
    expect((await release(['list'])).out).not.toMatch(new RegExp(`^\\* ${earlier}`));
  });
});
