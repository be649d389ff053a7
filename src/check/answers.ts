import { error } from '../base/diagnostic.ts';
import { didYouMean } from '../base/spelling.ts';
import type { Rule } from './rule.ts';

/** Calls of one flow by another, and the home flow, are found while loading; these are the names that content gives. */
export const unknownFlow: Rule = {
  name: 'unknown-flow',
  why: 'the person would be led nowhere',
  check: (release, report) => {
    const known = [...release.flows.keys()];
    for (const { flow, flowAt } of release.answers.values())
      if (flow !== undefined && !known.includes(flow))
        report(error(flowAt, 'unknown-flow', `there is no flow "${flow}"`, didYouMean(flow, known)));
    for (const { file, flow } of release.talks)
      if (!known.includes(flow))
        report(
          error({ file, line: 1, column: 1 }, 'unknown-flow', `there is no flow "${flow}"`, didYouMean(flow, known)),
        );
  },
};
