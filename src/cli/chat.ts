import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { defineCommand } from 'citty';
import type { Clock } from '../base/clock.ts';
import { OperationalError } from '../base/operational-error.ts';
import type { ChannelName } from '../channel/channel.ts';
import type { Release } from '../content/release.ts';
import { type Conversation, newConversation } from '../dialog/conversation.ts';
import { turn } from '../dialog/turn.ts';
import { ownClock } from './now.ts';
import { dirOption, localeOption, openRelease } from './options.ts';

const CHANNELS: readonly ChannelName[] = ['terminal', 'sms', 'whatsapp', 'telegram'];

/** One person at the terminal: the same turns as everywhere else, kept in memory only. */
const createTalker = (release: Release, channel: ChannelName, language: string | undefined, clock: Clock) => {
  let conversation: Conversation | undefined = language === undefined ? undefined : newConversation(language);
  let stopped = false;
  return (text: string): string => {
    const turned = turn(
      release,
      conversation,
      { channel, content: { kind: 'text', text }, language },
      clock.now(),
      stopped,
    );
    if (turned.conversation !== undefined) conversation = turned.conversation ?? undefined;
    if (turned.consent) stopped = turned.consent === 'stopped';
    const buttons = turned.laid?.buttons.map((b, i) => `${i + 1}. ${b.label}`) ?? [];
    return [turned.laid?.text ?? '(no reply)', ...(buttons.length > 0 ? ['', ...buttons] : [])].join('\n');
  };
};

export const chat = defineCommand({
  meta: {
    name: 'chat',
    description: 'talks in the terminal; with --script reads one message a line and prints the transcript',
  },
  args: {
    channel: { type: 'string', description: `as on this channel: ${CHANNELS.join(', ')}`, default: 'terminal' },
    lang: { type: 'string', description: 'the language to begin in' },
    script: { type: 'string', description: 'read the messages from this file', valueHint: 'FILE' },
    dir: dirOption,
  },
  run: async ({ args }) => {
    const release = openRelease(args.dir);
    const channel = CHANNELS.find((name) => name === args.channel);
    if (!channel) throw new OperationalError('bad-option', `--channel must be one of ${CHANNELS.join(', ')}`);
    const lang = localeOption(release, args.lang);
    const say = createTalker(release, channel, lang, ownClock());
    if (args.script !== undefined) {
      for (const line of readFileSync(args.script, 'utf8').split(/\r?\n/))
        if (line.trim() !== '') process.stdout.write(`> ${line}\n${say(line)}\n\n`);
      return;
    }
    const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
    process.stdout.write(
      `${say(release.words.get(lang ?? release.settings.default)?.commands['hello']?.[0] ?? 'menu')}\n`,
    );
    terminal.prompt();
    for await (const line of terminal) {
      if (line.trim() !== '') process.stdout.write(`${say(line)}\n`);
      terminal.prompt();
    }
  },
});
