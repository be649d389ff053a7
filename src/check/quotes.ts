import { error } from '../base/diagnostic.ts';
import { localesOf } from '../content/release.ts';
import { quotes } from '../flow/kinds/quotes.ts';
import type { Rule } from './rule.ts';

/** What every wording of published prices must say. */
const NEEDED = ['quotes', 'quotes_day'];

export const undatedQuotes: Rule = {
  name: 'undated-quotes',
  why: 'people would take prices of some day for those of today',
  check: (release, report) => {
    for (const locale of localesOf(release))
      for (const flow of release.flows.values())
        for (const step of flow.steps.values())
          for (const written of Object.values(
            step.kind === quotes ? (release.texts.entry(locale, flow.id, step.id)?.text ?? {}) : {},
          ))
            for (const name of NEEDED.filter((needed) => !written.placeholders.includes(needed)))
              report(
                error(
                  written.at,
                  'undated-quotes',
                  `"${step.id}" shows published prices without {{${name}}}`,
                  'say them with their day',
                ),
              );
  },
};
