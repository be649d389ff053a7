import { run } from '../flow/run.ts';
import { finish } from './finish.ts';
import { type Room, type Turned, whichOf } from './room.ts';

/** Asks which of a few things a name stood for. The script's question goes on waiting. */
export const askWhich = (room: Room, options: readonly string[]): Turned => {
  const { release, scene, voice } = room;
  const waiting = run(room.conversation.place, { kind: 'repeat' }, scene, release.settings.home);
  const conversation = { ...room.conversation, asked: 'which', offered: options, misses: 0 } as const;
  return finish(room, {
    conversation,
    text: voice.system('which'),
    options: whichOf(waiting, conversation),
    at: waiting.at,
    outcome: 'answered',
  });
};
