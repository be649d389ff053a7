import fs, { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { keptKeys, readKeptKeys } from '../../src/store/kept-keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));
const modeOf = (path: string): number => statSync(path).mode & 0o777;

/** What is written and flushed while this runs, in order. */
const watched = (work: () => void): readonly string[] => {
  const done: string[] = [];
  const { writeFileSync, fsyncSync } = fs;
  vi.spyOn(fs, 'writeFileSync').mockImplementation((file, data, options) => {
    done.push((options as { readonly flush?: boolean }).flush ? 'file written and flushed' : 'file written');
    writeFileSync(file, data, options);
  });
  vi.spyOn(fs, 'fsyncSync').mockImplementation((opened) => {
    if (fs.fstatSync(opened).isDirectory()) done.push('folder flushed');
    fsyncSync(opened);
  });
  syncBuiltinESMExports();
  try {
    work();
  } finally {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  }
  return done;
};

test('the first start makes a key that only its owner can read, in a folder that only they can enter', () => {
  const data = join(folder, 'deep', 'data');
  const keys = keptKeys(`sqlite:${data}/kept.db`);
  const modes = [join(folder, 'deep'), data, join(data, 'person.key')].map(modeOf);
  expect(modes).toEqual([0o700, 0o700, 0o600]);
  expect(readKeptKeys(`sqlite:${data}/kept.db`)).toEqual(keys);
  expect(keptKeys(`sqlite:${data}/kept.db`)).toEqual(keys);
});

test('the key is on the disk, and so is its name, before anything is sealed with it', () => {
  const done = watched(() => void keptKeys(`sqlite:${folder}/flushed/kept.db`));
  expect(done).toEqual(['file written and flushed', 'folder flushed']);
});

test('a file system that flushes no folders is no reason to refuse', () => {
  const url = `sqlite:${folder}/odd/kept.db`;
  const { openSync } = fs;
  vi.spyOn(fs, 'openSync').mockImplementation((path, ...rest) => {
    if (path === join(folder, 'odd')) throw Object.assign(new Error('planted'), { code: 'EPERM' });
    return openSync(path, ...rest);
  });
  syncBuiltinESMExports();
  try {
    expect(keptKeys(url)).toEqual(readKeptKeys(url));
  } finally {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  }
});

test('a folder that was there already stays open to whom it was', () => {
  const shared = join(folder, 'shared');
  mkdirSync(shared, { mode: 0o755 });
  keptKeys(`sqlite:${shared}/kept.db`);
  expect(modeOf(shared)).toBe(0o755);
  expect(readFileSync(join(shared, 'person.key'), 'utf8')).toMatch(/^\S{44}\n$/);
});
