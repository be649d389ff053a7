import { matchLocale } from '../base/locale.ts';
import type { ChannelName, Content, Laid, Option } from '../channel/channel.ts';
import { localesOf, type Release } from '../content/release.ts';
import { type ContentScene, reopen } from '../content/scene.ts';
import type { Offered, Outcome } from '../flow/model.ts';
import { run } from '../flow/run.ts';
import type { Conversation } from './conversation.ts';
import { createVoice, type Voice } from './speak.ts';
import { type Asked, languageOf } from './understand.ts';

/** What someone sent, without who they are. */
export interface Heard {
  readonly channel: ChannelName;
  readonly content: Content;
  readonly language?: string | undefined;
}

/** What one turn leaves behind. */
export interface Turned {
  /** The conversation to keep; null erases it, undefined leaves what is kept as it is. */
  readonly conversation: Conversation | null | undefined;
  /** What the person reads; undefined is silence. */
  readonly laid: Laid | undefined;
  readonly options: readonly Option[];
  readonly consent?: 'stopped' | 'started' | undefined;
  readonly forget?: boolean;
  readonly at: { readonly flow: string; readonly step: string };
  readonly facts: readonly string[];
  readonly sources: readonly string[];
  readonly outcome: 'answered' | 'missed' | 'command' | 'silent';
}

/** Everything a turn works with. */
export interface Room {
  readonly release: Release;
  readonly scene: ContentScene;
  readonly heard: Heard;
  readonly voice: Voice;
  readonly conversation: Conversation;
}

export const roomOf = (release: Release, scene: ContentScene, heard: Heard, conversation: Conversation): Room => {
  const medium = heard.channel === 'terminal' ? undefined : heard.channel;
  return { release, scene, heard, conversation, voice: createVoice(release, scene, conversation.locale, medium) };
};

/** The language of a new person: the words they wrote, then their app's setting, then the default. */
export const firstLocale = (release: Release, heard: Heard): string => {
  const spoken = heard.content.kind === 'text' ? languageOf(release, heard.content.text) : undefined;
  return spoken ?? matchLocale(heard.language, localesOf(release)) ?? release.settings.default;
};

export const askedFrom = (outcome: Outcome, voice: Voice): Asked => ({
  flow: outcome.at.flow,
  step: outcome.at.step,
  options: outcome.options,
  input: outcome.input,
  choice: (offered) => ({ id: offered.id, label: voice.option(offered).label, also: voice.also(offered) }),
});

/** The program's own question about the language. */
export const LANGUAGE_STEP = { flow: '', step: 'language' } as const;

export const languageOptions = (release: Release): readonly Offered[] =>
  localesOf(release).map((id) => ({ id, ...LANGUAGE_STEP, global: false }));

/** The program's own question about which answer was meant. */
export const ANSWERS_STEP = { flow: '', step: 'answers' } as const;

/** An offered id that begins so is a flow that goes further, not an answer. */
export const FURTHER = 'flow:';

export const answerOptions = (ids: readonly string[]): readonly Offered[] =>
  ids.map((id) => ({ id, ...ANSWERS_STEP, global: false }));

export const MENU: Offered = { id: 'menu', flow: '', step: '', global: true };

/** Adds the menu to what can be chosen. */
export const offerMenu = (outcome: Outcome): Outcome =>
  outcome.options.some((o) => o.global && o.id === MENU.id)
    ? outcome
    : { ...outcome, options: [...outcome.options, MENU] };

/** Answers in a row that were not understood before the menu is offered. */
export const PATIENCE = 2;

/** The question that waits for this person, if any. */
export const askedBy = ({ release, heard, conversation, scene: told }: Room): Asked | undefined => {
  // A world of its own: facts that were looked up for the old question are no part of the new answer.
  const { scene, voice } = roomOf(release, reopen(release, told), heard, conversation);
  const choice = (offered: Offered) => ({
    id: offered.id,
    label: voice.option(offered).label,
    also: voice.also(offered),
  });
  if (conversation.asked === 'language') return { ...LANGUAGE_STEP, options: languageOptions(release), choice };
  if (conversation.asked === 'answers')
    return { ...ANSWERS_STEP, options: [...answerOptions(conversation.offered ?? []), MENU], choice };
  if (conversation.place.stack.length === 0) return undefined;
  const outcome = run(conversation.place, { kind: 'repeat' }, scene, release.settings.home);
  return askedFrom(conversation.misses >= PATIENCE ? offerMenu(outcome) : outcome, voice);
};
