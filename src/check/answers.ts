import { error } from '../base/diagnostic.ts';
import { didYouMean } from '../base/spelling.ts';
import type { Rule } from './rule.ts';

/** Calls of one flow by another are found while compiling; these are the names that content and settings give. */
export const unknownFlow: Rule = {
  name: 'unknown-flow',
  why: 'the person would be led nowhere',
  check: (release, report) => {
    const known = [...release.flows.keys()];
    const { home } = release.settings;
    if (!known.includes(home))
      report(
        error(
          { file: 'content/settings.yaml', line: 1, column: 1 },
          'unknown-flow',
          `home: names the flow "${home}", which does not exist`,
          didYouMean(home, known),
        ),
      );
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
