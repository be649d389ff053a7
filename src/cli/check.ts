import { watch } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { defineCommand } from 'citty';
import { systemClock } from '../base/clock.ts';
import { type Diagnostic, formatDiagnostic, githubDiagnostic, jsonDiagnostic } from '../base/diagnostic.ts';
import { check as checkFiles, type Wanted } from '../check/index.ts';
import { environment, readConfig } from '../config.ts';
import { createMemory } from '../content/memory.ts';
import { releaseId } from '../content/release.ts';
import { readTree, type SourceFile } from '../content/tree.ts';
import { dayOption, dirOption } from './options.ts';

const startOf = (day: string | undefined): number => {
  if (day !== undefined) return Date.parse(`${day}T18:00:00Z`);
  return systemClock(readConfig({ NOW: environment()['NOW'] }).startAt).now();
};

type Form = (diagnostic: Diagnostic) => string;

/** What is at work, on a terminal only: the line is written over by the next. */
const progress = (what: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${what}`);
};

interface Run {
  readonly dir: string;
  readonly only: readonly string[];
  readonly asOf: string | undefined;
  readonly form: Form | undefined;
  readonly wanted: Wanted;
}

const runOnce = ({ dir, only, asOf, form, wanted }: Run, files: readonly SourceFile[]): boolean => {
  const named = new Set(only.map((file) => relative(resolve(dir), resolve(dir, file))));
  const { diagnostics } = checkFiles(files, startOf(asOf), wanted);
  progress('');
  const shown = named.size === 0 ? diagnostics : diagnostics.filter((d) => named.has(d.file));
  for (const d of shown) process.stdout.write(`${(form ?? formatDiagnostic)(d)}\n`);
  const errors = shown.filter((d) => d.severity === 'error').length;
  if (!form) process.stdout.write(`${errors} errors, ${shown.length - errors} warnings\n`);
  return errors === 0;
};

/** A file may be moved away while the folder is read: its own change is told next. */
const readQuietly = (dir: string): readonly SourceFile[] | undefined => {
  try {
    return readTree(dir);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
};

const watchTree = (run: Run, first: string): void => {
  let checked = first;
  const again = (): void => {
    const files = readQuietly(run.dir);
    // One save is told several times.
    if (!files || releaseId(files) === checked) return;
    checked = releaseId(files);
    process.stdout.write('\n');
    runOnce(run, files);
  };
  for (const part of ['flows', 'content']) watch(join(run.dir, part), { recursive: true }, again);
};

const formOf = (json: boolean | undefined, github: boolean | undefined): Form | undefined =>
  json ? jsonDiagnostic : github ? githubDiagnostic : undefined;

export const check = defineCommand({
  meta: { name: 'check', description: 'proves the flows and content; exits with 1 on any error' },
  args: {
    files: { type: 'positional', required: false, description: 'show only what is wrong in these files' },
    json: { type: 'boolean', description: 'one JSON object a line' },
    github: { type: 'boolean', description: 'as annotations of a GitHub workflow' },
    coverage: { type: 'boolean', description: 'warn of steps and options that no talk comes to, too' },
    'as-of': { type: 'string', description: 'as if it were this day', valueHint: 'DATE' },
    watch: { type: 'boolean', description: 'again whenever a file is saved' },
    dir: dirOption,
  },
  run: ({ args }) => {
    const run: Run = {
      dir: args.dir,
      only: args._,
      asOf: dayOption(args['as-of'], '--as-of'),
      form: formOf(args.json, args.github),
      wanted: {
        memory: createMemory(),
        rule: ({ onlyAsked }) => args.coverage === true || onlyAsked !== true,
        began: (rule) => progress(`${rule} ...`),
      },
    };
    const files = readTree(args.dir);
    if (!runOnce(run, files)) process.exitCode = 1;
    if (args.watch) watchTree(run, releaseId(files));
  },
});
