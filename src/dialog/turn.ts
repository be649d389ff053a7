import type { Instant } from '../base/day.ts';
import { localesOf, type Release } from '../content/release.ts';
import { openScene } from '../content/scene.ts';
import type { Event } from '../flow/model.ts';
import { run } from '../flow/run.ts';
import { answerCommand } from './answer-command.ts';
import { answerQuestion, giveAnswer, isInside, isQuestion } from './answer-question.ts';
import { completed } from './ask-where.ts';
import { askWhich } from './ask-which.ts';
import { type Conversation, newConversation } from './conversation.ts';
import { finish, silence } from './finish.ts';
import { askedBy, askedFrom, FURTHER, firstLocale, type Heard, type Room, roomOf, type Turned } from './room.ts';
import { answer, begin, continueWith } from './script.ts';
import { offerAfter, withTerms } from './unanswered.ts';
import { type Understood, understand } from './understand.ts';

/**
 * One message of one person: from what they sent to what they read. Pure and total: any content in any conversation gives
 * a reply or a meant silence. `before` is undefined for a new person; `stopped` says that they asked not to be written to.
 */
export const turn = (
  release: Release,
  before: Conversation | undefined,
  heard: Heard,
  now: Instant,
  stopped = false,
): Turned => {
  const { content } = heard;
  // The provider has answered these itself, or there is nobody to answer.
  if (content.kind === 'consent')
    return silence(
      undefined,
      content.change === 'stop' ? 'stopped' : content.change === 'start' ? 'started' : undefined,
    );
  if (content.kind === 'blocked') return { ...silence(null), forget: true };
  const room = roomOf(release, openScene(release, now), heard, continued(release, before, heard));
  if (content.kind === 'group')
    return finish(room, { conversation: undefined, text: room.voice.system('group'), outcome: 'command' });
  const understood = understandIn(room, content);
  if (stopped && !(understood.kind === 'command' && understood.name === 'start')) return silence(undefined);
  const offer = offerAfter(room.conversation, understood);
  const turned = answerTo(room, understood);
  return offer === undefined ? turned : { ...turned, offer };
};

/** Their conversation, or that of someone new; in another language where their own is no longer offered. */
const continued = (release: Release, before: Conversation | undefined, heard: Heard): Conversation => {
  if (before && localesOf(release).includes(before.locale)) return before;
  const locale = firstLocale(release, heard);
  return before ? { ...before, locale } : newConversation(locale);
};

/** What is said, once, to someone who sends more than anyone can read; nothing moves. */
export const slowDown = (
  release: Release,
  before: Conversation | undefined,
  heard: Heard,
  now: Instant,
  stopped: boolean,
): Turned => {
  if (stopped) return silence(undefined);
  const room = roomOf(release, openScene(release, now), heard, continued(release, before, heard));
  return finish(room, { conversation: room.conversation, text: room.voice.system('slow-down'), outcome: 'command' });
};

const answerTo = (room: Room, understood: Understood): Turned => {
  if (understood.kind === 'danger')
    return finish(room, {
      conversation: room.conversation,
      text: room.voice.system('danger'),
      outcome: 'command',
      urgent: true,
    });
  if (understood.kind === 'media') return continueWith(room, { kind: 'repeat' }, room.voice.system('media'));
  if (understood.kind === 'command') return answerCommand(room, understood.name, understood.locale);
  if (understood.kind === 'which') return askWhich(room, understood.options);
  return answerEvent(room, understood.event);
};

/** An answer to the question just asked; else, where the program offered answers, one to the question that waits below. */
const understandIn = (room: Room, content: Heard['content']): Understood => {
  const { release, conversation } = room;
  const understood = understand(release, content, conversation.locale, askedBy(room));
  const unanswered = understood.kind === 'event' && understood.event.kind === 'text';
  if (conversation.asked !== 'answers' || !unanswered) return understood;
  const below: Room = { ...room, conversation: { ...conversation, asked: undefined } };
  return understand(release, content, conversation.locale, askedBy(below));
};

const answerEvent = (room: Room, heard: Event): Turned => {
  const { conversation, release, scene } = room;
  const event = completed(room, heard);
  if (event.kind === 'pick') {
    const own = pickOwn(room, event.option);
    if (own) return own;
  }
  if (event.kind !== 'text') return continueWith(room, event);
  if (conversation.place.stack.length === 0) return openingWords(room, event.text);
  const { understood } = run(conversation.place, event, scene, release.settings.home);
  if (understood) return continueWith(room, event);
  const answered = answerQuestion(room, event.text);
  if (answered) return answered;
  const missed = continueWith(room, event);
  // What was to be typed, such as a place, is no question either, wherever it is asked for.
  const answers = isInside(room) || askedBy(room)?.input !== undefined;
  return isQuestion(room, event.text, answers) ? withTerms(room, 'none', event.text, missed) : missed;
};

/** An option of one of the program's own questions: a language, an answer, a flow that goes further. */
const pickOwn = (room: Room, option: string): Turned | undefined => {
  const { asked, offered } = room.conversation;
  if (asked === 'language' && localesOf(room.release).includes(option)) return answerCommand(room, 'locale', option);
  if (asked === 'where') return pickWhere(room, option);
  if (asked !== 'answers' || !offered?.includes(option)) return undefined;
  if (!option.startsWith(FURTHER)) return giveAnswer(room, option);
  return begin(room, option.slice(FURTHER.length));
};

/** One of the places that were offered, or none of them: then the question is asked again. */
const pickWhere = (room: Room, option: string): Turned => {
  const point = room.conversation.offered?.includes(option) ? room.release.geo?.pointOf(option) : undefined;
  return continueWith(room, point ? { kind: 'location', point } : { kind: 'repeat' });
};

/** Someone new has seen no question yet: their first words can name a topic, but a number can mean nothing. */
const openingWords = (room: Room, text: string): Turned => {
  const { home } = room.release.settings;
  const opened = run(room.conversation.place, { kind: 'start' }, room.scene, home);
  const understood = /\d/.test(text)
    ? undefined
    : understand(room.release, { kind: 'text', text }, room.conversation.locale, askedFrom(opened, room.voice));
  const picked = understood?.kind === 'event' && understood.event.kind === 'pick' ? understood.event : undefined;
  if (picked) return answer(room, run(opened.place, picked, room.scene, home));
  return answerQuestion(room, text) ?? withTerms(room, 'none', text, answer(room, opened));
};
