import { addDays, dayIn, type Instant } from '../base/day.ts';
import type { Locale } from '../base/locale.ts';
import { CAPABILITIES } from '../channel/capability.ts';
import { segments } from '../channel/gsm7.ts';
import { layout } from '../channel/layout.ts';
import type { Answer } from '../content/answer.ts';
import { type Fact, type Freshness, factDay, freshness, hasEnded, newestBy } from '../content/fact.ts';
import { readingEase } from '../content/reading-ease.ts';
import { localesOf, type Release } from '../content/release.ts';
import { openScene } from '../content/scene.ts';
import { createVoice } from '../dialog/speak.ts';
import { usesOf } from './uses.ts';

/** An answer in one language. */
export interface BoardWords {
  readonly language: Locale;
  /** Missing in a language without a formula. */
  readonly ease?: number;
  readonly segments: number;
  readonly at: string;
}

/** One answer as editors keep an eye on it. */
export interface BoardRow {
  readonly id: string;
  readonly topic: string;
  readonly at: string;
  /** The day on which someone last read it. */
  readonly reviewed: string;
  /** The state of its stalest fact. */
  readonly freshness: Freshness;
  /** The first day on which one of its facts has to be looked up again; missing where it says none. */
  readonly due?: string;
  readonly facts: number;
  readonly words: readonly BoardWords[];
  /** Languages in which it is not written. */
  readonly missing: readonly Locale[];
}

/** All answers with what there may be to do about each. */
export const boardOf = (release: Release, now: Instant): readonly BoardRow[] => {
  const rowsOn = factsByAnswer(release);
  return [...release.answers.values()].map((answer) => rowOf(release, answer, rowsOn.get(answer.id) ?? [], now));
};

const factsByAnswer = (release: Release): ReadonlyMap<string, readonly Fact[]> => {
  const uses = usesOf(release);
  const pairs = [...release.facts.values()].flatMap((fact) =>
    uses(fact.id).answers.map((answer) => ({ answer, fact })),
  );
  return new Map([...Map.groupBy(pairs, ({ answer }) => answer)].map(([id, all]) => [id, all.map(({ fact }) => fact)]));
};

const STALEST: readonly Freshness[] = ['overdue', 'due', 'fresh'];

const rowOf = (release: Release, answer: Answer, facts: readonly Fact[], now: Instant): BoardRow => {
  const { zone } = release.settings;
  const held = facts.flatMap((fact) => newestBy(fact, factDay(fact, now, zone)) ?? []);
  const today = dayIn(zone, now);
  const states = held.map((one) => freshness(one, today));
  const [due] = held
    .filter((one) => !hasEnded(one, today))
    .map(({ freshUntil }) => addDays(freshUntil, 1).iso)
    .sort();
  const locales = localesOf(release);
  return {
    id: answer.id,
    topic: answer.id.split('.')[0] ?? '',
    at: `${answer.at.file}:${answer.at.line}`,
    reviewed: answer.reviewed,
    freshness: STALEST.find((state) => states.includes(state)) ?? 'fresh',
    ...(due === undefined ? {} : { due }),
    facts: facts.length,
    words: locales.flatMap((locale) => wordsOf(release, answer, locale, now)),
    missing: locales.filter((locale) => answer.text[locale] === undefined),
  };
};

/** As it is said on that day: with its figures, and by SMS with its date line. */
const wordsOf = (release: Release, { id, text }: Answer, locale: Locale, now: Instant): readonly BoardWords[] => {
  const written = text[locale]?.text;
  if (!written) return [];
  const ease = readingEase(
    createVoice(release, openScene(release, now), locale, undefined).say({ kind: 'answer', id }),
    locale,
  );
  const voice = createVoice(release, openScene(release, now), locale, 'sms');
  const said = [voice.say({ kind: 'answer', id }), voice.dated() ?? ''].filter(Boolean).join('\n\n');
  const pages = layout(voice.message(said, []), CAPABILITIES.sms);
  return [
    {
      language: locale,
      ...(ease === undefined ? {} : { ease: Math.round(ease) }),
      segments: [pages.text, ...pages.rest].reduce((sum, page) => sum + segments(page).segments, 0),
      at: `${written.at.file}:${written.at.line}`,
    },
  ];
};
