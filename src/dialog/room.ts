import { matchLocale } from '../base/locale.ts';
import type { ChannelName, Content, Laid, Option } from '../channel/channel.ts';
import { localesOf, type Release } from '../content/release.ts';
import { type ContentScene, reopen } from '../content/scene.ts';
import type { Offered, Outcome } from '../flow/model.ts';
import { run } from '../flow/run.ts';
import type { Conversation } from './conversation.ts';
import { createVoice, ELSEWHERE, type Voice } from './speak.ts';
import type { Unanswered } from './unanswered.ts';
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
  /** The terms of a question that had no answer. */
  readonly unanswered?: Unanswered;
  /** What the message did to answers that were offered before. */
  readonly offer?: 'taken' | 'refused';
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
  named: outcome.named,
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

/** Typed answers that any words could be. */
const FREE_INPUTS = ['text', 'city'];

/** The few of many things that someone may have meant. */
export const whichOf = ({ named }: Outcome, { offered }: Conversation): readonly Offered[] => [
  ...(offered ?? []).flatMap((id) => named?.find((option) => option.id === id) ?? []),
  MENU,
];

/** The program's own question about which place was meant. */
const WHERE_STEP = { flow: '', step: 'where' } as const;

export const whereOptions = (ids: readonly string[]): readonly Offered[] =>
  [...ids, ELSEWHERE].map((id) => ({ id, ...WHERE_STEP, global: false }));

/** Answers in a row that were not understood before the menu is offered. */
export const PATIENCE = 2;

/** Whether a text is a typed answer, where not any words could be one; of places only what is a name and nothing else. */
const readsOf = ({ input }: Outcome, { geo }: Release, answers: (text: string) => boolean): Asked['reads'] => {
  if (input === 'place') return (text) => geo?.isName(text) ?? false;
  return input === undefined || FREE_INPUTS.includes(input) ? undefined : answers;
};

/** The name that a question had when it was asked: its buttons carry it, even where the step was moved since. */
const stepAsked = ({ release, conversation }: Room, { at }: Outcome): string => {
  const waiting = conversation.place.stack.at(-1)?.step ?? at.step;
  return release.flows.get(at.flow)?.moved[waiting] === at.step ? waiting : at.step;
};

/** The question that waits for this person, if any. */
export const askedBy = (room: Room): Asked | undefined => {
  const { release, heard, conversation, scene: told } = room;
  // A world of its own: facts that were looked up for the old question are no part of the new answer.
  const { scene, voice } = roomOf(release, reopen(release, told), heard, conversation);
  const choice = (offered: Offered) => ({
    id: offered.id,
    label: voice.option(offered).label,
    also: voice.also(offered),
  });
  if (conversation.asked === 'language') return { ...LANGUAGE_STEP, options: languageOptions(release), choice };
  if (conversation.asked === 'where')
    return { ...WHERE_STEP, options: whereOptions(conversation.offered ?? []), choice };
  if (conversation.asked === 'answers')
    return { ...ANSWERS_STEP, options: [...answerOptions(conversation.offered ?? []), MENU], choice };
  if (conversation.place.stack.length === 0) return undefined;
  const outcome = run(conversation.place, { kind: 'repeat' }, scene, release.settings.home);
  // Another question than the one they read: a number they send is none of its options.
  if (outcome.parts.some((part) => part.kind === 'system' && part.key === 'changed')) return undefined;
  const step = stepAsked(room, outcome);
  if (conversation.asked === 'which')
    return { ...askedFrom({ ...outcome, options: whichOf(outcome, conversation) }, voice), step };
  const answers = (text: string): boolean =>
    run(conversation.place, { kind: 'text', text, locale: conversation.locale }, scene, release.settings.home)
      .understood;
  return {
    ...askedFrom(conversation.misses >= PATIENCE ? offerMenu(outcome) : outcome, voice),
    step,
    reads: readsOf(outcome, release, answers),
  };
};
