import { defineCommand } from 'citty';
import type { Instant } from '../base/day.ts';
import { type Diagnostic, formatDiagnostic, githubDiagnostic, jsonDiagnostic } from '../base/diagnostic.ts';
import { check as checkFiles, type Wanted } from '../check/index.ts';
import { noonOf } from '../check/rehearse.ts';
import { loadRelease } from '../content/load.ts';
import { createMemory } from '../content/memory.ts';
import { readTree, type SourceFile } from '../content/tree.ts';
import { namedFiles } from './named-files.ts';
import { now } from './now.ts';
import { dayOption, dirOption } from './options.ts';
import { watchTree } from './watch.ts';

const SETTINGS = 'content/settings.yaml';

/** The instant at which files are proved: now, or noon of a day in their own time zone. */
const instantOf = (files: readonly SourceFile[], day: string | undefined): Instant => {
  if (day === undefined) return now();
  const { release } = loadRelease(files.filter(({ file }) => file === SETTINGS));
  // Without settings nothing is proved that depends on the day.
  return release ? noonOf(release, day) : Date.parse(`${day}T12:00Z`);
};

type Form = (diagnostic: Diagnostic) => string;

/** What is at work, on a terminal only: the line is written over by the next. */
const progress = (what: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${what}`);
};

interface Run {
  readonly only: ReadonlySet<string>;
  readonly asOf: string | undefined;
  readonly form: Form | undefined;
  readonly wanted: Wanted;
}

const runOnce = ({ only, asOf, form, wanted }: Run, files: readonly SourceFile[]): boolean => {
  const { diagnostics } = checkFiles(files, instantOf(files, asOf), wanted);
  progress('');
  const shown = only.size === 0 ? diagnostics : diagnostics.filter((d) => only.has(d.file));
  for (const d of shown) process.stdout.write(`${(form ?? formatDiagnostic)(d)}\n`);
  const errors = shown.filter((d) => d.severity === 'error').length;
  if (!form) process.stdout.write(`${errors} errors, ${shown.length - errors} warnings\n`);
  return errors === 0;
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
    const files = readTree(args.dir);
    const run: Run = {
      only: namedFiles(
        args.dir,
        args._,
        files.map(({ file }) => file),
      ),
      asOf: dayOption(args['as-of'], '--as-of'),
      form: formOf(args.json, args.github),
      wanted: {
        memory: createMemory(),
        rule: ({ onlyAsked }) => args.coverage === true || onlyAsked !== true,
        began: (rule) => progress(`${rule} ...`),
      },
    };
    if (!runOnce(run, files)) process.exitCode = 1;
    if (args.watch)
      watchTree(args.dir, files, (changed) => {
        process.stdout.write('\n');
        runOnce(run, changed);
      });
  },
});
