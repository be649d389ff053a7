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

/** "Illinois", after two towns of one name were offered, says which: the one that the answer behind its name names. */
export const completed = ({ release, conversation, scene }: Room, event: Event): Event => {
  const { asked, offered = [], place } = conversation;
  const top = place.stack.at(-1);
  const step = top && release.flows.get(top.flow)?.steps.get(top.step);
  if (event.kind !== 'text' || asked !== 'where' || step?.kind.key !== 'place') return event;
  const { about } = step.spec as AskPlace;
  const [meant, ...others] = offered.filter((id) => {
    const name = `${id.split('/')[2]}, ${event.text}`;
    const located = release.geo?.isName(name) ? scene.locate(name, about) : undefined;
    return located?.kind === 'at' && located.point.spot?.id === id;
  });
  const point = meant === undefined || others.length > 0 ? undefined : release.geo?.pointOf(meant);
  return point ? { kind: 'location', point } : event;
};
