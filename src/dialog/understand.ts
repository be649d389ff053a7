import { fold } from '../base/fold.ts';
import type { Locale } from '../base/locale.ts';
import type { Content } from '../channel/channel.ts';
import { localesOf, type Release } from '../content/release.ts';
import { NO_WORDS } from '../content/words.ts';
import { isGlobalWord } from '../flow/global.ts';
import type { Event, Offered } from '../flow/model.ts';
import type { InputWords } from '../flow/scene.ts';
import { type CommandName, readCommand } from './command.ts';
import { tellsDanger } from './danger.ts';
import { type Choice, exactChoice, matchChoice } from './match.ts';
import { exactName, matchNames } from './match-names.ts';
import { readOptionId } from './option-id.ts';

/** What the waiting question looks like to the one who answers it. */
export interface Asked {
  readonly flow: string;
  readonly step: string;
  readonly options: readonly Offered[];
  /** What can be chosen by its name without being listed. */
  readonly named?: readonly Offered[] | undefined;
  /** The type of typed answer it takes, if any. */
  readonly input?: string | undefined;
  /** Whether a text is such a typed answer; not told where any words would be one. */
  readonly reads?: ((text: string) => boolean) | undefined;
  readonly choice: (offered: Offered) => Choice;
}

export type Understood =
  | { readonly kind: 'event'; readonly event: Event }
  | { readonly kind: 'command'; readonly name: CommandName; readonly locale: Locale }
  /** One of several things that can be named: they have to say which. */
  | { readonly kind: 'which'; readonly options: readonly string[] }
  | { readonly kind: 'media' }
  /** Someone is in danger: help comes before everything. */
  | { readonly kind: 'danger' };

/** A longer message at the front desk says more than which topic. */
const MOST_WORDS_OF_A_CHOICE = 3;

/** From what a person sent to what they meant: danger first, then commands, then the question just asked. */
export const understand = (
  release: Release,
  content: Content,
  locale: Locale,
  asked: Asked | undefined,
): Understood => {
  if (content.kind === 'location') return { kind: 'event', event: { kind: 'location', point: content.point } };
  if (content.kind === 'pick') {
    const option = asked && readOptionId(content.id, asked.flow, asked.step);
    if (option)
      return option.global
        ? command(option.option as CommandName, locale)
        : { kind: 'event', event: { kind: 'pick', option: option.option } };
    if (isGlobalWord(content.id)) return command(content.id, locale);
    // A button that is not ours to read may still carry words; an old one of ours must never answer a newer question.
    return content.title === undefined || /^[a-z0-9]+\./.test(content.id)
      ? { kind: 'event', event: { kind: 'pick', option: '' } }
      : understand(release, { kind: 'text', text: content.title }, locale, asked);
  }
  if (content.kind !== 'text') return { kind: 'media' };
  const { text } = content;
  if (tellsDanger(release, text)) return { kind: 'danger' };
  const said = readCommand(release, text, locale);
  if (said && !answersQuestion(said.name, text, asked, release, locale)) return { kind: 'command', ...said };
  const words = release.words.get(locale) ?? NO_WORDS;
  const choices = asked?.options.map(asked.choice) ?? [];
  const exact = exactChoice(text, choices, words);
  // What answers the question outright is an answer; anything else is first looked at for danger, in whatever words.
  const things = asked?.named?.map(asked.choice) ?? [];
  const thing = exactName(text, things);
  const isAnswer = exact !== undefined || thing !== undefined || asked?.reads?.(text) || isNumber(text, words);
  const heeded = isAnswer ? undefined : release.safety().kindOf(text);
  if (heeded === 'danger') return { kind: 'danger' };
  // To be silent for ever, or to be sent to a person, takes more than a likeness where the question is known to the word.
  if (heeded !== undefined && !release.search().isExample(text)) return command(heeded, locale);
  const picked =
    exact ??
    (choices.length > 0 && !asksElse(release, asked, text, locale) ? matchChoice(text, choices, words) : undefined);
  const option = asked?.options.find((o) => o.id === picked);
  if (option?.global) return command(option.id as CommandName, locale);
  if (option) return { kind: 'event', event: { kind: 'pick', option: option.id } };
  const named = thing === undefined ? matchNames(text, things) : [thing];
  if (named.length > 1) return { kind: 'which', options: named };
  if (named[0] !== undefined) return { kind: 'event', event: { kind: 'pick', option: named[0] } };
  return { kind: 'event', event: { kind: 'text', text, locale } };
};

/** "Cuarenta y cinco": a bare number tells nothing, in words as in digits. */
const isNumber = (text: string, { numbers, joins = [] }: InputWords): boolean =>
  fold(text)
    .split(' ')
    .every((word) => Object.hasOwn(numbers, word) || joins.includes(word));

/** At the front desk a longer message is a question, if there is an answer to it: a word of it that stands in an option is not the point. */
const asksElse = (release: Release, asked: Asked | undefined, text: string, locale: Locale): boolean =>
  asked?.flow === release.settings.home &&
  fold(text).split(' ').length > MOST_WORDS_OF_A_CHOICE &&
  release.search().find(text, locale).outcome !== 'none';

const command = (name: CommandName, locale: Locale): Understood => ({ kind: 'command', name, locale });

/** "yes" and "no" and labels of the question on the table are answers, even where a command shares the word. Opt-out never is. */
const answersQuestion = (
  name: CommandName,
  text: string,
  asked: Asked | undefined,
  release: Release,
  locale: Locale,
): boolean => {
  if (!asked || name === 'forget') return false;
  const said = fold(text);
  // "baja" asks to be left alone, unless it is a word of an option on the table (Baja California).
  if (name === 'stop')
    return asked.options.some((o) => !o.global && ` ${fold(asked.choice(o).label)} `.includes(` ${said} `));
  const named = asked.options.some(
    (o) => !o.global && [asked.choice(o).label, ...asked.choice(o).also].some((label) => fold(label) === said),
  );
  const words = release.words.get(locale);
  return (
    named || (asked.input === 'yes-no' && (words?.yes.includes(said) === true || words?.no.includes(said) === true))
  );
};

/** The language that a message is written in, told by very common words; undefined when it could be several. `lead` words more than any other are needed. */
export const languageOf = (release: Release, text: string, lead = 1): Locale | undefined => {
  const tokens = fold(text).split(' ');
  const scores = localesOf(release).map((locale) => {
    const words = release.words.get(locale);
    const command = words && Object.values(words.commands).some((all) => all.includes(tokens.join(' ')));
    return { locale, score: tokens.filter((t) => words?.common.has(t)).length + (command ? 2 : 0) };
  });
  scores.sort((a, b) => b.score - a.score);
  const [best, second] = scores;
  return best && best.score - (second?.score ?? 0) >= lead ? best.locale : undefined;
};
