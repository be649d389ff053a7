import { setTimeout as pause } from 'node:timers/promises';
import { createKeys, readPersonKeys } from '../../src/base/keys.ts';
import { createSeal } from '../../src/base/seal.ts';
import type { Channel, ChannelName } from '../../src/channel/channel.ts';
import { createSms } from '../../src/channel/sms.ts';
import { createTelegram } from '../../src/channel/telegram.ts';
import { createWhatsapp } from '../../src/channel/whatsapp.ts';
import { readTree } from '../../src/content/tree.ts';
import { openStore } from '../../src/store/open.ts';
import { releaseOf } from '../../test/support/repository.ts';
import { chanceFrom } from '../support/chance.ts';
import { type Harm, harm, type Progress } from './harm.ts';
import { keptOfAll, rowsOf } from './kept.ts';
import { judgeLetters, putLetters, untilSettled } from './letters.ts';
import { type Delivered, judge } from './oracle.ts';
import { type Person, writePerson } from './people.ts';
import { createPost } from './post.ts';
import { createProviders, type Traffic } from './providers.ts';
import { createWorld, type Database } from './world.ts';

export interface Plan {
  readonly seed: number;
  /** The flows and content that are talked about. */
  readonly dir: string;
  /** A day on which they hold. */
  readonly startAt: number;
  readonly conversations: number;
  readonly kills: number;
  readonly letters: number;
  /** Two servers on it; without one there is a single server on SQLite. */
  readonly database?: Database | undefined;
  readonly without?: string | undefined;
  /** Is told again and again how many conversations are over. */
  readonly tell?: (done: number) => void;
}

export interface Result {
  readonly traffic: Traffic;
  readonly harm: Harm;
  readonly restarts: number;
  /** Deliveries and letters, by the provider's id and our own. */
  readonly lost: readonly string[];
  readonly double: readonly string[];
  readonly ambiguous: readonly string[];
  readonly seconds: number;
}

const AT_ONCE = 48;

/** The pure half of the channels: what is said inline. Sending is the servers' own. */
const inlineOnly = (): ReadonlyMap<ChannelName, Channel> => {
  const never = (): never => {
    throw new Error('the oracle sends nothing');
  };
  const client = { messages: { create: never, list: never } };
  return new Map<ChannelName, Channel>([
    ['sms', createSms({ from: '', client })],
    ['whatsapp', createWhatsapp({ from: '', client })],
    ['telegram', createTelegram({ api: { sendMessage: never } })],
  ]);
};

interface Talked {
  readonly person: Person;
  readonly delivered: readonly Delivered[];
}

/** One whole run: people write, providers hand in, things break; then every reply and every row is held against the pure fold. */
export const runFaults = async (plan: Plan): Promise<Result> => {
  const began = performance.now();
  const { seed, conversations, startAt } = plan;
  const release = releaseOf(readTree(plan.dir));
  const world = await createWorld(plan.dir, startAt, plan.database, plan.without);
  const wire = createPost();
  try {
    const personKeys = readPersonKeys(world.personKey);
    const keys = createKeys(personKeys);
    const seal = createSeal(personKeys);
    await world.start();
    const store = await openStore(world.databaseUrl);
    const letters = await putLetters({ store, keys, seal }, plan.letters, chanceFrom(seed), world.now());
    await store.close();

    const providers = createProviders(
      wire.post,
      world.servers.map(({ url }) => url),
    );
    const talked: Talked[] = [];
    let [next, allowed] = [0, plan.kills === 0 ? 1 : 0];
    const talk = async (): Promise<void> => {
      while (next < conversations) {
        const index = next++;
        while (index / conversations > allowed) await pause(2);
        const chance = chanceFrom(seed * 1_000_003 + index);
        const person = writePerson(release, index, chance, startAt);
        talked.push({ person, delivered: await providers.carry(person, chance) });
        plan.tell?.(talked.length);
      }
    };
    const progress: Progress = {
      share: () => next / conversations,
      allow: (share) => {
        allowed = share;
      },
    };
    const [harmed] = await Promise.all([
      harm(world, plan.database, plan.kills, chanceFrom(seed + 1), progress),
      ...Array.from({ length: AT_ONCE }, talk),
    ]);
    await Promise.all(world.servers.map((server) => server.ready()));
    const rows = await untilSettled(() => rowsOf(world.databaseUrl, 'outbox'));

    const keptOf = await keptOfAll(world.databaseUrl, seal);
    const channels = inlineOnly();
    const verdicts = talked.map(({ person: { channel, address }, delivered }) =>
      judge(
        { release, channel: channels.get(channel) as Channel, now: startAt },
        delivered,
        keptOf(keys.person(channel, address)[0] ?? ''),
      ),
    );
    const sent = judgeLetters(letters, rows, world.outbound);
    return {
      traffic: providers.traffic,
      harm: harmed,
      restarts: world.servers.reduce((sum, server) => sum + server.restarts(), 0),
      lost: [...verdicts.flatMap(({ lost }) => lost), ...sent.lost],
      double: [...verdicts.flatMap(({ double }) => double), ...sent.double],
      ambiguous: sent.ambiguous,
      seconds: Math.round((performance.now() - began) / 1000),
    };
  } finally {
    wire.close();
    await world.close();
  }
};
