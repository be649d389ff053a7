import type { Instant } from '../base/day.ts';
import type { Release } from '../content/release.ts';
import { openScene } from '../content/scene.ts';
import { run } from '../flow/run.ts';
import { answerCommand } from './answer-command.ts';
import { type Conversation, newConversation } from './conversation.ts';
import { finish, silence } from './finish.ts';
import { askedBy, askedFrom, firstLocale, type Heard, type Room, roomOf, type Turned } from './room.ts';
import { answer, continueWith } from './script.ts';
import { understand } from './understand.ts';

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
  const understood = understand(release, content, room.conversation.locale, askedBy(room));
  if (stopped && !(understood.kind === 'command' && understood.name === 'start')) return silence(undefined);
  if (understood.kind === 'media') return continueWith(room, { kind: 'repeat' }, room.voice.system('media'));
  if (understood.kind === 'command') return answerCommand(room, understood.name, understood.locale);
  const { event } = understood;
  if (room.conversation.asked === 'language' && event.kind === 'pick' && release.settings.languages[event.option])
    return answerCommand(room, 'locale', event.option);
  if (room.conversation.place.stack.length === 0 && event.kind === 'text') return openingWords(room, event.text);
  return continueWith(room, event);
};

/** Someone new has seen no question yet: their first words can name a topic, but a number can mean nothing. */
const openingWords = (room: Room, text: string): Turned => {
  const { home } = room.release.settings;
  const opened = run(room.conversation.place, { kind: 'start' }, room.scene, home);
  const understood = /\d/.test(text)
    ? undefined
    : understand(room.release, { kind: 'text', text }, room.conversation.locale, askedFrom(opened, room.voice));
  const picked = understood?.kind === 'event' && understood.event.kind === 'pick' ? understood.event : undefined;
  return answer(room, picked ? run(opened.place, picked, room.scene, home) : opened);
};
