import { systemClock } from '../base/clock.ts';
import type { Laid, Receipt } from './channel.ts';
import { clean } from './clean.ts';

/** The part of Twilio's client that sending needs. */
export interface TwilioClient {
  readonly messages: {
    create(message: Outgoing): Promise<{ readonly sid: string }>;
    list(query: { to: string; limit: number }): Promise<readonly Accepted[]>;
  };
}

export interface Outgoing {
  to: string;
  body: string;
  from?: string;
  messagingServiceSid?: string;
  validityPeriod: number;
}

export interface Accepted {
  readonly sid: string;
  readonly body: string;
  readonly direction: string;
  readonly dateCreated: Date;
}

export interface TwilioSender {
  /** A number, `whatsapp:` and a number, or the sid (`MG…`) of a Messaging Service. */
  readonly from: string;
  readonly client: TwilioClient;
  /** The wall clock, to be compared with Twilio's; never a clock that was set to another day. */
  readonly wallClock?: () => number;
}

/** An answer about tonight that arrives tomorrow does harm: after this many seconds it is dropped. */
const VALID_SECONDS = 3600;
/** Too many requests at once; a full queue. */
const BUSY = new Set([20429, 21611, 30001, 63017]);
const BUSY_SECONDS = 15;
const CLOCKS_DIFFER_MS = 5000;
const LOOK_BACK = 20;

/** Sends once. Twilio knows no idempotency key: after an unclear failure it is asked what it took, and nothing is repeated. */
export const sendTwilio = async (
  { from, client, wallClock = systemClock().now }: TwilioSender,
  to: string,
  laid: Laid,
): Promise<Receipt> => {
  const body = clean(laid.text);
  const began = wallClock();
  try {
    const sender = from.startsWith('MG') ? { messagingServiceSid: from } : { from };
    const { sid } = await client.messages.create({ to, body, ...sender, validityPeriod: VALID_SECONDS });
    return { kind: 'sent', id: sid };
  } catch (cause) {
    const receipt = judge(cause);
    const taken = receipt.kind === 'ambiguous' ? await findTaken(client, to, body, began) : undefined;
    return taken === undefined ? receipt : { kind: 'sent', id: taken };
  }
};

/** Reasons are codes only: what the client throws carries numbers, texts and credentials. */
const judge = (cause: unknown): Receipt => {
  const { status, code } = (cause ?? {}) as { readonly status?: unknown; readonly code?: unknown };
  if (typeof status !== 'number') return { kind: 'ambiguous', reason: 'network' };
  const known = typeof code === 'number' ? code : status;
  const reason = String(known);
  if (status === 429 || BUSY.has(known)) return { kind: 'retry', afterSeconds: BUSY_SECONDS, reason };
  return status >= 400 && status < 500 ? { kind: 'refused', reason } : { kind: 'ambiguous', reason };
};

const findTaken = async (
  client: TwilioClient,
  to: string,
  body: string,
  began: number,
): Promise<string | undefined> => {
  try {
    const taken = await client.messages.list({ to, limit: LOOK_BACK });
    return taken.find(
      (m) => m.direction !== 'inbound' && m.body === body && m.dateCreated.getTime() >= began - CLOCKS_DIFFER_MS,
    )?.sid;
  } catch {
    // Twilio cannot be asked either: it stays unclear.
    return undefined;
  }
};
