import fc from 'fast-check';
import { Api, GrammyError, HttpError } from 'grammy';
import nock from 'nock';
import { describe, expect, test } from 'vitest';
import { CAPABILITIES } from '../../src/channel/capability.ts';
import type { Laid, Received } from '../../src/channel/channel.ts';
import { layout } from '../../src/channel/layout.ts';
import { acknowledge, createTelegram } from '../../src/channel/telegram.ts';
import { interceptRequests } from '../support/nock.ts';
import { type BotApi, telegramSchemas } from '../support/telegram-schema.ts';
import { anyMessage, messageOf } from './messages.ts';
import { named, readSpec, withoutSpecs } from './specs.ts';

const TOKEN = '12345:planted-token';
const api = new Api(TOKEN, { timeoutSeconds: 10 });
const telegram = createTelegram({ api });
const from = (address: string): Received => ({
  channel: 'telegram',
  delivery: 'telegram:1',
  address,
  content: { kind: 'text', text: 'hola' },
});
const laidOf = (...given: Parameters<typeof messageOf>): Laid => layout(messageOf(...given), CAPABILITIES.telegram);
const inline = (laid: Laid | undefined, address = '42') => {
  const { body } = telegram.inline(laid, from(address));
  return body === '' ? undefined : (JSON.parse(body) as Record<string, unknown>);
};
const PLAIN = { link_preview_options: { is_disabled: true } };

describe('the answer in the response', () => {
  test('is the method that sends plain text', () => {
    expect(telegram.inline(laidOf('¿Sí_o_<no>?'), from('42'))).toMatchObject({ status: 200, type: 'application/json' });
    expect(inline(laidOf('¿Sí_o_<no>?'))).toEqual({
      method: 'sendMessage',
      chat_id: 42,
      text: '¿Sí_o_<no>?',
      ...PLAIN,
    });
  });

  test('is an empty body where nothing is to be said', () => {
    expect(telegram.inline(undefined, from('42'))).toMatchObject({ status: 200, body: '' });
  });

  test('names the chat by its number, however long, and anything else as it came', () => {
    expect(inline(laidOf('x'), '4503599627370495')?.['chat_id']).toBe(4503599627370495);
    expect(inline(laidOf('x'), '-1001234567890')?.['chat_id']).toBe(-1001234567890);
    expect(inline(laidOf('x'), '@canal')?.['chat_id']).toBe('@canal');
    expect(inline(laidOf('x'), '007')?.['chat_id']).toBe('007');
  });

  test('has one button a row, or two where all are short', () => {
    expect(inline(laidOf('x', ['Sí', 'No', 'Menú']))?.['reply_markup']).toEqual({
      inline_keyboard: [
        [
          { text: 'Sí', callback_data: 'o0' },
          { text: 'No', callback_data: 'o1' },
        ],
        [{ text: 'Menú', callback_data: 'o2' }],
      ],
    });
    expect(inline(laidOf('x', ['Sí', 'Todavía no lo sé']))?.['reply_markup']).toEqual({
      inline_keyboard: [[{ text: 'Sí', callback_data: 'o0' }], [{ text: 'Todavía no lo sé', callback_data: 'o1' }]],
    });
  });

  test('asks for a location by a keyboard for one use, the options beside it as text', () => {
    expect(inline(laidOf('¿Dónde está?', ['Tijuana', 'Mexicali'], { ask: 'location' }))?.['reply_markup']).toEqual({
      keyboard: [
        [{ text: 'Compartir mi ubicación', request_location: true }],
        [{ text: 'Tijuana' }, { text: 'Mexicali' }],
      ],
      resize_keyboard: true,
      one_time_keyboard: true,
    });
  });

  test('has a pin on the button for a location that has no words', () => {
    expect(inline({ text: 'x', rest: [], buttons: [], ask: 'location' })?.['reply_markup']).toMatchObject({
      keyboard: [[{ text: '📍', request_location: true }]],
    });
  });

  test.skipIf(withoutSpecs)(named('is a body that the reference allows, whatever the message'), () => {
    const valid = telegramSchemas(readSpec<BotApi>('telegram-bot-api.trimmed.json'))('methods', 'sendMessage');
    fc.assert(
      fc.property(anyMessage, fc.constantFrom(undefined, 'location' as const), (message, ask) => {
        const laid = layout({ ...message, text: `¿${message.text}`, ...(ask ? { ask } : {}) }, CAPABILITIES.telegram);
        const { method, ...payload } = inline(laid) ?? {};
        expect(method).toBe('sendMessage');
        expect(valid(payload) || valid.errors).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test.skipIf(withoutSpecs)(named('would be refused by these checks if it broke a limit'), () => {
    const valid = telegramSchemas(readSpec<BotApi>('telegram-bot-api.trimmed.json'))('methods', 'sendMessage');
    const button = (callback_data: string) => ({ inline_keyboard: [[{ text: 'x', callback_data }]] });
    expect(valid({ chat_id: 1, text: 'x', reply_markup: button('ñ'.repeat(32)) })).toBe(true);
    for (const wrong of [
      { text: 'a'.repeat(4097) },
      { text: '' },
      { txt: 'x' },
      { text: 'x', reply_markup: button('ñ'.repeat(33)) },
      { text: 'x', disable_web_page_preview: true },
    ])
      expect(valid({ chat_id: 1, ...wrong })).toBe(false);
  });
});

describe("over grammY's own client", () => {
  const bot = (method: string) =>
    nock('https://api.telegram.org').post(`/bot${TOKEN}/${method}`, (body) => {
      posted = body;
      return true;
    });
  let posted: unknown;
  const refusal = (error_code: number, description: string, parameters?: object) => ({
    ok: false,
    error_code,
    description,
    ...(parameters ? { parameters } : {}),
  });
  const send = () => telegram.send('42', laidOf('Abre a las 8.', ['Sí']));

  interceptRequests();

  test('exactly the expected body is posted', async () => {
    bot('sendMessage').reply(200, { ok: true, result: { message_id: 77 } });
    expect(await send()).toEqual({ kind: 'sent', id: '77' });
    expect(posted).toEqual({
      chat_id: 42,
      text: 'Abre a las 8.',
      ...PLAIN,
      reply_markup: { inline_keyboard: [[{ text: 'Sí', callback_data: 'o0' }]] },
    });
  });

  test.each([
    [429, refusal(429, 'Too Many Requests', { retry_after: 9 }), { kind: 'retry', afterSeconds: 9, reason: '429' }],
    [429, refusal(429, 'Too Many Requests'), { kind: 'retry', reason: '429' }],
    [403, refusal(403, 'Forbidden: bot was blocked by the user'), { kind: 'refused', reason: '403' }],
    [400, refusal(400, 'Bad Request: chat not found'), { kind: 'refused', reason: '400' }],
    [500, refusal(500, 'Internal Server Error'), { kind: 'ambiguous', reason: '500' }],
    [502, '<html>Bad Gateway</html>', { kind: 'ambiguous', reason: 'network' }],
  ])('a %i is told by its code: %j', async (status, body, receipt) => {
    bot('sendMessage').reply(status, body);
    expect(await send()).toEqual(receipt);
  });

  test('after a broken connection nobody knows, and nothing is sent again', async () => {
    const once = bot('sendMessage').replyWithError('socket hang up');
    expect(await send()).toEqual({ kind: 'ambiguous', reason: 'network' });
    once.done();
  });

  test('a press is acknowledged', async () => {
    bot('answerCallbackQuery').reply(200, { ok: true, result: true });
    expect(await acknowledge(api, 'press-1')).toBe(true);
    expect(posted).toEqual({ callback_query_id: 'press-1' });
  });

  test('a press that is too old needs no acknowledgement', async () => {
    bot('answerCallbackQuery').reply(
      400,
      refusal(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid'),
    );
    expect(await acknowledge(api, 'press-1')).toBe(true);
  });

  test.each([
    [
      'another refusal',
      new GrammyError('x', { ok: false, error_code: 400, description: 'Bad Request' }, 'answerCallbackQuery', {}),
    ],
    ['a broken connection', new HttpError('x', new Error('down'))],
  ])('%s is told and never thrown', async (_, error) => {
    expect(await acknowledge({ answerCallbackQuery: () => Promise.reject(error) }, 'press-1')).toBe(false);
  });
});
