import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOT } from '../support/repository.ts';

/** One file of the program as the rules see it: its name from the repository's root, its text, what it imports. */
export interface Source {
  readonly file: string;
  readonly text: string;
  /** Files of this repository, type-only and dynamic imports included. */
  readonly imports: readonly string[];
  /** Without the type-only ones: what is really loaded before the file runs. */
  readonly loads: readonly string[];
}

/** What stands below a folder, named from the repository's root. */
export const filesIn = (folder: string, ending: RegExp): readonly string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();

export const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const STATIC = /^(?:import|export)\s(?!const|function|async|interface|default)([^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

export const readSource = (file: string, text: string): Source => {
  const inside = (specifiers: readonly string[]): readonly string[] =>
    specifiers.filter((s) => s.startsWith('.')).map((s) => join(dirname(file), s).replaceAll('\\', '/'));
  const statements = [...text.matchAll(STATIC)].map(([, what = '', from = '']) => ({
    from,
    loaded: !/^type\s/.test(what.trimStart()),
  }));
  const dynamic = [...text.matchAll(DYNAMIC)].map(([, from = '']) => from);
  return {
    file,
    text,
    imports: inside([...statements.map((s) => s.from), ...dynamic]),
    loads: inside(statements.filter((s) => s.loaded).map((s) => s.from)),
  };
};

/** Every TypeScript file under `src/`. */
export const sources = (): readonly Source[] => filesIn('src', /\.ts$/).map((file) => readSource(file, textOf(file)));
