import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Values that nobody but a test would write: wherever one turns up, it has leaked. */
export const PLANTED = {
  phone: '+15005550973',
  businessId: '13491208655302741918',
  telegramId: '8675309421',
  username: 'planted_username_q7',
  firstName: 'Plantedfirst',
  lastName: 'Plantedlast',
  words: 'plantedxylophone',
  title: 'Plantedtitle',
  latitude: '27.4913377',
  longitude: '109.9377113',
  address: 'Plantedstreet',
  label: 'Plantedlabel',
  media: 'plantedmedia',
  metadata: 'plantedmetadata',
  sid: 'SMplanted00000000000000000000000',
  press: 'plantedpress0001',
  botToken: '7712345:plantedbottoken',
  authToken: 'plantedauthtoken0001',
  webhookSecret: 'plantedwebhooksecret',
  personKey: 'cGxhbnRlZHBlcnNvbmtleXBsYW50ZWRwZXJzb25rZXk=',
  databasePassword: 'planteddatabasepassword',
  workshopToken: 'plantedworkshoptoken',
} as const;

/** The part of a value's base64 that is the same whatever stands before and after it. */
const base64Of = (value: string): readonly string[] =>
  [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), Buffer.from(value)]).toString('base64');
    return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + value.length) * 8) / 6));
  });

/** A value as it stands, without its plus, in an address, in base64 and in hex. Coordinates count when four decimals are there. */
const spellingsOf = (value: string): { readonly plain: readonly string[]; readonly exact: readonly string[] } => {
  const bare = /^\d+\.\d+$/.test(value) ? value.slice(0, value.indexOf('.') + 5) : value.replace(/^\+/, '');
  const exact = base64Of(bare).flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]);
  const plain = [bare, encodeURIComponent(bare), Buffer.from(bare).toString('hex')].map((text) => text.toLowerCase());
  return { plain, exact };
};

const SPELLINGS = Object.entries(PLANTED).map(([name, value]) => ({ name, ...spellingsOf(value) }));

/** The names of all planted values that stand in a text, however they are spelt, each with what stands around it. */
export const leaksIn = (text: string): readonly string[] => {
  const lower = text.toLowerCase();
  const around = (at: number): string => text.slice(Math.max(0, at - 60), at + 60);
  return SPELLINGS.flatMap(({ name, plain, exact }) => {
    const places = [...plain.map((one) => lower.indexOf(one)), ...exact.map((one) => text.indexOf(one))];
    const at = places.find((place) => place >= 0);
    return at === undefined ? [] : [`${name}: …${around(at)}…`];
  });
};

/** All planted values in one text, as an error of a library or a provider may hold them. */
export const EVERYTHING = Object.values(PLANTED).join(' ');

export type Mood = 'sent' | 'refused' | 'forbidden' | 'busy' | 'broken' | 'cut' | 'page';

/** Telegram and Twilio on loopback: they say in their answers all that they were asked, and every planted value besides. */
export interface Provider {
  readonly url: string;
  /** How requests are met from now on. */
  readonly be: (mood: Mood) => void;
  /** Updates that the next polls bring, one list each. */
  readonly bring: (...updates: readonly (readonly unknown[])[]) => void;
  /** Paths that were asked for, tokens and all. */
  readonly asked: () => readonly string[];
  readonly close: () => Promise<unknown>;
}

const STATUS: Readonly<Record<Mood, number>> = {
  sent: 200,
  refused: 400,
  forbidden: 403,
  busy: 429,
  broken: 500,
  cut: 0,
  page: 502,
};

export const openProvider = async (): Promise<Provider> => {
  let mood: Mood = 'sent';
  const brought: (readonly unknown[])[] = [];
  const asked: string[] = [];
  const answer = (request: IncomingMessage, sent: string, response: ServerResponse): void => {
    const path = request.url ?? '';
    asked.push(path);
    if (path.endsWith('/getUpdates') && mood === 'sent') {
      const result = brought.shift() ?? [];
      // Telegram waits for news; this one a moment.
      setTimeout(() => response.end(JSON.stringify({ ok: true, result })), result.length === 0 ? 50 : 0);
      return;
    }
    if (mood === 'cut') {
      request.socket.destroy();
      return;
    }
    const said = `${path} ${sent} ${EVERYTHING}`;
    const status = STATUS[mood];
    response.statusCode = status;
    if (mood === 'page') {
      response.setHeader('content-type', 'text/html').end(`<html>${said}</html>`);
      return;
    }
    response.setHeader('content-type', 'application/json');
    response.setHeader('x-echo', encodeURIComponent(EVERYTHING));
    const telegram = path.startsWith('/bot');
    const failed = telegram
      ? { ok: false, error_code: status, description: `Bad Request: ${said}`, parameters: { retry_after: 1 } }
      : {
          code: status === 429 ? 20429 : 21211,
          status,
          message: `The 'To' number is not valid: ${said}`,
          more_info: said,
        };
    const done = telegram
      ? { ok: true, result: { message_id: 1, chat: {}, date: 1 } }
      : { sid: 'SM1', status: 'queued' };
    response.end(JSON.stringify(mood === 'sent' ? done : failed));
  };
  const server = createServer((request, response) => {
    let sent = '';
    request.on('data', (part: Buffer) => {
      sent += part.toString();
    });
    request.on('end', () => answer(request, sent, response));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    be: (next) => {
      mood = next;
    },
    bring: (...updates) => void brought.push(...updates),
    asked: () => asked,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
};
