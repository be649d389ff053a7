import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { OperationalError } from '../base/operational-error.ts';

/** One file of flows or content: its path as editors know it, and its text. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
  /** Why it was not read; its text is empty then. */
  readonly refused?: Refusal;
}

export interface Refusal {
  readonly message: string;
  readonly hint: string;
}

/** Those in capitals too: who saves one that way is told of it. */
export const KINDS = /\.(ya?ml|csv|tsv)$/i;

/** The largest file there may be, in bytes: five times the largest that the program itself ships with. */
export const MOST_BYTES = 4 * 1024 * 1024;

/** A link may lead to any file of the machine, whose lines would then stand in diagnostics and answers. */
export const LINKED: Refusal = { message: 'this is a link, and is not followed', hint: 'put the file itself here' };
export const TOO_LARGE: Refusal = { message: 'this file is too large', hint: 'split it by topic (4 MiB at most)' };

/** Every file under `flows/` and `content/` of a folder, in a fixed order. */
export const readTree = (dir: string): readonly SourceFile[] =>
  ['content', 'flows'].flatMap((part) => {
    let paths: { readonly path: string; readonly linked: boolean }[];
    try {
      paths = readdirSync(join(dir, part), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isSymbolicLink() || (entry.isFile() && KINDS.test(entry.name)))
        .map((entry) => ({ path: join(entry.parentPath, entry.name), linked: entry.isSymbolicLink() }))
        .sort((a, b) => (a.path < b.path ? -1 : 1));
    } catch (cause) {
      throw new OperationalError('no-content', `there is no folder "${part}" in ${dir}`, { cause });
    }
    return paths.map(({ path, linked }): SourceFile => {
      const file = relative(dir, path).split(sep).join('/');
      const refused = linked ? LINKED : statSync(path).size > MOST_BYTES ? TOO_LARGE : undefined;
      return refused ? { file, text: '', refused } : { file, text: readFileSync(path, 'utf8') };
    });
  });
