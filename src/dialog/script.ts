import type { Release } from '../content/release.ts';
import type { Event, Outcome } from '../flow/model.ts';
import { run } from '../flow/run.ts';
import { askWhere } from './ask-where.ts';
import { carryOn } from './carry.ts';
import type { Conversation } from './conversation.ts';
import { finish } from './finish.ts';
import { offerMenu, PATIENCE, type Room, type Turned } from './room.ts';

/** Hands an event to the script and says what comes of it; `before` is said first. */
export const continueWith = (room: Room, event: Event, before?: string): Turned =>
  answer(room, run(room.conversation.place, event, room.scene, room.release.settings.home), before);

/** Begins a script. What it is begun with from someone's own words is said back, so that it can be put right. */
export const begin = (room: Room, flow: string): Turned => {
  const carried = room.conversation.carried?.flow === flow ? Object.values(room.conversation.carried.answers) : [];
  const what = [...new Set(carried.map(({ said }) => said))].join(', ');
  return continueWith(room, { kind: 'enter', flow }, what === '' ? undefined : room.voice.system('carried', { what }));
};

/** Says an outcome. An answer not understood is asked again in other words; the second time the menu is offered. */
export const answer = (room: Room, first: Outcome, before?: string): Turned => {
  if (first.which) return askWhere(room, first);
  const { outcome, left } = carryOn(room, first, room.conversation.carried);
  const misses = outcome.understood ? 0 : room.conversation.misses + 1;
  const shown = misses >= PATIENCE ? offerMenu(outcome) : outcome;
  const isHome = shown.at.flow === room.release.settings.home;
  // A question is asked again; what was told is not told again to someone who wants something else.
  const isTold = misses > 0 && (isHome ? misses < PATIENCE : !asks(room.release, shown.at) && !isReworded(room, shown));
  const said = isTold ? [] : shown.parts.map(room.voice.say).filter((text) => text !== '');
  // The same words twice in a row help nobody: the menu and who else helps are offered in turn.
  const turns = misses - (isTold ? 1 : PATIENCE);
  if (isTold && isHome) said.push(room.voice.system('unknown'));
  else if (turns >= 0) said.unshift(room.voice.system(turns % 2 === 0 ? 'menu-offer' : 'still-lost'));
  if (before) said.unshift(before);
  const dated = isTold ? undefined : room.voice.dated(informs(room.release, shown));
  const conversation: Conversation = {
    ...room.conversation,
    place: shown.place,
    misses,
    asked: undefined,
    offered: undefined,
    carried: left,
  };
  return finish(room, {
    conversation,
    text: [...said, ...(dated ? [dated] : [])].join('\n\n'),
    later: shown.parts.map(room.voice.later).filter((text) => text !== ''),
    options: shown.options,
    ask: shown.ask,
    at: shown.at,
    outcome: outcome.understood ? 'answered' : 'missed',
  });
};

/** Whether a message tells something: a bare question carries no date line but a warning, so that it fits one SMS. */
export const informs = (release: Release, { at, parts }: Outcome): boolean =>
  parts.length > (asks(release, at) ? 1 : 0);

/** Whether there are other words for who did not understand the first ones. */
const isReworded = ({ release, conversation }: Room, { parts }: Outcome): boolean =>
  parts.some(
    (part) =>
      part.kind === 'text' &&
      part.role === 'again' &&
      release.texts.entry(conversation.locale, part.flow, part.key)?.again.text !== undefined,
  );

/** Whether a script waits there for an answer that it needs to go on. */
export const asks = ({ flows }: Release, at: { readonly flow: string; readonly step: string }): boolean => {
  const step = flows.get(at.flow)?.steps.get(at.step);
  return step?.kind.saves(step.spec) !== undefined;
};
