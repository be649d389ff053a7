import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Received } from '../../src/channel/channel.ts';
import { readTelegram } from '../../src/channel/telegram.ts';
import { type BotApi, telegramSchemas } from '../support/telegram-schema.ts';
import { named, readSpec, withoutSpecs } from './specs.ts';

const ANA = { id: 4_503_599_627_370_495, is_bot: false, first_name: 'Ana', language_code: 'es-419' };
const PRIVATE = { id: ANA.id, type: 'private' };
const message = (given: object) => ({
  update_id: 7,
  message: { message_id: 3, date: 1_790_000_000, chat: PRIVATE, from: ANA, ...given },
});
const pressed = (given: object) => ({
  update_id: 8,
  callback_query: { id: 'press-1', from: ANA, chat_instance: 'c', data: 'x1.yes', ...given },
});
const member = (chat: object, status: string) => {
  const user = { id: 1, is_bot: true, first_name: 'Bot' };
  return {
    update_id: 9,
    my_chat_member: {
      chat,
      from: ANA,
      date: 1,
      old_chat_member: { status: 'member', user },
      new_chat_member: { status, user, ...(status === 'kicked' ? { until_date: 0 } : {}) },
    },
  };
};
const content = (update: unknown) => (readTelegram(update) as Received).content;

describe('an update from Telegram', () => {
  test('is a text with the language of the app', () => {
    expect(readTelegram(message({ text: 'hola' }))).toEqual({
      channel: 'telegram',
      delivery: 'telegram:7',
      address: '4503599627370495',
      content: { kind: 'text', text: 'hola' },
      language: 'es-419',
    });
  });

  test('names no language where the app tells none', () => {
    expect(readTelegram(message({ from: { id: ANA.id, is_bot: false }, text: 'hola' }))).not.toHaveProperty('language');
  });

  test.each([
    ['a command', { text: '/start' }, { kind: 'text', text: '/start' }],
    ['a command with a payload', { text: '/start poster_3' }, { kind: 'text', text: '/start poster_3' }],
    [
      'a command to this bot by name',
      { text: '/start@ventana_bot poster_3' },
      { kind: 'text', text: '/start poster_3' },
    ],
    [
      'a text with an address in it',
      { text: 'escribí a /ana@correo y ana@correo' },
      { kind: 'text', text: 'escribí a /ana@correo y ana@correo' },
    ],
    ['control characters', { text: 'ho\0la\ud83d' }, { kind: 'text', text: 'hola' }],
    [
      'a place',
      { location: { latitude: 32.5, longitude: -117, horizontal_accuracy: 20 } },
      { kind: 'location', point: { kind: 'point', latitude: 32.5, longitude: -117 } },
    ],
    ['a picture with words', { photo: [], caption: 'mire' }, { kind: 'text', text: 'mire' }],
    ['a picture', { photo: [] }, { kind: 'media' }],
    ['a voice note', { voice: {} }, { kind: 'media' }],
    ['a sticker', { sticker: {} }, { kind: 'media' }],
    ['a document', { document: {} }, { kind: 'media' }],
  ])('may bring %s', (_, given, read) => {
    expect(content(message(given))).toEqual(read);
  });

  test('may bring a pressed button, with the words that stood on it', () => {
    const reply_markup = {
      inline_keyboard: [[{ text: 'No', callback_data: 'x1.no' }], [{ text: 'Sí', callback_data: 'x1.yes' }]],
    };
    expect(readTelegram(pressed({ message: { message_id: 3, date: 1, chat: PRIVATE, reply_markup } }))).toEqual({
      channel: 'telegram',
      delivery: 'telegram:8',
      address: '4503599627370495',
      content: { kind: 'pick', id: 'x1.yes', title: 'Sí' },
      language: 'es-419',
      press: 'press-1',
    });
  });

  test.each([
    ['is gone', {}],
    ['cannot be seen any more', { message: { message_id: 3, date: 0, chat: PRIVATE } }],
    [
      'has a keyboard that cannot be read',
      { message: { message_id: 3, date: 1, chat: PRIVATE, reply_markup: { inline_keyboard: 5 } } },
    ],
  ])('may bring a press on a message that %s', (_, given) => {
    expect(readTelegram(pressed(given))).toMatchObject({
      address: '4503599627370495',
      content: { kind: 'pick', id: 'x1.yes' },
      press: 'press-1',
    });
  });

  test('tells that the person blocked the bot', () => {
    expect(readTelegram(member(PRIVATE, 'kicked'))).toMatchObject({
      address: '4503599627370495',
      content: { kind: 'blocked' },
    });
  });

  test.each([['group'], ['supergroup'], ['channel'], ['something new']])(
    'from a %s is no conversation with one person',
    (type) => {
      expect(readTelegram(message({ chat: { id: -100, type }, text: 'hola' }))).toMatchObject({
        address: '-100',
        content: { kind: 'group' },
      });
    },
  );

  test.each([
    ['an unblocking', member(PRIVATE, 'member')],
    ['a removal from a group', member({ id: -100, type: 'group' }, 'kicked')],
    ['an edit', { update_id: 7, edited_message: message({ text: 'hola' }).message }],
    ['a kind that is new', { update_id: 7, telepathy: {} }],
    ['another bot', message({ from: { ...ANA, is_bot: true }, text: 'hola' })],
    ['a pinned message', message({ pinned_message: {} })],
    [
      'a group that became a supergroup',
      message({ chat: { id: -100, type: 'group' }, migrate_to_chat_id: -1_001_234_567_890 }),
    ],
    [
      'a supergroup that was a group',
      message({ chat: { id: -1_001_234_567_890, type: 'supergroup' }, migrate_from_chat_id: -100 }),
    ],
    ['a message without words', message({ text: '' })],
    ['a press of a game', pressed({ data: undefined })],
  ])('of %s is left alone', (_, update) => {
    expect(readTelegram(update)).toEqual({ kind: 'ignore' });
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a list', [1]],
    ['an empty object', {}],
    ['a text', 'update'],
    ['an id that is no number', { update_id: '7' }],
    ['a chat id that no number holds', message({ chat: { id: 2 ** 60, type: 'private' }, text: 'hola' })],
    ['a message without a chat', { update_id: 7, message: { text: 'hola' } }],
    ['a text that is none', message({ text: 5 })],
    ['a place beyond the pole', message({ location: { latitude: 91, longitude: 0 } })],
    ['a press without an id', pressed({ id: '' })],
  ])('that is %s is refused', (_, update) => {
    expect(readTelegram(update)).toEqual({ kind: 'bad', reason: 'not-an-update' });
  });

  test('never throws, whatever it is', () => {
    const part = fc.object({
      key: fc.constantFrom(
        'chat',
        'id',
        'type',
        'from',
        'text',
        'data',
        'message',
        'location',
        'inline_keyboard',
        '__proto__',
      ),
      maxDepth: 4,
    });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.record(
            { update_id: fc.integer(), message: part, callback_query: part, my_chat_member: part },
            { requiredKeys: ['update_id'] },
          ),
        ),
        (update) => {
          expect(() => readTelegram(update)).not.toThrow();
        },
      ),
    );
  });

  test.skipIf(withoutSpecs)(named('of these tests is one that the reference allows'), () => {
    const valid = telegramSchemas(readSpec<BotApi>('telegram-bot-api.trimmed.json'))('types', 'Update');
    const updates = [
      message({ text: 'hola' }),
      message({ location: { latitude: 1, longitude: 2, horizontal_accuracy: 20 } }),
      pressed({}),
      pressed({ message: { message_id: 3, date: 0, chat: PRIVATE } }),
      member(PRIVATE, 'kicked'),
    ];
    for (const update of updates) expect(valid(update) || valid.errors).toBe(true);
  });
});
