import type { AskPlace } from '../flow/kinds/place.ts';
import type { Event, Outcome } from '../flow/model.ts';
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

/**
 * "Illinois", after two towns of one name were offered, says which: the name stands before it, if that makes a place. One
 * that was offered is meant first; words that would make a place of several of the names say nothing.
 */
export const completed = ({ release, conversation, scene }: Room, event: Event): Event => {
  const { asked, offered = [], place } = conversation;
  const top = place.stack.at(-1);
  const step = top && release.flows.get(top.flow)?.steps.get(top.step);
  if (event.kind !== 'text' || asked !== 'where' || step?.kind.key !== 'place') return event;
  const { about } = step.spec as AskPlace;
  const names = new Set(offered.map((id) => `${id.split('/')[2]}, ${event.text}`));
  const points = [...names].flatMap((name) => {
    const located = release.geo?.isName(name) ? scene.locate(name, about) : undefined;
    return located?.kind === 'at' ? [located.point] : [];
  });
  const own = points.filter(({ spot }) => spot !== undefined && offered.includes(spot.id));
  const [meant, ...others] = own.length > 0 ? own : points;
  return meant && others.length === 0 ? { kind: 'location', point: meant } : event;
};
