import { watch } from 'node:fs';
import { join } from 'node:path';
import { releaseId } from '../content/release.ts';
import { readTree, type SourceFile } from '../content/tree.ts';

/** A file may be moved away while the folder is read: its own change is told next. */
const readQuietly = (dir: string): readonly SourceFile[] | undefined => {
  try {
    return readTree(dir);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
};

/** Hands on the files of a folder whenever they are others than those known. Gives a way to stop. */
export const watchTree = (
  dir: string,
  known: readonly SourceFile[],
  changed: (files: readonly SourceFile[]) => void,
): (() => void) => {
  let last = releaseId(known);
  const look = (): void => {
    const files = readQuietly(dir);
    // One save is told several times.
    if (!files || releaseId(files) === last) return;
    last = releaseId(files);
    changed(files);
  };
  const watchers = ['flows', 'content'].map((part) => watch(join(dir, part), { recursive: true }, look));
  // What was saved since the files were read, when nobody watched yet, is told by no event.
  look();
  return () => {
    for (const watcher of watchers) watcher.close();
  };
};
