import { watch } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { defineCommand } from 'citty';
import { systemClock } from '../base/clock.ts';
import { type Diagnostic, formatDiagnostic } from '../base/diagnostic.ts';
import { check as checkFiles } from '../check/index.ts';
import { environment, readConfig } from '../config.ts';
import { readTree } from '../content/tree.ts';
import { dayOption, dirOption } from './options.ts';

const startOf = (day: string | undefined): number => {
  if (day !== undefined) return Date.parse(`${day}T18:00:00Z`);
  return systemClock(readConfig({ NOW: environment()['NOW'] }).startAt).now();
};

const print = (diagnostics: readonly Diagnostic[], json: boolean): void => {
  for (const d of diagnostics) process.stdout.write(`${json ? JSON.stringify(d) : formatDiagnostic(d)}\n`);
};

const runOnce = (dir: string, only: readonly string[], asOf: string | undefined, json: boolean): boolean => {
  const wanted = new Set(only.map((file) => relative(resolve(dir), resolve(dir, file))));
  const { diagnostics } = checkFiles(readTree(dir), startOf(asOf));
  const shown = wanted.size === 0 ? diagnostics : diagnostics.filter((d) => wanted.has(d.file));
  print(shown, json);
  const errors = shown.filter((d) => d.severity === 'error').length;
  if (!json) process.stdout.write(`${errors} errors, ${shown.length - errors} warnings\n`);
  return errors === 0;
};

export const check = defineCommand({
  meta: { name: 'check', description: 'proves the flows and content; exits with 1 on any error' },
  args: {
    files: { type: 'positional', required: false, description: 'show only what is wrong in these files' },
    json: { type: 'boolean', description: 'one JSON object a line' },
    'as-of': { type: 'string', description: 'as if it were this day', valueHint: 'DATE' },
    watch: { type: 'boolean', description: 'again whenever a file is saved' },
    dir: dirOption,
  },
  run: async ({ args }) => {
    const once = (): boolean => runOnce(args.dir, args._, dayOption(args['as-of'], '--as-of'), args.json === true);
    if (!once()) process.exitCode = 1;
    if (!args.watch) return;
    for (const part of ['flows', 'content']) watch(join(args.dir, part), { recursive: true }, () => once());
  },
});
