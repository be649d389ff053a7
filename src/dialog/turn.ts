import type { Instant } from '../base/day.ts';
import type { Release } from '../content/release.ts';
import { openScene } from '../content/scene.ts';
import type { Event } from '../flow/model.ts';
import { run } from '../flow/run.ts';
import { answerCommand } from './answer-command.ts';
import { answerQuestion, giveAnswer } from './answer-question.ts';
import { type Conversation, newConversation } from './conversation.ts';
import { finish, silence } from './finish.ts';
import { askedBy, askedFrom, FURTHER, firstLocale, type Heard, type Room, roomOf, type Turned } from './room.ts';
import { answer, continueWith } from './script.ts';
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
  const room = roomOf(release, openScene(release, now), heard, before ?? newConversation(firstLocale(release, heard)));
  if (content.kind === 'group')
    return finish(room, { conversation: undefined, text: room.voice.system('group'), outcome: 'command' });
  const understood = understandIn(room, content);
  if (stopped && !(understood.kind === 'command' && understood.name === 'start')) return silence(undefined);
  if (understood.kind === 'danger')
    return finish(room, { conversation: room.conversation, text: room.voice.system('danger'), outcome: 'command' });
  if (understood.kind === 'media') return continueWith(room, { kind: 'repeat' }, room.voice.system('media'));
  if (understood.kind === 'command') return answerCommand(room, understood.name, understood.locale);
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

const answerEvent = (room: Room, event: Event): Turned => {
  const { conversation, release, scene } = room;
  if (event.kind === 'pick') {
    const own = pickOwn(room, event.option);
    if (own) return own;
  }
  if (event.kind !== 'text') return continueWith(room, event);
  if (conversation.place.stack.length === 0) return openingWords(room, event.text);
  const { understood } = run(conversation.place, event, scene, release.settings.home);
  return (understood ? undefined : answerQuestion(room, event.text)) ?? continueWith(room, event);
};

/** An option of one of the program's own questions: a language, an answer, a flow that goes further. */
const pickOwn = (room: Room, option: string): Turned | undefined => {
  const { asked, offered } = room.conversation;
  if (asked === 'language' && room.release.settings.languages[option]) return answerCommand(room, 'locale', option);
  if (asked !== 'answers' || !offered?.includes(option)) return undefined;
  if (!option.startsWith(FURTHER)) return giveAnswer(room, option);
  return continueWith(room, { kind: 'enter', flow: option.slice(FURTHER.length) });
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
  return answerQuestion(room, text) ?? answer(room, opened);
};
