import { dayIn } from '../../base/day.ts';
import type { Release } from '../../content/release.ts';
import { appearedIn } from './appeared.ts';
import { redated } from './dates.ts';
import type { Difference } from './difference.ts';
import { recheckedFacts, restatedFacts } from './facts.ts';
import { restatedPlaces } from './places.ts';
import { createRewordings } from './rewordings.ts';
import { compareRoutes } from './routes.ts';
import { createWords } from './words.ts';

/** What people will see differently at an instant, when one release takes the place of another. */
export const differenceOf = (before: Release, after: Release, now: number): Difference => {
  const words = createWords(before, after, now);
  const answers = createRewordings();
  for (const id of after.answers.keys())
    if (before.answers.has(id))
      for (const { change, locale, medium } of words.part({ kind: 'answer', id }, { kind: 'answer', id }))
        answers.add(change, { locale, medium, where: id, path: 0 });
  const day = dayIn(after.settings.zone, now);
  return {
    day: day.iso,
    answers: answers.done(),
    ...compareRoutes(before, after, words, now),
    appeared: appearedIn(before, after, now),
    facts: restatedFacts(before, after),
    rechecked: recheckedFacts(before, after),
    dates: redated(before, after, day),
    places: restatedPlaces(before, after),
  };
};
