import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type App, createApp } from '../../src/app.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { readConfig } from '../../src/config.ts';
import type { SourceFile } from '../../src/content/tree.ts';
import { createLogger } from '../../src/server/log.ts';

const PUBLIC_URL = 'https://bot.example.org';
const TOKEN = 'a-token-of-twilio-0001';
const SECRET = 'a-secret-of-telegram-0001';
const ACCOUNT = `AC${'0'.repeat(32)}`;

export const ENVIRONMENT: Readonly<Record<string, string>> = {
  DATABASE_URL: 'sqlite::memory:',
  PUBLIC_URL,
  TWILIO_ACCOUNT_SID: ACCOUNT,
  TWILIO_AUTH_TOKEN: TOKEN,
  TWILIO_SMS_FROM: '+15005550200',
  TWILIO_WHATSAPP_FROM: 'whatsapp:+15005550200',
  TELEGRAM_BOT_TOKEN: '123456:planted-bot-token',
  TELEGRAM_WEBHOOK_SECRET: SECRET,
  TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
};

/** So many lines of the log are kept: a long run must not grow by them. */
const MOST_LINES = 20_000;

export type Form = Readonly<Record<string, string>>;

/** Twilio's signature, worked out by its published recipe and not by the code under test. */
export const signature = (url: string, form: Form, token = TOKEN): string =>
  createHmac('sha1', token)
    .update(
      url +
        Object.keys(form)
          .sort()
          .map((name) => name + form[name])
          .join(''),
    )
    .digest('base64');

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** A server that listens on loopback, and the providers that call it. */
export interface Doors {
  readonly app: App;
  readonly url: string;
  readonly twilio: (
    form: Form,
    options?: { readonly path?: string; readonly headers?: Readonly<Record<string, string>> },
  ) => Promise<Reply>;
  readonly telegram: (update: unknown, headers?: Readonly<Record<string, string>>) => Promise<Reply>;
  readonly logged: () => string;
  /** Lets everything happen that happens again and again. */
  readonly tick: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export const openDoors = async (
  files: readonly SourceFile[],
  now: () => number,
  environment: Readonly<Record<string, string | undefined>> = {},
  /** Whether what happens again and again happens by itself, and not by `tick` alone. */
  { runs = false }: { readonly runs?: boolean } = {},
): Promise<Doors> => {
  const lines: string[] = [];
  const works: (() => unknown)[] = [];
  const real = systemClock();
  const clock: Clock = {
    now,
    monotonic: () => performance.now(),
    sleep: real.sleep,
    breathe: real.breathe,
    every: (ms, work) => {
      if (runs) return real.every(ms, work);
      works.push(work);
      return () => undefined;
    },
  };
  const app = await createApp(
    readConfig({ ...ENVIRONMENT, ...environment }),
    files,
    clock,
    createLogger('trace', {
      write: (line) => {
        lines.push(line);
        if (lines.length > MOST_LINES) lines.splice(0, MOST_LINES / 2);
      },
    }),
  );
  await app.server.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(app.server.server.address() as AddressInfo).port}`;
  const read = async (response: Response): Promise<Reply> => ({
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: await response.text(),
  });
  return {
    app,
    url,
    twilio: async (form, { path = '/webhooks/twilio', headers = {} } = {}) =>
      read(
        await fetch(url + path, {
          method: 'POST',
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'x-twilio-signature': signature(PUBLIC_URL + path, form),
            ...headers,
          },
          body: new URLSearchParams(form).toString(),
        }),
      ),
    telegram: async (update, headers = {}) =>
      read(
        await fetch(`${url}/webhooks/telegram`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET, ...headers },
          body: typeof update === 'string' ? update : JSON.stringify(update),
        }),
      ),
    logged: () => lines.join(''),
    tick: async () => {
      for (const work of works) await work();
    },
    close: app.close,
  };
};

/** The words of a TwiML reply. */
export const twimlText = (body: string): string =>
  (/<Message>([\s\S]*)<\/Message>/.exec(body)?.[1] ?? '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&#xD;/g, '\r')
    .replace(/&amp;/g, '&');

let count = 0;

/** What Twilio posts for a text; an address without a prefix is an SMS. */
export const twilioText = (from: string, body: string, sid = `SMe${String(++count).padStart(31, '0')}`): Form => ({
  MessageSid: sid,
  SmsSid: sid,
  SmsMessageSid: sid,
  AccountSid: ACCOUNT,
  ApiVersion: '2010-04-01',
  SmsStatus: 'received',
  NumMedia: '0',
  NumSegments: '1',
  From: from,
  To: from.startsWith('whatsapp:') ? 'whatsapp:+15005550200' : '+15005550200',
  Body: body,
});

const person = (id: number, language: string) => ({
  id,
  is_bot: false,
  first_name: 'Planted Name',
  language_code: language,
});

/** An update as the Bot API sends it for a text in a private chat. */
export const telegramText = (id: number, text: string, language = 'es', update = ++count) => ({
  update_id: update,
  message: {
    message_id: update,
    date: 1_795_000_000,
    chat: { id, type: 'private', first_name: 'Planted Name' },
    from: person(id, language),
    text,
  },
});

/** An update with a shared position. */
export const telegramLocation = (id: number, { latitude, longitude }: Position, language = 'es', update = ++count) => {
  const { message, ...rest } = telegramText(id, '', language, update);
  const { text: _, ...place } = message;
  return { ...rest, message: { ...place, location: { latitude, longitude } } };
};

/** A form with a shared position: WhatsApp only. */
export const twilioLocation = (from: string, { latitude, longitude }: Position): Form => ({
  ...twilioText(from, ''),
  Latitude: String(latitude),
  Longitude: String(longitude),
});

interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** An update for a pressed button. */
export const telegramPress = (id: number, data: string, language = 'es', update = ++count) => ({
  update_id: update,
  callback_query: {
    id: String(update),
    chat_instance: '1',
    from: person(id, language),
    data,
    message: { message_id: 1, date: 1_795_000_000, chat: { id, type: 'private', first_name: 'Planted Name' } },
  },
});
