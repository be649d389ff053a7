import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Diagnostic } from '../base/diagnostic.ts';
import { releaseId } from '../content/release.ts';
import { readTree, type SourceFile } from '../content/tree.ts';
import { errorFields } from './log.ts';

export interface LiveReloadDeps {
  readonly dir: string;
  /** The files that were loaded last. */
  readonly files: readonly SourceFile[];
  /** Takes files up, or says why not. */
  readonly reload: (files: readonly SourceFile[]) => Promise<readonly Diagnostic[]>;
  readonly told: (problems: readonly Diagnostic[]) => void;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: Logger;
}

/** One save is told several times, and many files may be saved at once. */
const SETTLED_MS = 80;

/** Takes up what an editor saves, as soon as it is saved; what cannot be loaded is told, and the release before stays. Gives a way to stop. */
export const watchFolder = ({ dir, files, reload, told, sleep, log }: LiveReloadDeps): (() => void) => {
  let known = releaseId(files);
  let changed = false;
  let working = false;

  const takeUp = async (): Promise<void> => {
    await sleep(SETTLED_MS);
    changed = false;
    const now = readTree(dir);
    const id = releaseId(now);
    if (id === known) return;
    known = id;
    told(await reload(now));
  };
  const again = async (): Promise<void> => {
    changed = true;
    if (working) return;
    working = true;
    try {
      while (changed) await takeUp();
    } catch (cause) {
      // A file may be moved away while the folder is read: its own change is told next.
      log.warn(errorFields(cause), 'content not taken up');
    } finally {
      working = false;
    }
  };
  const watchers: FSWatcher[] = [];
  const unwatched = (cause: unknown): void => log.warn(errorFields(cause), 'folder not watched');
  for (const part of ['flows', 'content'])
    try {
      const watcher = watch(join(dir, part), { recursive: true, persistent: false }, () => void again());
      watchers.push(watcher.on('error', unwatched));
    } catch (cause) {
      // Some systems allow only so many: people are served all the same.
      unwatched(cause);
    }
  // What was saved while the program started is seen by no watcher.
  void again();
  return () => {
    for (const watcher of watchers) watcher.close();
  };
};
