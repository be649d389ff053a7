import { dayIn, type Instant } from '../base/day.ts';
import { OperationalError } from '../base/operational-error.ts';
import { createMemoryOutbox } from './memory-outbox.ts';
import { createMemoryReleases } from './memory-releases.ts';
import { createMemoryTerms } from './memory-terms.ts';
import { type Answered, type Commit, type Committed, KEPT, type Saved, type Store } from './store.ts';

interface Delivery {
  readonly person: string | undefined;
  readonly answered: Answered;
  readonly release: string;
  readonly at: Instant;
}

interface Kept {
  readonly saved: Saved;
  readonly touched: Instant;
}

/** Undefined keeps what there was; null erases it. */
const changed = (before: string | undefined, after: string | null | undefined): string | undefined =>
  after === undefined ? before : (after ?? undefined);

const savedAfter = (before: Saved | undefined, turn: Commit): Saved => {
  const profile = changed(before?.profile, turn.profile);
  const state = changed(before?.state, turn.state);
  return {
    version: turn.version + 1,
    ...(profile === undefined ? {} : { profile }),
    ...(state === undefined ? {} : { state }),
  };
};

/** A store that forgets all when the process ends: for tests and for the simulator's people. */
export const createMemoryStore = (): Store => {
  const people = new Map<string, Kept>();
  const stopped = new Map<string, string>();
  const deliveries = new Map<string, Delivery>();
  const statuses = new Map<string, Instant>();
  const outbox = createMemoryOutbox();
  const terms = createMemoryTerms();

  const rename = (former: string, person: string): void => {
    const kept = people.get(former);
    if (kept && !people.has(person)) people.set(person, kept);
    people.delete(former);
    const since = stopped.get(former);
    if (since !== undefined && !stopped.has(person)) stopped.set(person, since);
    stopped.delete(former);
    for (const [id, row] of deliveries) if (row.person === former) deliveries.set(id, { ...row, person });
    outbox.rename(former, person);
  };

  const forget = (person: string): void => {
    people.delete(person);
    outbox.forget(person);
    for (const [id, row] of deliveries)
      if (row.person === person) deliveries.set(id, { ...row, person: undefined, answered: {} });
  };

  const commit = (turn: Commit): Committed => {
    const { person, delivery, formerly = [], also = [], at } = turn;
    const before = deliveries.get(delivery);
    if (before) return { kind: 'duplicate', ...before.answered };
    const kept = [person, ...formerly].map((name) => people.get(name)).find((found) => found !== undefined);
    if ((kept?.saved.version ?? 0) !== turn.version) return { kind: 'stale' };
    const ids = turn.outbox.map(({ id }) => id);
    if (new Set(ids).size < ids.length || ids.some(outbox.has))
      throw new OperationalError('store-failed', 'an outbox id is already taken');

    for (const former of formerly) rename(former, person);
    if (turn.forget) forget(person);
    else people.set(person, { saved: savedAfter(kept?.saved, turn), touched: at });
    if (turn.consent === 'stopped' && !stopped.has(person)) stopped.set(person, dayIn('UTC', at).iso);
    if (turn.consent === 'started') stopped.delete(person);
    const since = stopped.get(person);
    if (since !== undefined) for (const name of also) stopped.set(name, since);
    deliveries.set(delivery, {
      // What says "everything is erased" is repeated like any reply, and is nobody's.
      person: turn.forget ? undefined : person,
      answered: turn.reply === undefined ? {} : { body: turn.reply },
      release: turn.release,
      at,
    });
    for (const outgoing of turn.outbox) outbox.add(person, outgoing);
    return { kind: 'committed' };
  };

  const sweep = (now: Instant): void => {
    for (const [id, row] of deliveries) {
      if (row.at <= now - KEPT.delivery) deliveries.delete(id);
      else if (row.at <= now - KEPT.reply) deliveries.set(id, { ...row, answered: {} });
    }
    for (const [person, { saved, touched }] of people) {
      const { state: _, ...rest } = saved;
      if (touched <= now - KEPT.profile) people.delete(person);
      else if (touched <= now - KEPT.state) people.set(person, { saved: rest, touched });
    }
    for (const [key, at] of statuses) if (at <= now - KEPT.delivery) statuses.delete(key);
    outbox.sweep(now);
  };

  return {
    load: async (person, delivery) => {
      const answered = deliveries.get(delivery)?.answered;
      const saved = people.get(person)?.saved ?? { version: 0 };
      return { saved, stopped: stopped.has(person), ...(answered === undefined ? {} : { answered }) };
    },
    erase: async (person) => forget(person),
    commit: async (turn) => commit(turn),
    remember: async (delivery, release, at) => {
      const isNew = !deliveries.has(delivery);
      if (isNew) deliveries.set(delivery, { person: undefined, answered: {}, release, at });
      return isNew;
    },
    claim: outbox.claim,
    settle: outbox.settle,
    status: async (key, at) => {
      const first = !statuses.has(key);
      if (first) statuses.set(key, at);
      return first;
    },
    noteTerms: terms.noteTerms,
    questions: terms.questions,
    forgetTerms: terms.forgetTerms,
    releases: createMemoryReleases(),
    sweep: async (now) => {
      sweep(now);
      await terms.sweep(now);
    },
    ready: async () => {},
    close: async () => {},
  };
};
