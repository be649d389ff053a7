import type { ChannelName } from './channel.ts';

/** What a channel can carry. The one table of limits; the sources are the providers' own references. */
export interface Capabilities {
  /** Most UTF-16 units in one message. */
  readonly text: number;
  /** Most buttons under one message; 0 means options are listed by number. */
  readonly buttons: number;
  /** Most UTF-16 units on a button. */
  readonly label: number;
  /** Most bytes of UTF-8 in the id behind a button. */
  readonly buttonId: number;
  readonly alphabet: 'unicode' | 'gsm7';
  /** SMS: a message of more segments than this is split into pages. */
  readonly segments?: number;
  /** SMS: pages of a split message have at most this many segments each. */
  readonly pageSegments?: number;
  /** Words of the carrier that must never be offered as an answer. */
  readonly reserved: readonly string[];
}

/** Carrier keywords on US long codes and toll-free numbers (Twilio's default opt-out list, with YES and INFO). */
const CARRIER_WORDS = [
  'stop',
  'stopall',
  'unsubscribe',
  'cancel',
  'end',
  'quit',
  'revoke',
  'optout',
  'start',
  'unstop',
  'yes',
  'help',
  'info',
] as const;

export const CAPABILITIES: Readonly<Record<ChannelName, Capabilities>> = {
  // Bot API 10.1: text 4096 after entity parsing, callback_data 64 bytes; 100 buttons and ~30 characters by practice.
  telegram: { text: 4096, buttons: 100, label: 40, buttonId: 64, alphabet: 'unicode', reserved: [] },
  // Twilio's Body limit, WhatsApp included. Options leave as numbered text.
  whatsapp: { text: 1600, buttons: 0, label: 72, buttonId: 200, alphabet: 'unicode', reserved: [] },
  // 1600 through Body; four segments are the most one answer may cost without asking.
  sms: {
    text: 1600,
    buttons: 0,
    label: 72,
    buttonId: 200,
    alphabet: 'gsm7',
    segments: 4,
    pageSegments: 3,
    reserved: CARRIER_WORDS,
  },
  terminal: { text: 100_000, buttons: 0, label: 200, buttonId: 200, alphabet: 'unicode', reserved: [] },
};
