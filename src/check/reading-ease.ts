import type { Instant } from '../base/day.ts';
import { error } from '../base/diagnostic.ts';
import { readingEase } from '../content/reading-ease.ts';
import { localesOf } from '../content/release.ts';
import { openScene } from '../content/scene.ts';
import { createVoice } from '../dialog/speak.ts';
import type { Rule } from './rule.ts';

/** An answer below this is hard to read for a tired person; all together must be easier. */
const LEAST = 50;
const LEAST_ON_AVERAGE = 65;

/** How easily answers are read, with their figures filled in; languages without a formula are passed over. */
export const hardToRead = (now: Instant): Rule => ({
  name: 'reading-ease',
  why: 'people read this tired, on a small phone, perhaps in a second language',
  check: (release, report) => {
    for (const locale of localesOf(release)) {
      const voice = createVoice(release, openScene(release, now), locale, undefined);
      const read = [...release.answers.values()].flatMap((answer) => {
        const at = answer.text[locale]?.text?.at;
        const ease = at && readingEase(voice.say({ kind: 'answer', id: answer.id }), locale);
        return at && ease !== undefined ? [{ at, ease }] : [];
      });
      for (const { at, ease } of read)
        if (ease < LEAST)
          report(
            error(
              at,
              'reading-ease',
              `this reads at ${Math.round(ease)}; at least ${LEAST}`,
              'shorter words, shorter sentences',
            ),
          );
      const average = read.reduce((sum, { ease }) => sum + ease, 0) / read.length;
      const [hardest] = read.toSorted((a, b) => a.ease - b.ease);
      if (hardest && average < LEAST_ON_AVERAGE)
        report(
          error(
            hardest.at,
            'reading-ease',
            `the answers in ${locale} read at ${Math.round(average)} on average; at least ${LEAST_ON_AVERAGE}`,
            'this one is the hardest: begin here',
          ),
        );
    }
  },
});
