import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { OperationalError } from '../base/operational-error.ts';

/** One file of flows or content: its path as editors know it, and its text. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

export const KINDS = /\.(ya?ml|csv|tsv)$/;

/** Every file under `flows/` and `content/` of a folder, in a fixed order. */
export const readTree = (dir: string): readonly SourceFile[] =>
  ['content', 'flows'].flatMap((part) => {
    let entries: string[];
    try {
      entries = readdirSync(join(dir, part), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && KINDS.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name))
        .sort();
    } catch (cause) {
      throw new OperationalError('no-content', `there is no folder "${part}" in ${dir}`, { cause });
    }
    return entries.map((path) => ({
      file: relative(dir, path).split(sep).join('/'),
      text: readFileSync(path, 'utf8'),
    }));
  });
