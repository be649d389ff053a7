import { defineCommand } from 'citty';
import { formatDiagnostic } from '../base/diagnostic.ts';
import { OperationalError } from '../base/operational-error.ts';
import { rehearseTalk } from '../check/rehearse.ts';
import { namedFiles } from './named-files.ts';
import { dirOption, openRelease } from './options.ts';

export const rehearse = defineCommand({
  meta: { name: 'rehearse', description: 'runs talk files; shows the first difference of each talk' },
  args: { files: { type: 'positional', required: false, description: 'only these talk files' }, dir: dirOption },
  run: ({ args }) => {
    const release = openRelease(args.dir);
    const known = release.talks.map(({ file }) => file);
    if (known.length === 0) throw new OperationalError('no-talks', `there is no talk file in ${args.dir}`);
    const only = namedFiles(args.dir, args._, known, 'talk file');
    const files = release.talks.filter(({ file }) => only.size === 0 || only.has(file));
    let wrong = 0;
    let talks = 0;
    for (const file of files)
      for (const talk of file.talks) {
        talks++;
        const problem = rehearseTalk(release, file, talk);
        if (!problem) continue;
        wrong++;
        process.stdout.write(`${formatDiagnostic(problem)}\n`);
      }
    process.stdout.write(`${talks - wrong} talks as written, ${wrong} otherwise\n`);
    if (wrong > 0) process.exitCode = 1;
  },
});
