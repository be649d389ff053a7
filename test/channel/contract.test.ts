import fc from 'fast-check';
import { GrammyError, HttpError } from 'grammy';
import { describe, expect, test } from 'vitest';
import { CAPABILITIES } from '../../src/channel/capability.ts';
import type { Channel, ChannelName, Received } from '../../src/channel/channel.ts';
import { layout } from '../../src/channel/layout.ts';
import { createSms } from '../../src/channel/sms.ts';
import { createTelegram } from '../../src/channel/telegram.ts';
import { createTerminal } from '../../src/channel/terminal.ts';
import type { TwilioClient } from '../../src/channel/twilio-send.ts';
import { createWhatsapp } from '../../src/channel/whatsapp.ts';
import { anyMessage, messageOf } from './messages.ts';

const ADDRESS = '+15005550100';
const SECRET = 'planted-secret';

interface Entry {
  readonly name: ChannelName;
  /** The channel over a provider that takes what it is given, or fails; `heard` gets every text that was sent. */
  readonly open: (heard: (text: string) => void, failure?: unknown) => Channel;
  /** The text that a person reads out of an inline body. */
  readonly read: (body: string) => string;
  readonly failures: readonly unknown[];
}

const twilioOver = (heard: (text: string) => void, failure?: unknown): TwilioClient => ({
  messages: {
    create: async ({ body }) => {
      if (failure) throw failure;
      heard(body);
      return { sid: 'SM1' };
    },
    list: async () => [],
  },
});

const said = `${SECRET} ${ADDRESS} hola`;
const twilioFailures = [
  { status: 400, code: 21610, message: said },
  { status: 400, code: 21211, message: said },
  { status: 429, message: said },
  { status: 500, message: said },
  { status: 404, code: said },
  Object.assign(new Error(said), { code: 'ECONNRESET' }),
  said,
  null,
];
const grammy = (error_code: number) =>
  new GrammyError(said, { ok: false, error_code, description: said, parameters: { retry_after: 3 } }, 'sendMessage', {
    text: said,
  });
const plainXml = (xml: string): string => xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const readTwiml = (body: string): string => plainXml(/<Message>(.*)<\/Message>/s.exec(body)?.[1] ?? '');

const CHANNELS: readonly Entry[] = [
  {
    name: 'telegram',
    open: (heard, failure) =>
      createTelegram({
        api: {
          sendMessage: async (_chat, text) => {
            if (failure) throw failure;
            heard(text);
            return { message_id: 1 } as never;
          },
        },
      }),
    read: (body) => (body === '' ? '' : (JSON.parse(body) as { text: string }).text),
    failures: [
      grammy(400),
      grammy(403),
      grammy(429),
      grammy(500),
      new HttpError(said, new Error(said)),
      new TypeError(said),
      said,
    ],
  },
  {
    name: 'whatsapp',
    open: (heard, failure) => createWhatsapp({ from: 'whatsapp:+15005550200', client: twilioOver(heard, failure) }),
    read: readTwiml,
    failures: twilioFailures,
  },
  {
    name: 'sms',
    open: (heard, failure) => createSms({ from: '+15005550200', client: twilioOver(heard, failure) }),
    read: readTwiml,
    failures: twilioFailures,
  },
  { name: 'terminal', open: (heard) => createTerminal({ print: heard }), read: (body) => body, failures: [] },
];

test('every channel is under this contract', () => {
  expect(CHANNELS.map(({ name }) => name).sort()).toEqual(Object.keys(CAPABILITIES).sort());
});

describe.each(CHANNELS)('the channel $name', ({ name, open, read, failures }) => {
  const received: Received = {
    channel: name,
    delivery: 'd1',
    address: ADDRESS,
    content: { kind: 'text', text: 'hola' },
  };
  const ignored = (): void => undefined;

  test('says its own name and limits', () => {
    const channel = open(ignored);
    expect([channel.name, channel.can]).toEqual([name, CAPABILITIES[name]]);
  });

  test('answers inline with exactly the text that was laid out', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const laid = layout(message, CAPABILITIES[name]);
        const { status, type, body } = open(ignored).inline(laid, received);
        expect(status).toBe(200);
        expect(type).toMatch(/^[a-z]+\/[a-z]+$/);
        expect(read(body)).toBe(laid.text);
      }),
      { numRuns: 60 },
    );
  });

  test('says nothing inline where nothing is to be said', () => {
    const { status, body } = open(ignored).inline(undefined, received);
    expect([status, read(body)]).toEqual([200, '']);
  });

  test('gives the same bytes for the same answer', () => {
    const laid = layout(messageOf('¿Dónde está?', ['Sí', 'No'], { ask: 'location' }), CAPABILITIES[name]);
    expect(open(ignored).inline(laid, received)).toEqual(open(ignored).inline(laid, received));
  });

  test('still reads what was stored as JSON', () => {
    const laid = layout(messageOf('¿Dónde está?', ['Sí', 'No'], { ask: 'location' }), CAPABILITIES[name]);
    expect(open(ignored).inline(JSON.parse(JSON.stringify(laid)), received)).toEqual(
      open(ignored).inline(laid, received),
    );
  });

  test('sends exactly the text that was laid out, and says so', async () => {
    const sent: string[] = [];
    const laid = layout(messageOf('¿Dónde está?', ['Sí', 'No']), CAPABILITIES[name]);
    expect(await open((text) => sent.push(text)).send(ADDRESS, laid)).toMatchObject({
      kind: 'sent',
      id: expect.stringMatching(/./),
    });
    expect(sent).toEqual([laid.text]);
  });

  test('never throws when a send fails, and its reasons are codes only', async () => {
    for (const failure of failures) {
      const receipt = await open(ignored, failure ?? { lost: true }).send(ADDRESS, {
        text: said,
        rest: [],
        buttons: [],
      });
      expect(receipt.kind).not.toBe('sent');
      expect('reason' in receipt && receipt.reason).toMatch(/^(\d+|network)$/);
      expect(JSON.stringify(receipt)).not.toContain(SECRET);
    }
  });
});
