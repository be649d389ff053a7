import type { Instant } from '../base/day.ts';
import type { Keys } from '../base/keys.ts';
import { OperationalError } from '../base/operational-error.ts';
import type { Seal } from '../base/seal.ts';
import type { Channel, ChannelName, HttpBody, Laid, Received } from '../channel/channel.ts';
import type { Release } from '../content/release.ts';
import { type Conversation, decodeConversation, encodeProfile, encodeState } from '../dialog/conversation.ts';
import type { Turned } from '../dialog/room.ts';
import { slowDown, turn } from '../dialog/turn.ts';
import { isWish } from '../dialog/wish.ts';
import type { TurnStore } from '../store/patient.ts';
import type { Commit } from '../store/store.ts';
import { type Found, find, type Names, namesOf } from './find.ts';
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
  /** The store for one turn; asked when its delivery comes in, so that waiting in a lane counts too. */
  readonly store: () => TurnStore;
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
      const names = namesOf(deps.keys, received);
      const person = names[0]?.[0] ?? '';
      // Nothing of a group is stored, so there is nothing to take turns over.
      if (received.content.kind === 'group') {
        const tell = groups.tellOnce(person, deps.keys.delivery(received.delivery));
        return Promise.resolve(tell ? answerGroup(deps, channel, received) : channel.inline(undefined, received));
      }
      const store = deps.store();
      return lanes.enter(person, () => takeTurn(deps, store, channel, received, names, paceOf));
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

const takeTurn = async (
  deps: ReceiveDeps,
  store: TurnStore,
  channel: Channel,
  received: Received,
  names: Names,
  paceOf: (person: string) => Pace,
): Promise<HttpBody> => {
  const { keys, seal, now, note, questions } = deps;
  const [[person = ''] = []] = names;
  const delivery = keys.delivery(received.delivery);
  const repeat = (body: string | undefined, name: string): HttpBody => {
    note({ channel: received.channel, outcome: 'duplicate', flow: '', step: '', redone: 0 });
    const opened = body === undefined ? undefined : seal.open(body, replyContext(name));
    return channel.inline(opened === undefined ? undefined : (JSON.parse(opened) as Laid), received);
  };
  let pace: Pace | undefined;
  for (let redone = 0; redone < MOST_REDONE; redone++) {
    const found = await find({ store, keys }, received, names);
    if (found.answered) return repeat(found.answered.body, found.delivery);
    pace ??= paceOf(person);
    const release = deps.release();
    const before = readConversation(seal, found);
    const isHeard = pace === 'go' || isWish(release, before, received.content, found.stopped);
    if (!isHeard && pace === 'quiet') {
      note({ channel: received.channel, outcome: 'silent', flow: '', step: '', redone });
      return channel.inline(undefined, received);
    }
    const turned = (isHeard ? turn : slowDown)(release, before, received, now(), found.stopped);
    const body = channel.inline(turned.laid, received);
    if (turned.conversation === undefined && turned.consent === undefined && !found.unheard) {
      // A meant silence moves nobody. It is remembered, or a repeat that comes after START would be answered.
      if (!(await store.remember(delivery, release.id, now()))) continue;
      note({ channel: received.channel, outcome: turned.outcome, ...turned.at, redone });
      return body;
    }
    const commit: Commit = {
      person,
      ...(found.formerly ? { formerly: found.formerly } : {}),
      ...(found.also ? { also: found.also } : {}),
      delivery,
      version: found.saved.version,
      ...kept(seal, person, turned, found),
      // Without the address: whoever repeats the delivery gives it again.
      ...(turned.laid ? { reply: seal.seal(JSON.stringify(turned.laid), replyContext(delivery)) } : {}),
      release: release.id,
      ...(turned.consent ? { consent: turned.consent } : {}),
      ...(turned.forget ? { forget: true } : {}),
      outbox: [],
      at: now(),
    };
    // First, so that "everything is erased" is true once it is said; done again, it does no harm.
    if (turned.forget) await questions.forget(names.flat(), store);
    const committed = await store.commit(commit);
    // No two seals are alike: what is kept is what was written just now, by a try of which the store could not tell any more.
    const isOurs = committed.kind === 'duplicate' && commit.reply !== undefined && committed.body === commit.reply;
    if (committed.kind === 'duplicate' && !isOurs) return repeat(committed.body, delivery);
    if (committed.kind === 'committed' || isOurs) {
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
