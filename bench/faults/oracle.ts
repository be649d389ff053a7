import type { Channel, Received } from '../../src/channel/channel.ts';
import type { Release } from '../../src/content/release.ts';
import { type Conversation, encodeProfile, encodeState } from '../../src/dialog/conversation.ts';
import { turn } from '../../src/dialog/turn.ts';

/** What a provider knows of one message in the end; times are of one clock, in milliseconds. */
export interface Delivered {
  readonly received: Received;
  readonly began: number;
  /** When it was first answered with a 2xx, or when its provider gave up. */
  readonly ended: number;
  /** The body of every 2xx, the first one first; none where the provider gave up. */
  readonly bodies: readonly string[];
}

/** What the store has of the person in the end, opened. */
export interface Kept {
  readonly version: number;
  readonly profile?: string;
  readonly state?: string;
}

export interface Verdict {
  /** Acknowledged, and yet not in what became of the person, or answered with what the fold does not say. */
  readonly lost: readonly string[];
  /** Moved the person twice, or was answered in two ways. */
  readonly double: readonly string[];
}

interface Standing {
  readonly conversation: Conversation | undefined;
  readonly stopped: boolean;
  readonly version: number;
}

const FRESH: Standing = { conversation: undefined, stopped: false, version: 0 };

export interface Universe {
  readonly release: Release;
  readonly channel: Channel;
  readonly now: number;
}

const step = ({ release, now }: Universe, before: Standing, received: Received) => {
  const turned = turn(release, before.conversation, received, now, before.stopped);
  const wrote = turned.conversation !== undefined || turned.consent !== undefined;
  const after: Standing = {
    conversation: turned.conversation === undefined ? before.conversation : (turned.conversation ?? undefined),
    stopped: turned.consent === undefined ? before.stopped : turned.consent === 'stopped',
    version: turned.forget ? 0 : before.version + (wrote ? 1 : 0),
  };
  return { turned, after };
};

const isKept = ({ conversation, version }: Standing, kept: Kept): boolean =>
  version === kept.version &&
  (conversation
    ? kept.profile === encodeProfile(conversation) && kept.state === encodeState(conversation)
    : kept.profile === undefined && kept.state === undefined);

/** A server may still be at work on a message that its provider has given up. */
const LINGERS_MS = 15_000;

const wasGivenUp = ({ bodies }: Delivered): boolean => bodies.length === 0;
const lastMoment = (one: Delivered): number => (wasGivenUp(one) ? one.ended + LINGERS_MS : one.ended);

const forgets = ({ received: { content } }: Delivered): boolean => content.kind === 'text' && content.text === 'forget';

/** A repeat is rightly met with silence once somebody was forgotten: what they had been told is erased. */
const isSilence = ({ channel }: Universe, { received }: Delivered, body: string | undefined): boolean =>
  body === channel.inline(undefined, received).body;

/**
 * Looks for an order of the person's messages in which the pure fold says exactly what they were answered and ends where
 * the store stands: none that was answered before another one began may come after it. One that was given up may have moved
 * them or not.
 */
const explains = (universe: Universe, deliveries: readonly Delivered[], kept: Kept): boolean => {
  const failed = new Set<string>();
  const from = (standing: Standing, left: readonly Delivered[]): boolean => {
    if (left.length === 0) return isKept(standing, kept);
    const { conversation } = standing;
    const key = [
      left.map((one) => deliveries.indexOf(one)),
      standing.version,
      standing.stopped,
      conversation && encodeState(conversation) + encodeProfile(conversation),
    ].join('|');
    if (failed.has(key)) return false;
    failed.add(key);
    return left.some((one) => {
      if (left.some((other) => other !== one && lastMoment(other) < one.began)) return false;
      const rest = left.filter((other) => other !== one);
      if (wasGivenUp(one) && from(standing, rest)) return true;
      const { turned, after } = step(universe, standing, one.received);
      const says = universe.channel.inline(turned.laid, one.received).body;
      const erased = isSilence(universe, one, one.bodies[0]) && rest.some(forgets);
      return (wasGivenUp(one) || erased || one.bodies[0] === says) && from(after, rest);
    });
  };
  return from(FRESH, deliveries);
};

const named = ({ received }: Delivered): string => received.delivery;

/** What one person was told and what is kept of them, judged by the pure fold. */
export const judge = (universe: Universe, deliveries: readonly Delivered[], kept: Kept): Verdict => {
  const wasForgotten = deliveries.some(forgets);
  const double = deliveries
    .filter((one) =>
      one.bodies.some((body) => body !== one.bodies[0] && !(wasForgotten && isSilence(universe, one, body))),
    )
    .map(named);
  if (double.length > 0 || explains(universe, deliveries, kept)) return { lost: [], double };
  const most = deliveries.length;
  const first = deliveries[0] ? named(deliveries[0]) : 'nobody';
  return kept.version > most ? { lost: [], double: [first] } : { lost: [first], double: [] };
};
