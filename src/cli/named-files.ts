import { basename, relative, resolve, sep } from 'node:path';
import { OperationalError } from '../base/operational-error.ts';
import { nearestName } from '../base/spelling.ts';

const MOST_HINTS = 3;

/** The files of a folder that are named, as seen from where the command is called or from the folder; one that is not there is refused. */
export const namedFiles = (
  dir: string,
  names: readonly string[],
  known: readonly string[],
  what = 'file',
): ReadonlySet<string> => {
  const all = new Set(known);
  const find = (name: string): string => {
    const found = [process.cwd(), dir]
      .map((from) => relative(resolve(dir), resolve(from, name)).split(sep).join('/'))
      .find((file) => all.has(file));
    if (found !== undefined) return found;
    throw new OperationalError('no-file', `there is no ${what} "${name}" in ${dir}; ${hint(name, known)}`);
  };
  return new Set(names.map(find));
};

/** The file that is spelt nearly so, or those whose own name is, in whatever folder. */
const hint = (name: string, known: readonly string[]): string => {
  const near = nearestName(name, known);
  const last = nearestName(basename(name), known.map(nameOf));
  const meant = near === undefined ? known.filter((file) => nameOf(file) === last) : [near];
  if (meant.length === 0) return 'name it with its folders, such as flows/NAME.yaml';
  const shown = meant.slice(0, MOST_HINTS).map((file) => `"${file}"`);
  return `did you mean ${shown.join(' or ')}?`;
};

const nameOf = (file: string): string => basename(file);
