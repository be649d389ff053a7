import { addDays } from '../base/day.ts';
import { error } from '../base/diagnostic.ts';
import type { Rule } from './rule.ts';

export const historyGap: Rule = {
  name: 'history-gap',
  why: 'on the days between two values people are told that nothing is known',
  check: (release, report) => {
    for (const { id, history } of [...release.facts.values()].filter(({ gaps }) => !gaps))
      history.forEach(({ from, at }, i) => {
        const before = history[i - 1]?.until;
        if (before && from && addDays(before, 1).iso < from.iso)
          report(
            error(
              at,
              'history-gap',
              `"${id}" has no value from ${addDays(before, 1).iso} to ${addDays(from, -1).iso}`,
              'give the value above a later until:, or say gaps: true if it is meant',
            ),
          );
      });
  },
};
