import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../support/chance.ts';
import type { Delivered } from './oracle.ts';
import type { Message, Person } from './people.ts';
import type { Answer, Post, Weather } from './post.ts';

/** Counts of one run. */
export interface Traffic {
  messages: number;
  attempts: number;
  repeats: number;
  givenUp: { telegram: number; twilio: number };
}

export interface Providers {
  /** Hands in everything a person writes, in their order; what became of each message. */
  readonly carry: (person: Person, chance: Chance) => Promise<readonly Delivered[]>;
  readonly traffic: Traffic;
}

/**
 * `#rc=5&rp=all`: five more tries, at once, whatever went wrong, all of them within 15 seconds; then the same at the
 * fallback URL, which is the same public address (docs/deploy.md).
 */
const TWILIO = { addresses: 2, tries: 6, withinMs: 15_000 } as const;
/** Telegram tries for 24 hours; one second here is ten minutes of its own. */
const TELEGRAM = { withinMs: 24 * 6 * 1000, first: 20, longest: 1000 } as const;

const BROKEN = 0.04;
const SLOW = 0.1;
const SLOWEST_MS = 200;
/** A repeat may come long after the person has gone on. */
const LATEST_MS = 1500;

/** Who gets no answer writes again after a while. */
const PATIENCE_MS = 3000;

const weather = (chance: Chance): Weather => {
  const delay = chance() < SLOW ? Math.floor(chance() * SLOWEST_MS) : 0;
  const kind = chance();
  if (kind < BROKEN) return { delay, breaks: 'before' };
  return kind < 2 * BROKEN ? { delay, breaks: 'at-the-answer' } : { delay };
};

const isGood = (answer: Answer | undefined): answer is Answer =>
  answer !== undefined && answer.status >= 200 && answer.status < 300;

export const createProviders = (post: Post, urls: readonly string[]): Providers => {
  const traffic: Traffic = { messages: 0, attempts: 0, repeats: 0, givenUp: { telegram: 0, twilio: 0 } };

  /** One attempt at the public address: behind it, whoever refuses the connection is passed over. */
  const attempt = async (message: Message, chance: Chance, how: Weather): Promise<Answer | undefined> => {
    traffic.attempts++;
    const first = Math.floor(chance() * urls.length);
    for (let n = 0; n < urls.length; n++) {
      try {
        const url = urls[(first + n) % urls.length] as string;
        return await post(url + message.path, message.headers, message.payload, how);
      } catch (cause) {
        // To the provider it is one more failed attempt, whatever it was.
        if ((cause as NodeJS.ErrnoException).code !== 'ECONNREFUSED') return undefined;
      }
    }
    return undefined;
  };

  const byTwilio = async (message: Message, chance: Chance): Promise<Answer | undefined> => {
    for (let address = 0; address < TWILIO.addresses; address++) {
      const until = performance.now() + TWILIO.withinMs;
      for (let n = 0; n < TWILIO.tries && performance.now() < until; n++) {
        const answer = await attempt(message, chance, weather(chance));
        if (isGood(answer)) return answer;
      }
    }
    return undefined;
  };

  const byTelegram = async (message: Message, chance: Chance): Promise<Answer | undefined> => {
    const until = performance.now() + TELEGRAM.withinMs;
    for (let wait: number = TELEGRAM.first; performance.now() < until; wait = Math.min(wait * 2, TELEGRAM.longest)) {
      const answer = await attempt(message, chance, weather(chance));
      if (isGood(answer)) return answer;
      await pause(wait);
    }
    return undefined;
  };

  /** Settles with the first answer; what is handed in again comes whenever it comes. */
  const deliver = async (person: Person, message: Message, chance: Chance): Promise<{ whole: Promise<Delivered> }> => {
    traffic.messages++;
    const provider = person.channel === 'telegram' ? 'telegram' : 'twilio';
    const began = performance.now();
    const first = await (provider === 'telegram' ? byTelegram : byTwilio)(message, chance);
    const { received } = message;
    if (!first) {
      traffic.givenUp[provider]++;
      const whole = Promise.resolve({ received, began, ended: performance.now(), bodies: [] });
      await pause(PATIENCE_MS);
      return { whole };
    }
    const ended = performance.now();
    const again = Array.from({ length: message.repeats }, () => {
      traffic.repeats++;
      return attempt(message, chance, { delay: Math.floor(chance() * LATEST_MS) });
    });
    const whole = Promise.all(again).then((answers) => ({
      received,
      began,
      ended,
      bodies: [first, ...answers.filter(isGood)].map(({ body }) => body),
    }));
    return { whole };
  };

  return {
    traffic,
    carry: async (person, chance) => {
      const handed: { whole: Promise<Delivered> }[] = [];
      for (const group of person.groups)
        handed.push(...(await Promise.all(group.map((message) => deliver(person, message, chance)))));
      return Promise.all(handed.map(({ whole }) => whole));
    },
  };
};
