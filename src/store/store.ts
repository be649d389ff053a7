import type { Day, Instant } from '../base/day.ts';
import type { ChannelName } from '../channel/channel.ts';
import type { Releases } from './releases.ts';

/** What is kept of one person between two messages; both texts are sealed by the caller. */
export interface Saved {
  /** Grows by one with each committed turn; 0 means nothing is kept. */
  readonly version: number;
  /** Language and whether they were greeted. Kept 30 days after the last message. */
  readonly profile?: string;
  /** Where they are and what they answered. Erased 24 hours after the last message. */
  readonly state?: string;
}

/** How a delivery was answered before. `body` is blank once the retry horizon is over or the person asked to be forgotten. */
export interface Answered {
  readonly body?: string;
}

export interface Outgoing {
  readonly id: string;
  readonly channel: ChannelName;
  /** Sealed address and sealed message: only while something must be sent. */
  readonly address: string;
  readonly message: string;
  readonly due: Instant;
}

export interface Claimed extends Outgoing {
  readonly person: string;
  /** Counts this claim too: 1 the first time. */
  readonly attempts: number;
  /** The lease of an earlier claim ended without a word: whoever had it may have sent it. */
  readonly interrupted?: true;
}

/** One turn, written whole or not at all. */
export interface Commit {
  readonly person: string;
  /**
   * Other names of the same person, under older keys or from other addresses, in the order in which they count. Where nothing is kept under `person`, `version` is that of the
   * first of these that has something; all that is theirs becomes `person`'s. Give `profile` and `state` too, sealed for `person`.
   */
  readonly formerly?: readonly string[];
  /** Those of the other names that the person may write under again: what was said about silence holds under each of them too. */
  readonly also?: readonly string[];
  /** Keyed hash of the provider's delivery id. */
  readonly delivery: string;
  /** The version that was loaded. */
  readonly version: number;
  /** Undefined keeps what is stored; null erases. */
  readonly profile?: string | null;
  readonly state?: string | null;
  /** Sealed inline reply; undefined when an outbox row or nobody answers. */
  readonly reply?: string;
  readonly release: string;
  readonly consent?: 'stopped' | 'started';
  /** Erase all that is kept of the person, an opt-out flag excepted. This delivery's own row is kept as nobody's. */
  readonly forget?: boolean;
  readonly outbox: readonly Outgoing[];
  readonly at: Instant;
}

export type Committed =
  | { readonly kind: 'committed' }
  | { readonly kind: 'stale' }
  | ({ readonly kind: 'duplicate' } & Answered);

export type Settled =
  | { readonly kind: 'sent'; readonly providerId: string }
  /** Where it was not even tried, the claim does not count as an attempt. */
  | { readonly kind: 'retry'; readonly due: Instant; readonly reason: string; readonly untried?: true }
  | { readonly kind: 'given-up' | 'ambiguous'; readonly reason: string };

/** A term that a person used in a question without an answer, as keyed hashes. */
export interface TermUse {
  readonly term: string;
  /** Of this person and this term: two uses of one person have nothing in common. */
  readonly who: string;
  /** Not written to any database before so many people have used the term as LEAST_PEOPLE says. */
  readonly said: Said;
}

/** A term in clear. */
export interface Said {
  readonly words: string;
  /** Whether nobody here knew, or the person was told who else knows. */
  readonly kind: 'none' | 'outside';
  readonly locale: string;
}

/** A term of questions without an answer, and how many different people used it. */
export interface Question extends Said {
  readonly people: number;
  /** The last day on which it was used, in UTC. */
  readonly last: Day;
}

/** What survives a power cut. Every implementation passes the same contract tests (test/store/contract.ts). */
export interface Store {
  readonly load: (person: string, delivery: string) => Promise<{ saved: Saved; stopped: boolean; answered?: Answered }>;
  readonly commit: (turn: Commit) => Promise<Committed>;
  /** Remembers a delivery that is answered with silence and moves nobody, as nobody's; false where it was known. */
  readonly remember: (delivery: string, release: string, at: Instant) => Promise<boolean>;
  /** Hands out rows that are due and not leased, each to one claimer until the lease ends. */
  readonly claim: (now: Instant, leaseMs: number, limit: number) => Promise<readonly Claimed[]>;
  /** Ends a claim; a sent, ambiguous or given-up row loses its address and message at once. */
  readonly settle: (id: string, outcome: Settled) => Promise<void>;
  /** A delivery status of the provider, counted once: true the first time. */
  readonly status: (key: string, at: Instant) => Promise<boolean>;
  /** Notes the terms of one question. A person who uses a term again counts once, from the later day. */
  readonly noteTerms: (uses: readonly TermUse[], at: Instant) => Promise<void>;
  /** The terms that at least so many different people have used since then, and never fewer than LEAST_PEOPLE; the most used first. */
  readonly questions: (least: number, since: Instant) => Promise<readonly Question[]>;
  /** Erases all that is kept of a person, an opt-out flag excepted. Whoever writes at that moment begins anew. */
  readonly erase: (person: string) => Promise<void>;
  /** Erases one person's uses: `whoOf` gives the hashes that a use of a term by this person would have. */
  readonly forgetTerms: (whoOf: (term: string) => readonly string[]) => Promise<void>;
  readonly releases: Releases;
  /** Erases what has outlived its time: replies, states, profiles, delivery ids, terms. */
  readonly sweep: (now: Instant) => Promise<void>;
  /** Throws an OperationalError when the store cannot be reached. */
  readonly ready: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** How long things are kept, in milliseconds. */
export const KEPT = {
  /** Telegram repeats for 24 hours; Twilio for seconds. */
  reply: 24 * 3_600_000,
  delivery: 48 * 3_600_000,
  state: 24 * 3_600_000,
  profile: 30 * 24 * 3_600_000,
  term: 30 * 24 * 3_600_000,
} as const;

/** What fewer different people have said is shown to nobody, and stands nowhere in clear. */
export const LEAST_PEOPLE = 3;

/** Terms are dated by the day alone, as the number of days since 1970: an hour would tell whose they are. */
export const DAY_MS = 24 * 3_600_000;
export const dayNumber = (at: Instant): number => Math.floor(at / DAY_MS);
