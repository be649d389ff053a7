import type { Locale } from '../base/locale.ts';
import { reopen } from '../content/scene.ts';
import type { CommandName } from './command.ts';
import { finish } from './finish.ts';
import { LANGUAGE_STEP, languageOptions, type Room, roomOf, type Turned } from './room.ts';
import { continueWith } from './script.ts';

/** Does what a word that works anywhere asks for. `locale` is the language whose word it was. */
export const answerCommand = (room: Room, name: CommandName, locale: Locale): Turned => COMMANDS[name](room, locale);

type Answer = (room: Room, locale: Locale) => Turned;

/** Says something of the program's own; the question that waits goes on waiting. */
const tell =
  (key: 'help' | 'person'): Answer =>
  (room) =>
    finish(room, { conversation: room.conversation, text: room.voice.system(key), outcome: 'command' });

const more: Answer = (room) => {
  const [page, ...rest] = room.conversation.rest;
  if (page === undefined)
    return finish(room, { conversation: room.conversation, text: room.voice.system('more-none'), outcome: 'command' });
  const laid = { text: page, rest, buttons: [] };
  const turned = finish(room, { conversation: room.conversation, text: page, outcome: 'command' });
  return { ...turned, laid, conversation: { ...room.conversation, rest } };
};

const source: Answer = (room) => {
  const { conversation, voice, release, scene } = room;
  const ids = new Set(conversation.facts.map((id) => scene.sourceOf(id)));
  const lines = [...ids].flatMap((id) => {
    const found = id === undefined ? undefined : release.sources.get(id);
    if (!found) return [];
    const { title, publisher, url, address, published } = found;
    return [
      voice
        .system('source-line', {
          title,
          publisher,
          url: url ?? address ?? '',
          published: published ?? voice.system('source-undated'),
        })
        .trim(),
    ];
  });
  const text = lines.length === 0 ? voice.system('source-none') : [voice.system('source-intro'), ...lines].join('\n');
  return finish(room, { conversation, text, outcome: 'command' });
};

/** A language by its own name: the question that waits is said again in it. */
const locale: Answer = (room, to) => {
  const conversation = { ...room.conversation, locale: to, asked: undefined };
  const speaking = roomOf(room.release, reopen(room.release, room.scene), room.heard, conversation);
  return continueWith(speaking, { kind: 'repeat' }, speaking.voice.system('language-set'));
};

const language: Answer = (room) =>
  finish(room, {
    conversation: { ...room.conversation, asked: 'language' },
    text: room.voice.system('language-ask'),
    options: languageOptions(room.release),
    at: LANGUAGE_STEP,
    outcome: 'command',
  });

const stop: Answer = (room) =>
  finish(room, {
    conversation: { ...room.conversation, greeted: true },
    text: room.voice.system('stopped'),
    consent: 'stopped',
    outcome: 'command',
  });

/** Erases everything of the person; the next message is that of someone new. */
const forget: Answer = (room) => ({
  ...finish(room, { conversation: null, text: room.voice.system('forgotten'), outcome: 'command' }),
  forget: true,
});

const hello: Answer = (room) =>
  continueWith(room, { kind: room.conversation.place.stack.length === 0 ? 'start' : 'repeat' });

const COMMANDS: Readonly<Record<CommandName, Answer>> = {
  menu: (room) => continueWith(room, { kind: 'home' }),
  back: (room) => continueWith(room, { kind: 'back' }),
  start: (room) => ({
    ...continueWith(room, { kind: 'start' }, room.conversation.greeted ? room.voice.system('started') : undefined),
    consent: 'started',
  }),
  help: tell('help'),
  person: tell('person'),
  more,
  source,
  locale,
  language,
  stop,
  forget,
  hello,
};
