import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What a provider's own servers took of ours, by the text. */
export interface Outbound {
  readonly url: string;
  /** How often a text was accepted. */
  readonly accepted: (text: string) => number;
  readonly close: () => Promise<void>;
}

/** What happens to a text is written in it: `letter 12 slow`. */
export const FATES = ['taken', 'slow', 'busy-once', 'refused', 'lost', 'taken-then-error', 'taken-then-cut'] as const;
export type Fate = (typeof FATES)[number];

/** Longer than the time between two looks into the outbox. */
const SLOW_MS = 1600;

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
};

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

interface Provider {
  readonly good: (sid: number, to: string) => Answer;
  readonly bad: (status: number, code: number) => Answer;
}

const sidOf = (n: number): string => `SM${String(n).padStart(32, '0')}`;

const twilio: Provider = {
  good: (n, to) => ({ status: 201, body: { sid: sidOf(n), status: 'queued', to } }),
  bad: (status, code) => ({ status, body: { status, code, message: 'no' } }),
};

const telegram: Provider = {
  good: (n, to) => ({
    status: 200,
    body: { ok: true, result: { message_id: n, date: 0, chat: { id: Number(to), type: 'private' } } },
  }),
  bad: (status) => ({
    status,
    body: { ok: false, error_code: status, description: 'no', parameters: status === 429 ? { retry_after: 1 } : {} },
  }),
};

const answer = (response: ServerResponse, { status, body }: Answer): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/** The Bot API and Twilio's REST API on loopback, as far as sending needs them, with the failures of real ones. */
export const createOutbound = async (): Promise<Outbound> => {
  const taken: { readonly to: string; readonly body: string; readonly at: Date }[] = [];
  const busy = new Set<string>();

  /** What the sender hears; undefined where the connection breaks instead. */
  const take = async (provider: Provider, to: string, text: string): Promise<Answer | undefined> => {
    const fate = text.split(' ')[2] as Fate;
    if (fate === 'busy-once' && !busy.has(text)) {
      busy.add(text);
      return provider.bad(429, 20429);
    }
    if (fate === 'refused') return provider.bad(403, 21610);
    if (fate === 'lost') return provider.bad(500, 20500);
    const n = taken.push({ to, body: text, at: new Date() }) - 1;
    if (fate === 'taken-then-error') return provider.bad(502, 20502);
    if (fate === 'taken-then-cut') return undefined;
    if (fate === 'slow') await pause(SLOW_MS);
    return provider.good(n, to);
  };

  const listed = (to: string | null): Answer => {
    const messages = taken.flatMap((one, n) =>
      one.to === to
        ? [{ sid: sidOf(n), body: one.body, direction: 'outbound-api', date_created: one.at.toUTCString() }]
        : [],
    );
    return { status: 200, body: { messages } };
  };

  const hear = async (request: IncomingMessage): Promise<Answer | undefined> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
    const body = await bodyOf(request);
    if (pathname.endsWith('/answerCallbackQuery')) return { status: 200, body: { ok: true, result: true } };
    if (pathname.endsWith('/sendMessage')) {
      const { chat_id: to, text } = JSON.parse(body) as { chat_id: unknown; text: string };
      return take(telegram, String(to), text);
    }
    if (request.method === 'GET') return listed(searchParams.get('To'));
    const form = new URLSearchParams(body);
    return take(twilio, form.get('To') ?? '', form.get('Body') ?? '');
  };

  const server = createServer(async (request, response) => {
    const heard = await hear(request);
    if (heard) answer(response, heard);
    else response.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted: (text) => taken.filter(({ body }) => body === text).length,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
