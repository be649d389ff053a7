import type { Event, Outcome } from '../flow/model.ts';
import { run } from '../flow/run.ts';
import type { Conversation } from './conversation.ts';
import { finish } from './finish.ts';
import { type Room, type Turned, whereOptions } from './room.ts';

/**
 * Asks which of a few places was meant. Only their names are kept, and only until the next message: which of them it is, or
 * where exactly someone stands, is never stored.
 */
export const askWhere = (room: Room, { which = [], at, place }: Outcome): Turned => {
  const offered = which.flatMap(({ spot }) => (spot ? [spot.id] : []));
  const conversation: Conversation = { ...room.conversation, place, asked: 'where', offered, misses: 0 };
  return finish(room, {
    conversation,
    text: room.voice.system('where'),
    options: whereOptions(offered),
    at,
    outcome: 'answered',
  });
};

/** "Illinois", after two towns of one name were offered, says which: the name stands before it, if that makes a place. */
export const completed = ({ release, conversation, scene }: Room, event: Event): Event => {
  const [, , town] = conversation.offered?.[0]?.split('/') ?? [];
  if (event.kind !== 'text' || conversation.asked !== 'where' || town === undefined) return event;
  const whole: Event = { ...event, text: `${town}, ${event.text}` };
  const { understood, which } = run(conversation.place, whole, scene, release.settings.home);
  return understood && which === undefined ? whole : event;
};
