import { constants } from 'node:fs';
import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder that an editor works in, where the server runs right from it. */
export interface WorkingTree {
  /** Whether files of flows can be written there. */
  readonly writable: () => Promise<boolean>;
  /** Adds to the end of a file; one that is not there is begun. */
  readonly append: (file: string, text: string) => Promise<void>;
}

export const createWorkingTree = (dir: string): WorkingTree => ({
  writable: () =>
    access(join(dir, 'flows'), constants.W_OK).then(
      () => true,
      () => false,
    ),
  append: async (file, text) => {
    const path = join(dir, file);
    const before = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return '';
      throw cause;
    });
    const gap = before === '' ? '' : before.endsWith('\n') ? '\n' : '\n\n';
    await writeFile(path, `${before}${gap}${text}`);
  },
});
