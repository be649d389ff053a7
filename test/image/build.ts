import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { ROOT } from '../support/repository.ts';
import { commandOf, environmentOf, type Instruction, lastOf, type Stage } from './dockerfile.ts';

/** Who the container's unprivileged user is here: nobody when this is root, else whoever runs the tests. */
export interface Unprivileged {
  readonly uid: number;
  readonly gid: number;
}

/** The last stage as a folder: what the image would hold, on this machine. */
export interface Image {
  readonly app: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly remove: () => void;
}

/** Every tracked file, and what is new and not ignored; a clean copy has no other. */
const repositoryFiles = (): readonly string[] =>
  execFileSync('git', ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((file) => file !== '' && existsSync(join(ROOT, file)));

/**
 * Goes through a Dockerfile as a builder would, each stage in a folder of its own. Absolute paths and the user `node`
 * of the RUN and ENV lines mean that folder and the given user.
 */
export const build = (stages: readonly Stage[], user: Unprivileged): Image => {
  const root = mkdtempSync(join(tmpdir(), 'ventanilla-image-'));
  const remove = (): void => {
    execFileSync('chmod', ['-R', 'u+w', root]);
    rmSync(root, { recursive: true, force: true });
  };
  try {
    return { ...buildIn(root, stages, user), remove };
  } catch (cause) {
    remove();
    throw cause;
  }
};

const buildIn = (root: string, stages: readonly Stage[], user: Unprivileged): Omit<Image, 'remove'> => {
  // The container's user is another one, and must be able to walk in.
  chmodSync(root, 0o755);
  const bin = join(root, 'bin');
  mkdirSync(bin);
  copyFileSync(process.execPath, join(bin, 'node'));
  const path = [bin, ...(process.env.PATH ?? '').split(':').filter((part) => !part.includes('node_modules'))].join(':');
  const files = repositoryFiles();
  const folderOf = (stage: Stage): string => join(root, `stage-${stage.name}`);

  const workdirOf = (stage: Stage): string => join(folderOf(stage), lastOf(stage, 'WORKDIR') ?? '/');
  const here = (stage: Stage, text: string): string =>
    text
      .replace(/(^|[\s:=])(\/[a-z])/g, `$1${folderOf(stage)}$2`)
      .replace(/(-[og]|chown) node\b/g, (_, option: string) => `${option} ${option === '-g' ? user.gid : user.uid}`);

  const copy = (stage: Stage, rest: string): void => {
    const words = rest.split(/\s+/);
    const from = stages.find((other) => words[0] === `--from=${other.name}`);
    const [target = '.', ...sources] = words.filter((word) => !word.startsWith('--')).reverse();
    for (const source of sources) {
      const into = join(workdirOf(stage), target, target.endsWith('/') ? basename(source) : '');
      if (from) cpSync(join(folderOf(from), source), into, { recursive: true, verbatimSymlinks: true });
      else copyFromRepository(files, source, into);
    }
  };

  const steps: Readonly<Record<string, (stage: Stage, step: Instruction) => void>> = {
    WORKDIR: (stage) => void mkdirSync(workdirOf(stage), { recursive: true }),
    COPY: (stage, { rest }) => copy(stage, rest),
    RUN: (stage, { rest }) => {
      const [command = '', ...words] = commandOf(here(stage, rest));
      execFileSync(command, words, {
        cwd: workdirOf(stage),
        env: { ...npmOf(process.env), PATH: path },
        stdio: 'pipe',
      });
    },
  };
  for (const stage of stages) for (const step of stage.steps) steps[step.name]?.(stage, step);

  const last = stages.at(-1) as Stage;
  execFileSync('chmod', ['-R', 'a-w', workdirOf(last)]);
  return {
    app: workdirOf(last),
    environment: {
      PATH: path,
      ...Object.fromEntries(Object.entries(environmentOf(last)).map(([name, value]) => [name, here(last, value)])),
    },
  };
};

const copyFromRepository = (files: readonly string[], source: string, into: string): void => {
  const found = files.filter((file) => file === source || file.startsWith(`${source}/`));
  if (found.length === 0) throw new Error(`COPY ${source}: git knows no such file`);
  for (const file of found) {
    const to = join(into, file.slice(source.length));
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(join(ROOT, file), to);
    chmodSync(to, statSync(join(ROOT, file)).mode | 0o444);
  }
};

/** Where packages come from is the machine's own business; which project is running this is not the image's. */
const npmOf = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) =>
        !/^npm_(package|lifecycle|config_local_prefix|command|execpath)|^(INIT_CWD$|NODE_(ENV|OPTIONS|PATH|V8_COVERAGE)$|VITEST)/.test(
          name,
        ),
    ),
  );
