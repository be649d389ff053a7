import type { Event, Outcome } from '../flow/model.ts';
import { run } from '../flow/run.ts';
import type { Conversation } from './conversation.ts';
import { finish } from './finish.ts';
import { offerMenu, PATIENCE, type Room, type Turned } from './room.ts';

/** Hands an event to the script and says what comes of it; `before` is said first. */
export const continueWith = (room: Room, event: Event, before?: string): Turned =>
  answer(room, run(room.conversation.place, event, room.scene, room.release.settings.home), before);

/** Says an outcome. An answer not understood is asked again in other words; the second time the menu is offered. */
export const answer = (room: Room, outcome: Outcome, before?: string): Turned => {
  const misses = outcome.understood ? 0 : room.conversation.misses + 1;
  const shown = misses >= PATIENCE ? offerMenu(outcome) : outcome;
  const said = shown.parts.map(room.voice.say).filter((text) => text !== '');
  if (misses >= PATIENCE) said.unshift(room.voice.system('menu-offer'));
  else if (misses > 0 && shown.at.flow === room.release.settings.home)
    said.splice(0, said.length, room.voice.system('unknown'));
  if (before) said.unshift(before);
  const dated = informs(room, shown) ? room.voice.dated() : undefined;
  const conversation: Conversation = { ...room.conversation, place: shown.place, misses, asked: undefined };
  return finish(room, {
    conversation,
    text: [...said, ...(dated ? [dated] : [])].join('\n\n'),
    options: shown.options,
    ask: shown.ask,
    at: shown.at,
    outcome: outcome.understood ? 'answered' : 'missed',
  });
};

/** Whether a message tells something: a bare question carries no date line, so that it fits one SMS. */
const informs = ({ release }: Room, outcome: Outcome): boolean => {
  const step = release.flows.get(outcome.at.flow)?.steps.get(outcome.at.step);
  const asks = step?.kind.saves(step.spec) !== undefined;
  return outcome.parts.length > (asks ? 1 : 0);
};
