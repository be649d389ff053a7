import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { LIBRARY } from './app.ts';

/** A folder of its own for each test, with the small organisation's files in it. */
export const useFolder = () => {
  let dir = '';
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'ventanilla-edited-'));
    for (const { file, text } of LIBRARY) {
      await mkdir(dirname(join(dir, file)), { recursive: true });
      await writeFile(join(dir, file), text);
    }
  });
  afterEach(() => rmSync(dir, { recursive: true }));
  return {
    dir: () => dir,
    edit: (file: string, change: (text: string) => string): Promise<void> =>
      writeFile(join(dir, file), change(readFileSync(join(dir, file), 'utf8'))),
  };
};
