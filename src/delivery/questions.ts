import type { Instant } from '../base/day.ts';
import type { Keys } from '../base/keys.ts';
import type { Turned } from '../dialog/room.ts';
import type { Unanswered } from '../dialog/unanswered.ts';
import { dayNumber, type Said, type Store, type TermUse } from '../store/store.ts';

export interface QuestionsDeps {
  readonly store: Pick<Store, 'noteTerms' | 'forgetTerms'>;
  readonly keys: Pick<Keys, 'term' | 'uses'>;
  readonly now: () => Instant;
  /** Told what went wrong: nobody waits for a note, and nobody else hears of it. */
  readonly failed: (cause: unknown) => void;
}

export interface Questions {
  /** Notes what a committed turn could not answer. Returns at once and never throws. */
  readonly hear: (person: string, turned: Pick<Turned, 'unanswered' | 'offer'>) => void;
  /** Erases what a person's questions left, under every name they have had, `through` the store of their turn. Throws when it cannot. */
  readonly forget: (people: readonly string[], through?: Pick<Store, 'forgetTerms'>) => Promise<void>;
  /** Settles when everything heard is written. */
  readonly settled: () => Promise<void>;
}

/** How many questions of one person are noted in one day; a flood of them would tell editors nothing. */
const MOST_A_DAY = 30;
/** People counted so; beyond, counting begins anew. */
const MOST_COUNTED = 10_000;
/** Notes that wait for a slow store; more are let go. */
const MOST_WAITING = 200;
/** How many people's doubts are remembered, and for how long an offer can still be refused. */
const MOST_DOUBTS = 1000;
const DOUBT_MS = 3_600_000;

/** The terms of questions without an answer, on their way to the store: as keyed hashes, after the turn, one question at a time. */
export const createQuestions = ({ store, keys, now, failed }: QuestionsDeps): Questions => {
  // What may turn out to be unanswered is only remembered here, by this process.
  const doubts = new Map<string, Unanswered & { readonly at: Instant }>();
  let counted = { day: 0, people: new Map<string, number>() };
  let waiting = 0;
  let tail: Promise<unknown> = Promise.resolve();

  const isTooMuch = (person: string): boolean => {
    const day = dayNumber(now());
    if (counted.day !== day || counted.people.size >= MOST_COUNTED) counted = { day, people: new Map() };
    const count = (counted.people.get(person) ?? 0) + 1;
    counted.people.set(person, count);
    return count > MOST_A_DAY || waiting >= MOST_WAITING;
  };

  const useOf = (person: string, said: Said): TermUse => {
    const term = keys.term(JSON.stringify([said.kind, said.locale, said.words]));
    return { term, who: keys.uses(term, person)[0] ?? '', said };
  };

  const note = (person: string, kind: Said['kind'], { locale, terms }: Unanswered): void => {
    if (isTooMuch(person)) return;
    const at = now();
    const uses = terms.map((words) => useOf(person, { words, kind, locale }));
    waiting++;
    tail = tail
      .then(() => store.noteTerms(uses, at))
      .catch(failed)
      .finally(() => waiting--);
  };

  const doubt = (person: string, unanswered: Unanswered): void => {
    doubts.delete(person);
    doubts.set(person, { ...unanswered, at: now() });
  };

  /** Nothing that was said is remembered longer than it may be needed. */
  const dropDoubts = (): void => {
    for (const [oldest, { at }] of doubts) {
      if (doubts.size <= MOST_DOUBTS && now() - at < DOUBT_MS) break;
      doubts.delete(oldest);
    }
  };

  return {
    hear: (person, { unanswered, offer }) => {
      dropDoubts();
      const doubted = doubts.get(person);
      if (offer !== undefined) doubts.delete(person);
      if (offer === 'refused' && doubted) note(person, 'none', doubted);
      if (unanswered?.kind === 'unsure') doubt(person, unanswered);
      else if (unanswered) note(person, unanswered.kind, unanswered);
    },
    forget: async (people, through = store) => {
      for (const person of people) doubts.delete(person);
      await tail;
      await through.forgetTerms((term) => people.flatMap((person) => keys.uses(term, person)));
    },
    settled: async () => {
      await tail;
    },
  };
};
