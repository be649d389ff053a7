import type { Day } from '../base/day.ts';
import type { Decimal } from '../base/decimal.ts';
import type { Locale } from '../base/locale.ts';
import type { Point, Vars } from '../base/value.ts';
import type { LayoutWords, Message, Option } from '../channel/channel.ts';
import { freshness } from '../content/fact.ts';
import type { Formatter } from '../content/format.ts';
import { ANSWERS } from '../content/load.ts';
import type { Release } from '../content/release.ts';
import type { ContentScene } from '../content/scene.ts';
import { type Entry, type Medium, type Variants, variant, type Written } from '../content/text.ts';
import type { Offered, Part } from '../flow/model.ts';
import { optionId } from './option-id.ts';
import { namesakesText, placesText, pointText, type Telling } from './speak-places.ts';
import { quotesText } from './speak-quotes.ts';
import { SYSTEM, type SystemText } from './system.ts';

/** The way out of a question about which of several places was meant. */
export const ELSEWHERE = 'other-place';
const NOWHERE: Point = { kind: 'point', latitude: 0, longitude: 0 };

/** Thrown inside this file when a sentence would need a figure that nobody knows today. */
class NotKnown extends Error {}

/** One person's language on one channel, in the world of one instant. */
export interface Voice {
  readonly locale: Locale;
  readonly say: (part: Part) => string;
  /** What a part keeps back for who asks for more. */
  readonly later: (part: Part) => string;
  readonly system: (key: SystemText, values?: Readonly<Record<string, string>>) => string;
  readonly option: (offered: Offered) => Option;
  /** The other words by which an option may be named. */
  readonly also: (offered: Offered) => readonly string[];
  readonly words: LayoutWords;
  /** One line that dates the facts said so far; of a message that tells nothing, only the warning that they may be old. */
  readonly dated: (tells?: boolean) => string | undefined;
  readonly message: (text: string, options: readonly Offered[], ask?: 'location') => Message;
}

/** Finds the words for what a turn wants to say. Figures come from the scene, so that every one of them is noted. */
export const createVoice = (
  release: Release,
  scene: ContentScene,
  locale: Locale,
  medium: Medium | undefined,
): Voice => {
  const { texts } = release;
  const formatter = release.formatter(locale);
  const entryOf = (book: string, key: string): Entry | undefined => texts.entry(locale, book, key);

  const factText = (kind: string, id: string): string => {
    const fact = release.facts.get(id);
    const dated = kind === 'fact' ? scene.held(id) : scene.newest(id);
    if (!fact || !dated) throw new NotKnown(id);
    if (kind === 'checked') return formatter.day(dated.checked);
    if (kind === 'until') {
      if (!dated.until) throw new NotKnown(id);
      return formatter.day(dated.until);
    }
    return dated.spoken?.[locale] ?? formatter.value(dated.value, fact.unit);
  };
  const pointName = (point: Point): string => {
    const name = pointText(release, point, locale);
    if (name === undefined) throw new NotKnown('point');
    return name;
  };
  const varText = (vars: Vars, name: string, flow: string): string => {
    const value = vars[name];
    if (value === undefined) throw new NotKnown(name);
    if (typeof value === 'object' && value.kind === 'phrase') return factText('last', value.fact);
    if (typeof value === 'object' && value.kind === 'point') return pointName(value);
    const type = release.flows.get(flow)?.vars.get(name);
    if (type?.kind === 'choice') return labelOf({ id: String(value), flow, step: name, global: false }, vars);
    if (typeof value === 'boolean') return labelOf({ id: value ? 'yes' : 'no', flow, step: name, global: false }, vars);
    if (type?.kind === 'decimal' && type.percent) return formatter.percent(value as Decimal);
    return formatter.value(value);
  };
  const fill = (written: Written, vars: Vars, flow: string, extra: Readonly<Record<string, string>> = {}): string =>
    texts.fill(locale, written, (name) => {
      if (extra[name] !== undefined) return extra[name];
      if (name === 'today') return formatter.day(scene.today);
      const dot = name.indexOf('.');
      const point = vars[name.slice(0, Math.max(0, dot))];
      if (typeof point === 'object' && point.kind === 'point') return namesakesText(release, point, locale);
      return dot > 0 ? factText(name.slice(0, dot), name.slice(dot + 1)) : varText(vars, name, flow);
    });
  const optionText = (offered: Offered) =>
    (offered.global ? undefined : entryOf(offered.flow, offered.step)?.options.get(offered.id)) ??
    entryOf(SYSTEM, 'words')?.options.get(offered.id);
  /** Labels of the program's own questions: a language, an answer (by the question it answers), a flow that goes further. */
  const ownLabel = ({ id, step }: Offered): string => {
    if (step === 'language') return release.settings.languages[id]?.name ?? id;
    if (step === 'where' && id !== ELSEWHERE)
      return pointText(release, release.geo?.pointOf(id) ?? NOWHERE, locale) ?? id;
    if (step === 'where') return entryOf(SYSTEM, 'words')?.options.get(ELSEWHERE)?.label.template ?? id;
    return (
      release.answers.get(id)?.examples[locale]?.[0] ??
      entryOf(SYSTEM, 'words')?.options.get('further')?.label.template ??
      id
    );
  };
  const labelOf = (offered: Offered, vars: Vars = {}): string => {
    if (offered.flow === '' && !offered.global) return ownLabel(offered);
    const text = optionText(offered);
    return text ? fill(text.label, vars, offered.flow) : offered.id;
  };
  const body = (
    variants: Variants | undefined,
    vars: Vars,
    flow: string,
    extra?: Readonly<Record<string, string>>,
  ): string => {
    const written = variants && variant(variants, medium);
    return written ? fill(written, vars, flow, extra) : '';
  };
  const system = (key: SystemText, values?: Readonly<Record<string, string>>): string =>
    body(entryOf(SYSTEM, key)?.text, {}, SYSTEM, values);
  const telling: Telling = { release, scene, locale, formatter, system };
  const say = (part: Part): string => {
    if (part.kind === 'system') return system(part.key);
    if (part.kind === 'answer') return body(entryOf(ANSWERS, part.id)?.text, {}, ANSWERS);
    const entry = entryOf(part.flow, part.key);
    if (part.kind === 'places')
      return body(entry?.text, part.vars, part.flow, {
        places: placesText(telling, part.places, part.found),
      });
    if (part.kind === 'quotes')
      return body(entry?.text, part.vars, part.flow, quotesText(release.quotes, part, formatter));
    const again = part.role === 'again' && entry && variant(entry.again, medium) ? entry.again : entry?.text;
    return body(again, part.vars, part.flow);
  };
  const sayOr = <T>(work: () => T, otherwise: () => T): T => {
    try {
      return work();
    } catch (cause) {
      if (cause instanceof NotKnown) return otherwise();
      throw cause;
    }
  };
  const option = (offered: Offered): Option => ({
    id: optionId(offered),
    label: sayOr(
      () => labelOf(offered),
      () => offered.id,
    ),
  });
  const words: LayoutWords = {
    more: system('more-word'),
    moreHint: system('more-hint'),
    shareLocation: system('share-location'),
  };
  return {
    locale,
    say: (part) =>
      sayOr(
        () => say(part),
        () => system('not-known-today'),
      ),
    later: (part) => (part.kind === 'places' ? placesText(telling, part.places, part.later) : ''),
    system: (key, values) =>
      sayOr(
        () => system(key, values),
        () => system('not-known-today'),
      ),
    option,
    also: (offered) => optionText(offered)?.also ?? [],
    words,
    dated: (tells = true) => datedLine(release, scene, formatter, system, tells),
    message: (text, options, ask) => ({ text, options: options.map(option), words, ...(ask ? { ask } : {}) }),
  };
};

/** The oldest check of the facts used dates the whole message; a fact past its review makes the wording careful. */
const datedLine = (
  release: Release,
  scene: ContentScene,
  formatter: Formatter,
  system: Voice['system'],
  tells: boolean,
): string | undefined => {
  let oldest: Day | undefined;
  let worst: SystemText | undefined;
  for (const id of scene.used) {
    const fact = release.facts.get(id);
    const held = fact && scene.newest(id);
    if (!fact || !held) continue;
    if (!oldest || held.checked.iso < oldest.iso) oldest = held.checked;
    const age = freshness(held, scene.today);
    if (age === 'overdue' && fact.critical) worst = 'dated-overdue';
    else if (age !== 'fresh' && worst !== 'dated-overdue') worst = 'dated-due';
  }
  return oldest && (tells || worst === 'dated-overdue')
    ? system(worst ?? 'dated', { checked: formatter.day(oldest) })
    : undefined;
};
