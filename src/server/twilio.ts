import type { FastifyInstance, FastifyRequest } from 'fastify';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import type { HttpBody, Received } from '../channel/channel.ts';
import { readTwilio } from '../channel/twilio.ts';

export interface TwilioDoor {
  /** Any of these may have signed: two while one is being replaced. */
  readonly authTokens: readonly string[];
  readonly publicUrl: string;
  readonly channels: ReadonlySet<string>;
  readonly receive: (received: Received) => Promise<HttpBody>;
  /** Counts a delivery status, however often it is told. */
  readonly status: (sid: string, status: string, code: string | undefined) => Promise<void>;
  readonly refused: () => void;
}

type Form = Readonly<Record<string, string | undefined>>;

/** Whether Twilio signed this form for our public address. Never judged by the Host header. */
export const signedByTwilio = (
  door: Pick<TwilioDoor, 'authTokens' | 'publicUrl'>,
  path: string,
  signature: unknown,
  form: unknown,
): boolean => {
  if (typeof signature !== 'string' || signature === '') return false;
  const params = (form ?? {}) as Record<string, unknown>;
  return door.authTokens.some((token) => {
    if (token === '') return false;
    try {
      return validateRequest(token, signature, door.publicUrl + path, params);
    } catch {
      // The helper throws on an address that it cannot read: a request for such an address is not genuine.
      return false;
    }
  });
};

const EMPTY: HttpBody = { status: 200, type: 'text/xml', body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' };
/** https://www.twilio.com/docs/messaging/api/message-resource#message-status-values; counted by name, so any other name must not count. */
const STATUSES: ReadonlySet<string> = new Set([
  'accepted',
  'scheduled',
  'queued',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'partially_delivered',
  'failed',
  'read',
  'canceled',
  'receiving',
  'received',
]);
const OTHER = 'other';

/** `POST /webhooks/twilio` and its status callback: the signature first, then the form, answered in TwiML. */
export const twilioDoor = (app: FastifyInstance, door: TwilioDoor): void => {
  const genuine = (request: FastifyRequest): boolean =>
    signedByTwilio(door, request.url, request.headers['x-twilio-signature'], request.body);
  app.post('/webhooks/twilio', async (request, reply) => {
    if (!genuine(request)) {
      door.refused();
      return reply.code(403).send();
    }
    const read = readTwilio(request.body as Form);
    if ('kind' in read && read.kind === 'bad') return reply.code(400).send();
    const body = 'kind' in read || !door.channels.has(read.channel) ? EMPTY : await door.receive(read);
    return reply.code(body.status).type(body.type).send(body.body);
  });
  app.post('/webhooks/twilio/status', async (request, reply) => {
    if (!genuine(request)) {
      door.refused();
      return reply.code(403).send();
    }
    const { MessageSid: sid, MessageStatus: status, ErrorCode: code } = request.body as Form;
    if (typeof sid !== 'string' || typeof status !== 'string') return reply.code(400).send();
    const known = STATUSES.has(status) ? status : OTHER;
    await door.status(sid, known, typeof code === 'string' && /^\d{1,6}$/.test(code) ? code : undefined);
    return reply.code(204).send();
  });
};
