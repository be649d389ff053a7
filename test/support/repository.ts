import { fileURLToPath } from 'node:url';
import { loadRelease } from '../../src/content/load.ts';
import type { Release } from '../../src/content/release.ts';
import { readTree, type SourceFile } from '../../src/content/tree.ts';

/** The root of this repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A small foreign organisation's flows and content: what the program must be able to run without knowing it. */
export const FOREIGN = fileURLToPath(new URL('./foreign/', import.meta.url));

const trees = new Map<string, readonly SourceFile[]>();
const releases = new WeakMap<readonly SourceFile[], Release>();

/** The files of a folder that nobody writes to meanwhile: they are read once. */
export const filesOf = (dir: string): readonly SourceFile[] => {
  const files = trees.get(dir) ?? readTree(dir);
  trees.set(dir, files);
  return files;
};

/** The release of some files, loaded once; its first mistake where it has one. */
export const releaseOf = (files: readonly SourceFile[]): Release => {
  const known = releases.get(files);
  if (known) return known;
  const { release, diagnostics } = loadRelease(files);
  const wrong = diagnostics.find((d) => d.severity === 'error');
  if (!release || wrong) throw new Error(`${wrong?.file}:${wrong?.line} ${wrong?.message}`);
  releases.set(files, release);
  return release;
};

/** Files with one of them changed, added or (with null) taken away. */
export const withFile = (
  files: readonly SourceFile[],
  file: string,
  change: ((text: string) => string) | null,
): readonly SourceFile[] => {
  const others = files.filter((f) => f.file !== file);
  if (change === null) return others;
  const text = files.find((f) => f.file === file)?.text ?? '';
  return [...others, { file, text: change(text) }].sort((a, b) => (a.file < b.file ? -1 : 1));
};
