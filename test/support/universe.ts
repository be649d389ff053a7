import type { ChannelName, Content } from '../../src/channel/channel.ts';
import type { Release } from '../../src/content/release.ts';
import type { Conversation } from '../../src/dialog/conversation.ts';
import type { Turned } from '../../src/dialog/room.ts';
import { turn } from '../../src/dialog/turn.ts';

/** One person talking, without a store or a network: what they send, and what they read. */
export interface Person {
  readonly say: (text: string) => Turned;
  readonly send: (content: Content) => Turned;
  /** Presses an option of the last message by the option's own name. */
  readonly press: (option: string) => Turned;
  readonly conversation: () => Conversation | undefined;
  readonly stopped: () => boolean;
}

export const createPerson = (
  release: Release,
  {
    channel = 'sms',
    language,
    now = Date.UTC(2026, 10, 21, 18),
  }: { channel?: ChannelName; language?: string; now?: number } = {},
): Person => {
  let conversation: Conversation | undefined;
  let stopped = false;
  let last: Turned | undefined;
  const send = (content: Content): Turned => {
    last = turn(release, conversation, { channel, content, language }, now, stopped);
    if (last.conversation !== undefined) conversation = last.conversation ?? undefined;
    if (last.consent) stopped = last.consent === 'stopped';
    return last;
  };
  return {
    send,
    say: (text) => send({ kind: 'text', text }),
    press: (option) =>
      send({
        kind: 'pick',
        id: last?.options.find((o) => o.id === option || o.id.endsWith(`.${option}`))?.id ?? option,
      }),
    conversation: () => conversation,
    stopped: () => stopped,
  };
};

export const textOf = (turned: Turned): string =>
  [turned.laid?.text ?? '', ...(turned.laid?.buttons.map((b) => `[${b.label}]`) ?? [])].join('\n');
