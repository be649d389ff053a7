import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { OperationalError } from '../base/operational-error.ts';
import { KINDS, LINKED, type SourceFile } from '../content/tree.ts';

const MOST_BYTES = 512 * 1024 * 1024;

/** What stands for a link is the path that it leads to. */
const LINK_MODE = '120000';

const git = (dir: string, args: readonly string[], input = ''): SpawnSyncReturns<Buffer> =>
  spawnSync('git', ['-C', dir, ...args], { input, maxBuffer: MOST_BYTES });

/** Every file under `flows/` and `content/` of a folder as it was at a revision, without touching the folder. */
export const readTreeAt = (dir: string, revision: string): readonly SourceFile[] => {
  const found = git(dir, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{tree}`]);
  if (found.error) throw new OperationalError('no-git', 'git is needed to compare, and cannot be run');
  if (found.status !== 0)
    throw new OperationalError('bad-revision', `git knows no revision "${revision}" in ${dir}: try HEAD, main or v1.0`);
  const listed = git(dir, ['ls-tree', '-r', '-z', found.stdout.toString().trim(), '--', 'content', 'flows']);
  const files = listed.stdout
    .toString()
    .split('\0')
    .flatMap((line) => {
      const [, mode, object, file] = /^(\d+) blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
      const linked = mode === LINK_MODE;
      return object !== undefined && file !== undefined && (linked || KINDS.test(file))
        ? [{ object, file, linked }]
        : [];
    });
  const texts = readObjects(
    dir,
    files.map(({ object }) => object),
  );
  return files.map(({ file, linked }, i) =>
    linked ? { file, text: '', refused: LINKED } : { file, text: texts[i] ?? '' },
  );
};

/** What `git cat-file --batch` says of each object: a line with its size, its bytes, and a line's end. */
const readObjects = (dir: string, objects: readonly string[]): readonly string[] => {
  const all = git(dir, ['cat-file', '--batch'], objects.map((object) => `${object}\n`).join('')).stdout;
  let at = 0;
  return objects.map(() => {
    const end = all.indexOf('\n', at);
    const size = Number(all.toString('utf8', at, end).split(' ')[2]);
    const text = all.toString('utf8', end + 1, end + 1 + size);
    at = end + 1 + size + 1;
    return text;
  });
};
