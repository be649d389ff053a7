import type { Point } from '../base/value.ts';
import type { Capabilities } from './capability.ts';

export type ChannelName = 'telegram' | 'whatsapp' | 'sms' | 'terminal';

/** What a provider handed in, in words of our own. Addresses are opaque: never parsed, never normalised. */
export interface Received {
  readonly channel: ChannelName;
  /** The provider's id of this delivery, with a prefix for the channel: equal ids are the same delivery. */
  readonly delivery: string;
  /** Where the person can be answered, exactly as the provider wrote it. */
  readonly address: string;
  /** Other addresses that the provider gives, in this same request, for the same person. None of them is answered. */
  readonly also?: readonly string[];
  readonly content: Content;
  /** The language the person's app is set to, as an IETF tag, where the provider tells. */
  readonly language?: string;
  /** Telegram: the press that must be acknowledged, best effort. */
  readonly press?: string;
}

export type Content =
  | { readonly kind: 'text'; readonly text: string }
  /** A button or list row: the id that we gave it, and its title in case the id is not ours. */
  | { readonly kind: 'pick'; readonly id: string; readonly title?: string }
  | { readonly kind: 'location'; readonly point: Point }
  | { readonly kind: 'media' }
  /** The provider has already handled an opt-out word; only the flag moves. */
  | { readonly kind: 'consent'; readonly change: 'stop' | 'start' | 'help' }
  /** The person blocked the bot: forget where they were. */
  | { readonly kind: 'blocked' }
  /** The bot was written to in a group or channel. */
  | { readonly kind: 'group' };

/** One thing a person can choose. `id` comes back as `pick`. */
export interface Option {
  readonly id: string;
  readonly label: string;
}

/** What one person is to read, before it has the shape of a channel. */
export interface Message {
  readonly text: string;
  readonly options: readonly Option[];
  readonly ask?: 'location';
  /** The words of this language that layout needs. */
  readonly words: LayoutWords;
}

export interface LayoutWords {
  /** The word that brings the next page, as the person should type it ("MÁS"). */
  readonly more: string;
  /** One line saying how to get the rest, with {{word}} already filled in. */
  readonly moreHint: string;
  /** The label of the button that shares a location. */
  readonly shareLocation: string;
}

/** A message in the shape of one channel: `text` is exactly what leaves; `rest` are the pages still to come. */
export interface Laid {
  readonly text: string;
  readonly rest: readonly string[];
  /** Options to be shown as buttons (Telegram); empty where the text lists them by number. */
  readonly buttons: readonly Option[];
  readonly ask?: 'location';
  /** The label of the button that shares a location; present with `ask`. */
  readonly shareLocation?: string;
}

export interface HttpBody {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Thrown by no one: what became of a message handed to a provider. */
export type Receipt =
  | { readonly kind: 'sent'; readonly id: string }
  | { readonly kind: 'retry'; readonly afterSeconds?: number; readonly reason: string }
  /** Nobody knows whether the provider took it: never blindly repeated. */
  | { readonly kind: 'ambiguous'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** One way in and out. Everything provider-specific stays behind it. */
export interface Channel {
  readonly name: ChannelName;
  readonly can: Capabilities;
  /** The reply as the body of the webhook's own response. */
  readonly inline: (laid: Laid | undefined, received: Received) => HttpBody;
  /** The reply as a request of our own (outbox). */
  readonly send: (address: string, laid: Laid) => Promise<Receipt>;
}
