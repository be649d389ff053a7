import type { Instant } from '../base/day.ts';
import type { Keys } from '../base/keys.ts';
import { OperationalError } from '../base/operational-error.ts';
import type { Seal } from '../base/seal.ts';
import type { Channel, ChannelName, HttpBody, Received } from '../channel/channel.ts';
import type { Release } from '../content/release.ts';
import { type Conversation, decodeConversation, encodeProfile, encodeState } from '../dialog/conversation.ts';
import type { Turned } from '../dialog/room.ts';
import { slowDown, turn } from '../dialog/turn.ts';
import type { Commit, Saved, Store } from '../store/store.ts';
import { createGroups } from './groups.ts';
import { createLanes } from './lanes.ts';
import { createPace, type Pace } from './pace.ts';
import type { Questions } from './questions.ts';
import { profileContext, replyContext, stateContext } from './sealed.ts';

/** What happened to one delivery, for logs and counters: nothing personal. */
export interface Note {
  readonly channel: ChannelName;
  readonly outcome: Turned['outcome'] | 'duplicate';
  readonly flow: string;
  readonly step: string;
  readonly redone: number;
}

export interface ReceiveDeps {
  readonly store: Store;
  readonly keys: Keys;
  readonly seal: Seal;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  /** The live release; asked once for each turn. */
  readonly release: () => Release;
  readonly now: () => Instant;
  readonly note: (note: Note) => void;
  /** Hears what a turn could not answer, after it was committed. */
  readonly questions: Pick<Questions, 'hear' | 'forget' | 'settled'>;
}

export interface Receive {
  /** Moves the conversation once and gives the one answer of this delivery, however often it comes. */
  readonly receive: (received: Received) => Promise<HttpBody>;
  /** Settles when everything that came in is answered. */
  readonly drained: () => Promise<void>;
}

/** A turn that another process overtook is redone, since it is pure; this often at most. */
const MOST_REDONE = 20;

/** From what a provider hands in to the body that goes back: one lane a person, one transaction a turn, one reply a delivery. */
export const createReceive = (deps: ReceiveDeps): Receive => {
  const lanes = createLanes();
  const groups = createGroups();
  const paceOf = createPace(deps.now);
  return {
    receive: (received) => {
      const channel = deps.channels.get(received.channel);
      if (!channel) throw new OperationalError('channel-off', `the channel ${received.channel} is off`);
      const people = deps.keys.person(received.channel, received.address);
      // Nothing of a group is stored, so there is nothing to take turns over.
      if (received.content.kind === 'group') {
        const tell = groups.tellOnce(people[0] ?? '', deps.keys.delivery(received.delivery));
        return Promise.resolve(tell ? answerGroup(deps, channel, received) : channel.inline(undefined, received));
      }
      return lanes.enter(people[0] ?? '', () => takeTurn(deps, channel, received, people, paceOf));
    },
    drained: async () => {
      await lanes.empty();
      await deps.questions.settled();
    },
  };
};

const answerGroup = (deps: ReceiveDeps, channel: Channel, received: Received): HttpBody => {
  const turned = turn(deps.release(), undefined, received, deps.now());
  deps.note({ channel: received.channel, outcome: turned.outcome, flow: '', step: '', redone: 0 });
  return channel.inline(turned.laid, received);
};

/** What is kept of a person, found under the newest key or an older one. */
interface Found {
  readonly person: string;
  /** The name under which this delivery is known by the same key. */
  readonly delivery: string;
  readonly saved: Saved;
  readonly stopped: boolean;
  readonly answered?: { readonly body?: string } | undefined;
}

const find = async ({ store, keys }: ReceiveDeps, received: Received, people: readonly string[]): Promise<Found> => {
  const deliveries = keys.deliveries(received.delivery);
  let first: Found | undefined;
  for (const [i, person] of people.entries()) {
    const delivery = deliveries[i] ?? '';
    const found = { person, delivery, ...(await store.load(person, delivery)) };
    if (found.answered || found.saved.version > 0 || found.stopped) return found;
    first ??= found;
  }
  if (!first) throw new OperationalError('bad-person-key', 'no key to name a person by');
  return first;
};

const takeTurn = async (
  deps: ReceiveDeps,
  channel: Channel,
  received: Received,
  people: readonly string[],
  paceOf: (person: string) => Pace,
): Promise<HttpBody> => {
  const { store, keys, seal, now, note, questions } = deps;
  const [person = ''] = people;
  const delivery = keys.delivery(received.delivery);
  const repeat = (body: string | undefined, name: string): HttpBody => {
    note({ channel: received.channel, outcome: 'duplicate', flow: '', step: '', redone: 0 });
    const opened = body === undefined ? undefined : seal.open(body, replyContext(name));
    return opened === undefined ? channel.inline(undefined, received) : (JSON.parse(opened) as HttpBody);
  };
  let pace: Pace | undefined;
  for (let redone = 0; redone < MOST_REDONE; redone++) {
    const found = await find(deps, received, people);
    if (found.answered) return repeat(found.answered.body, found.delivery);
    pace ??= paceOf(person);
    if (pace === 'quiet') {
      note({ channel: received.channel, outcome: 'silent', flow: '', step: '', redone });
      return channel.inline(undefined, received);
    }
    const release = deps.release();
    const take = pace === 'tell' ? slowDown : turn;
    const turned = take(release, readConversation(seal, found), received, now(), found.stopped);
    const body = channel.inline(turned.laid, received);
    if (turned.conversation === undefined && turned.consent === undefined) {
      // A meant silence leaves no trace: said again, it is silence again.
      note({ channel: received.channel, outcome: turned.outcome, ...turned.at, redone });
      return body;
    }
    const commit: Commit = {
      person,
      ...(found.person === person ? {} : { formerly: [found.person] }),
      delivery,
      version: found.saved.version,
      ...kept(seal, person, turned, found),
      reply: seal.seal(JSON.stringify(body), replyContext(delivery)),
      release: release.id,
      ...(turned.consent ? { consent: turned.consent } : {}),
      ...(turned.forget ? { forget: true } : {}),
      outbox: [],
      at: now(),
    };
    // First, so that "everything is erased" is true once it is said; done again, it does no harm.
    if (turned.forget) await questions.forget(people);
    const committed = await store.commit(commit);
    if (committed.kind === 'duplicate') return repeat(committed.body, delivery);
    if (committed.kind === 'committed') {
      note({ channel: received.channel, outcome: turned.outcome, ...turned.at, redone });
      questions.hear(person, turned);
      return body;
    }
  }
  throw new OperationalError('contention', 'a turn was overtaken too often');
};

const readConversation = (seal: Seal, { person, saved }: Found): Conversation | undefined => {
  const profile = saved.profile === undefined ? undefined : seal.open(saved.profile, profileContext(person));
  if (profile === undefined) return undefined;
  const state = saved.state === undefined ? undefined : seal.open(saved.state, stateContext(person));
  return decodeConversation(profile, state);
};

/** What the turn writes of the person, sealed to them; after a change of key everything is sealed anew. */
const kept = (
  seal: Seal,
  person: string,
  { conversation }: Turned,
  found: Found,
): Pick<Commit, 'profile' | 'state'> => {
  if (conversation === null) return { profile: null, state: null };
  const now = conversation ?? (found.person === person ? undefined : readConversation(seal, found));
  if (!now) return {};
  return {
    profile: seal.seal(encodeProfile(now), profileContext(person)),
    state: seal.seal(encodeState(now), stateContext(person)),
  };
};
