import { defineCommand } from 'citty';
import { dayIn } from '../base/day.ts';
import { OperationalError } from '../base/operational-error.ts';
import { noonOf } from '../check/rehearse.ts';
import { loadRelease } from '../content/load.ts';
import type { Release } from '../content/release.ts';
import { readTree, type SourceFile } from '../content/tree.ts';
import { differenceOf } from '../report/diff/diff.ts';
import { differenceMarkdown, differenceText } from '../report/diff/write.ts';
import { many } from '../report/fact-text.ts';
import { readTreeAt } from './git-tree.ts';
import { now } from './now.ts';
import { dayOption, dirOption } from './options.ts';

/** A release as far as it can be read: one that is older than a rule of today is compared all the same. */
const releaseIn = (files: readonly SourceFile[], name: string): Release => {
  const { release, diagnostics } = loadRelease(files);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (!release) throw new OperationalError('bad-release', `${name} has no content/settings.yaml that can be read`);
  if (errors.length > 0)
    process.stderr.write(
      `${name}: what ${many(errors.length, 'mistake')} make${errors.length === 1 ? 's' : ''} unreadable counts as missing; run check\n`,
    );
  return release;
};

export const diff = defineCommand({
  meta: { name: 'diff', description: 'what people will see differently, from one revision of git to another' },
  args: {
    before: { type: 'positional', required: true, description: 'the revision to compare with, such as main' },
    after: { type: 'positional', required: false, description: 'the revision compared; the files as they are now' },
    markdown: { type: 'boolean', description: 'as Markdown, for a pull request' },
    json: { type: 'boolean', description: 'as one JSON object' },
    'as-of': { type: 'string', description: 'as people see it on this day', valueHint: 'DATE' },
    dir: dirOption,
  },
  run: ({ args }) => {
    const asOf = dayOption(args['as-of'], '--as-of');
    const before = releaseIn(readTreeAt(args.dir, args.before), args.before);
    const after =
      args.after === undefined
        ? releaseIn(readTree(args.dir), 'the working tree')
        : releaseIn(readTreeAt(args.dir, args.after), args.after);
    const day = asOf ?? dayIn(after.settings.zone, now()).iso;
    const difference = differenceOf(before, after, noonOf(after, day));
    if (args.json) process.stdout.write(`${JSON.stringify(difference, undefined, 2)}\n`);
    else process.stdout.write(args.markdown ? differenceMarkdown(difference) : differenceText(difference));
  },
});
