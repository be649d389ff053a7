import { error } from '../base/diagnostic.ts';
import { rehearseTalk } from './rehearse.ts';
import type { Rule } from './rule.ts';

export const talkFails: Rule = {
  name: 'talk',
  why: 'a conversation that was promised goes otherwise',
  check: (release, report) => {
    for (const file of release.talks) {
      if (!release.flows.has(file.flow)) report(error({ file: file.file, line: 1, column: 1 }, 'unknown-flow', `there is no flow "${file.flow}"`));
      else
        for (const talk of file.talks) {
          const wrong = rehearseTalk(release, file, talk);
          if (wrong) report(wrong);
        }
    }
  },
};
