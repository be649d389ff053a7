import { rehearseTalk } from './rehearse.ts';
import type { Rule } from './rule.ts';

export const talkFails: Rule = {
  name: 'talk',
  why: 'a conversation that was promised goes otherwise',
  onlySound: true,
  check: (release, report) => {
    for (const file of release.talks.filter(({ flow }) => release.flows.has(flow))) {
      for (const talk of file.talks) {
        const wrong = rehearseTalk(release, file, talk);
        if (wrong) report(wrong);
      }
    }
  },
};
