import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { watchTree } from '../../src/cli/watch.ts';
import { readTree, type SourceFile } from '../../src/content/tree.ts';
import { change, copyOfForeign } from './inside.ts';

const dir = copyOfForeign();
afterAll(() => rmSync(dir, { recursive: true }));

const FILE = 'content/facts/library/loan.yaml';
const textIn = (files: readonly SourceFile[] = []): string => files.find(({ file }) => file === FILE)?.text ?? '';

it('hands on what was saved before anybody watched, then every save, once each', async () => {
  const seen: (readonly SourceFile[])[] = [];
  const known = readTree(dir);
  change(dir, FILE, 'value: 14', 'value: 15');
  const stop = watchTree(dir, known, (files) => void seen.push(files));
  try {
    expect(seen.map(textIn)).toEqual([expect.stringContaining('value: 15')]);
    change(dir, FILE, 'value: 15', 'value: 16');
    await vi.waitUntil(() => seen.length > 1, { timeout: 20_000 });
    expect(textIn(seen.at(-1))).toContain('value: 16');
  } finally {
    stop();
  }
});

it('hands on nothing where nothing was saved', () => {
  const changed = vi.fn();
  watchTree(dir, readTree(dir), changed)();
  expect(changed).not.toHaveBeenCalled();
  expect(() => watchTree(join(dir, 'nowhere'), [], changed)).toThrow(/ENOENT/);
});
