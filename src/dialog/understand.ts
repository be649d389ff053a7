import { fold } from '../base/fold.ts';
import type { Locale } from '../base/locale.ts';
import type { Content } from '../channel/channel.ts';
import { localesOf, type Release } from '../content/release.ts';
import { NO_WORDS } from '../content/words.ts';
import { isGlobalWord } from '../flow/global.ts';
import type { Event, Offered } from '../flow/model.ts';
import { type CommandName, readCommand } from './command.ts';
import { tellsDanger } from './danger.ts';
import { type Choice, matchChoice } from './match.ts';
import { readOptionId } from './option-id.ts';

/** What the waiting question looks like to the one who answers it. */
export interface Asked {
  readonly flow: string;
  readonly step: string;
  readonly options: readonly Offered[];
  /** The type of typed answer it takes, if any. */
  readonly input?: string | undefined;
  readonly choice: (offered: Offered) => Choice;
}

export type Understood =
  | { readonly kind: 'event'; readonly event: Event }
  | { readonly kind: 'command'; readonly name: CommandName; readonly locale: Locale }
  | { readonly kind: 'media' }
  /** Someone is in danger: help comes before everything. */
  | { readonly kind: 'danger' };

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
  if (asked && asked.options.length > 0) {
    const picked = matchChoice(text, asked.options.map(asked.choice), words);
    const option = asked.options.find((o) => o.id === picked);
    if (option?.global) return command(option.id as CommandName, locale);
    if (option) return { kind: 'event', event: { kind: 'pick', option: option.id } };
  }
  return { kind: 'event', event: { kind: 'text', text, locale } };
};

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

/** The language that a first message is written in, told by very common words; undefined when it could be several. */
export const languageOf = (release: Release, text: string): Locale | undefined => {
  const tokens = fold(text).split(' ');
  const scores = localesOf(release).map((locale) => {
    const words = release.words.get(locale);
    const command = words && Object.values(words.commands).some((all) => all.includes(tokens.join(' ')));
    return { locale, score: tokens.filter((t) => words?.common.has(t)).length + (command ? 2 : 0) };
  });
  scores.sort((a, b) => b.score - a.score);
  const [best, second] = scores;
  return best && best.score > (second?.score ?? 0) ? best.locale : undefined;
};
