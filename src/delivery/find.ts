import type { Keys } from '../base/keys.ts';
import { OperationalError } from '../base/operational-error.ts';
import type { Received } from '../channel/channel.ts';
import type { Answered, Commit, Saved, Store } from '../store/store.ts';

/** What one person may be kept under: for each address that the provider gave, a name under each key, the newest first. */
export type Names = readonly (readonly string[])[];

/** The names of whoever sent this; the first of them is what they are kept under from now on. */
export const namesOf = (keys: Pick<Keys, 'person'>, { channel, address, also = [] }: Received): Names =>
  [address, ...also].map((one) => keys.person(channel, one));

/** What is kept of a person under one of their names, and what a commit must say to have it moved. */
export interface Found extends Pick<Commit, 'formerly' | 'also'> {
  readonly person: string;
  /** The name under which this delivery is known by the same key. */
  readonly delivery: string;
  readonly saved: Saved;
  /** Whether they asked, under any of their names, not to be written to. */
  readonly stopped: boolean;
  /** Whether that is not yet known under a name that they may write under: even a silent turn must see to it. */
  readonly unheard: boolean;
  readonly answered?: Answered | undefined;
}

type Looked = Omit<Found, 'unheard'>;

/** Looks under the address that wrote first and then under the others, and under the newest key first. */
export const find = async (
  { store, keys }: { readonly store: Pick<Store, 'load'>; readonly keys: Pick<Keys, 'deliveries'> },
  received: Received,
  names: Names,
): Promise<Found> => {
  const deliveries = keys.deliveries(received.delivery);
  const looked: Looked[] = [];
  for (const keyed of names)
    for (const [i, person] of keyed.entries()) {
      const delivery = deliveries[i] ?? '';
      const found: Looked = { person, delivery, ...(await store.load(person, delivery)) };
      if (found.answered) return { ...found, unheard: false };
      looked.push(found);
    }
  const [first] = looked;
  if (!first) throw new OperationalError('bad-person-key', 'no key to name a person by');
  return { ...(looked.find(hasTurns) ?? first), ...together(looked, names) };
};

const hasTurns = ({ saved }: Looked): boolean => saved.version > 0;

const together = (looked: readonly Looked[], [own = [], ...others]: Names) => {
  const also = others.flatMap(([newest]) => newest ?? []);
  const current = new Set([...own.slice(0, 1), ...also]);
  const stopped = looked.some((one) => one.stopped);
  const older = looked.filter((one) => own.indexOf(one.person) > 0 && (hasTurns(one) || one.stopped));
  // Others are named though nothing was found: if another turn is writing under one of them just now, one of the two is redone.
  const formerly = [...older.map(({ person }) => person), ...others.flat()];
  return {
    stopped,
    unheard: stopped && looked.some((one) => current.has(one.person) && !one.stopped),
    ...(formerly.length === 0 ? {} : { formerly }),
    ...(also.length === 0 ? {} : { also }),
  };
};
