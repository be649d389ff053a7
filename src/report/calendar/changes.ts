import { addDays, type Day } from '../../base/day.ts';
import type { Locale } from '../../base/locale.ts';
import { noonOf } from '../../check/rehearse.ts';
import { type Fact, heldOn } from '../../content/fact.ts';
import { localesOf, type Release } from '../../content/release.ts';
import { openScene } from '../../content/scene.ts';
import type { Medium } from '../../content/text.ts';
import { createVoice } from '../../dialog/speak.ts';
import { factText, many } from '../fact-text.ts';
import { reworded } from '../sentences.ts';
import { type UsingStep, usesOf } from '../uses.ts';
import { type CalendarEntry, type Period, within } from './entry.ts';

const MEDIA: readonly Medium[] = ['telegram', 'whatsapp', 'sms'];

/** On which days answers and messages read differently, because a fact begins or stops to hold. */
export const changesOf = (release: Release, period: Period): readonly CalendarEntry[] => {
  const uses = usesOf(release);
  const byDay = new Map<string, { readonly day: Day; readonly facts: Set<Fact> }>();
  for (const fact of release.facts.values())
    for (const { from, until } of fact.history)
      for (const day of [from, until && addDays(until, 1)])
        if (within(period, day) && saidOn(release, fact, day) !== saidOn(release, fact, addDays(day, -1))) {
          const known = byDay.get(day.iso) ?? { day, facts: new Set() };
          known.facts.add(fact);
          byDay.set(day.iso, known);
        }
  return [...byDay.values()].map(({ day, facts }) => {
    const used = [...facts].map(({ id }) => uses(id));
    const answers = [...new Set(used.flatMap((one) => one.answers))].flatMap((id) => differing(release, id, day));
    const steps = new Map(used.flatMap((one) => one.steps).map((step) => [`${step.flow}/${step.step}`, step]));
    return {
      day,
      kind: 'change',
      about: 'facts',
      title: titleOf(facts.size, new Set(answers.map(({ id }) => id)).size, steps.size),
      lines: [
        ...[...facts].map((fact) => {
          const [before, after] = [saidOn(release, fact, addDays(day, -1)), saidOn(release, fact, day)];
          return `${fact.id}: ${before} → ${after}`;
        }),
        ...answers.map(
          ({ id, locale, media, from, to }) => `answer ${id} (${locale}, ${media.join(', ')}): ${from} → ${to}`,
        ),
        ...[...steps].map(([id, { at }]: [string, UsingStep]) => `message ${id} (${at.file}:${at.line})`),
      ],
    };
  });
};

const titleOf = (facts: number, answers: number, steps: number): string => {
  const read = [...(answers > 0 ? [many(answers, 'answer')] : []), ...(steps > 0 ? [many(steps, 'step')] : [])];
  const what = read.length > 0 ? `, and with ${facts === 1 ? 'it' : 'them'} ${read.join(' and ')}` : '';
  return `${many(facts, 'fact')} ${facts === 1 ? 'changes' : 'change'}${what}`;
};

/** What holds on a day, in words. */
const saidOn = (release: Release, fact: Fact, day: Day): string =>
  factText(release, fact, heldOn(fact, day), release.settings.default);

/** An answer that reads differently from a day on, where it does so on these channels in the same words. */
interface Differing {
  readonly id: string;
  readonly locale: Locale;
  readonly media: Medium[];
  readonly from: string;
  readonly to: string;
}

const differing = (release: Release, id: string, day: Day): readonly Differing[] => {
  const found = new Map<string, Differing>();
  for (const locale of localesOf(release))
    for (const medium of MEDIA) {
      const [before, after] = [addDays(day, -1), day].map((one) => {
        const scene = openScene(release, noonOf(release, one.iso));
        return createVoice(release, scene, locale, medium).say({ kind: 'answer', id });
      });
      const places = reworded(before ?? '', after ?? '', locale);
      if (places.length === 0) continue;
      const from = places.flatMap(({ gone }) => gone).join(' ');
      const to = places.flatMap(({ came }) => came).join(' ');
      const same = found.get(`${locale} ${from} ${to}`);
      if (same) same.media.push(medium);
      else found.set(`${locale} ${from} ${to}`, { id, locale, media: [medium], from, to });
    }
  return [...found.values()];
};
