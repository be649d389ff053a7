import type { Point } from '../base/value.ts';
import { alsoKnownAs } from './also-known.ts';
import { CAPABILITIES } from './capability.ts';
import type { Content, Received } from './channel.ts';
import { clean, cut } from './clean.ts';

/** A form as Twilio posts it. Fields come without notice, and one that is repeated is no string. */
export type TwilioForm = Readonly<Record<string, unknown>>;

/** A delivery that moves nothing, or one that Twilio would never send. */
export type Unread = { readonly kind: 'ignore' } | { readonly kind: 'bad'; readonly reason: string };

const LONGEST_ADDRESS = 256;
const LONGEST_ID = 128;
const SHORT_CODE = /^\d{3,6}$/;
const CONSENT: ReadonlyMap<string, 'stop' | 'start' | 'help'> = new Map([
  ['STOP', 'stop'],
  ['START', 'start'],
  ['HELP', 'help'],
]);

/** Reads an inbound SMS or WhatsApp message. */
export const readTwilio = (form: TwilioForm | null | undefined): Received | Unread => {
  const field = (name: string): string | undefined => {
    const value = form?.[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const sid = field('MessageSid');
  const from = field('From');
  if (!sid || sid.length > LONGEST_ID) return bad('no-message-sid');
  if (!from?.trim() || from.length > LONGEST_ADDRESS) return bad('no-sender');
  // A status callback that was pointed at this address says nothing that a person wrote.
  if (field('MessageStatus')) return { kind: 'ignore' };
  // A short code is a machine; two machines that answer each other never stop.
  if (SHORT_CODE.test(from)) return { kind: 'ignore' };
  const content = readContent(field);
  if (content === undefined) return bad('bad-location');
  const also = alsoKnownAs(from, field);
  return {
    channel: from.startsWith('whatsapp:') ? 'whatsapp' : 'sms',
    delivery: `twilio:${sid}`,
    address: from,
    ...(also.length === 0 ? {} : { also }),
    content,
  };
};

const bad = (reason: string): Unread => ({ kind: 'bad', reason });

type Field = (name: string) => string | undefined;

const readContent = (field: Field): Content | undefined => {
  const change = CONSENT.get(field('OptOutType') ?? '');
  if (change) return { kind: 'consent', change };
  const text = clean(cut(field('Body') ?? '', CAPABILITIES.sms.text));
  const id = field('ButtonPayload') ?? field('ListId');
  if (id !== undefined) {
    const title = clean(cut(field('ButtonText') ?? field('ListTitle') ?? text, CAPABILITIES.sms.text));
    return { kind: 'pick', id: clean(cut(id, LONGEST_ADDRESS)), ...(title === '' ? {} : { title }) };
  }
  if (field('Latitude') !== undefined || field('Longitude') !== undefined) {
    const point = readPoint(field('Latitude'), field('Longitude'));
    return point && { kind: 'location', point };
  }
  if (text === '' && Number(field('NumMedia') ?? 0) > 0) return { kind: 'media' };
  return { kind: 'text', text };
};

const DEGREES = /^-?\d{1,3}(\.\d{1,20})?$/;

const readPoint = (north: string | undefined, east: string | undefined): Point | undefined => {
  if (!north || !east || !DEGREES.test(north) || !DEGREES.test(east)) return undefined;
  const [latitude, longitude] = [Number(north), Number(east)];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { kind: 'point', latitude, longitude } : undefined;
};
