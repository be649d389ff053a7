import type { Release } from '../../content/release.ts';
import type { Event, Flow, Outcome, Place } from '../../flow/model.ts';
import { openSide, type Side } from './side.ts';

/** The same answer, given at the same place in two releases. */
export interface Meeting {
  /** The step that waited, as `flow/step`; empty at the beginning. */
  readonly at: string;
  /** What was answered there. */
  readonly answer: string;
  readonly before: Outcome;
  readonly after: Outcome;
  /** Whether both wait at the same step now. */
  readonly together: boolean;
}

/** More places are not looked at in one flow. */
const MOST_PLACES = 20_000;

/**
 * Walks through one flow of two releases side by side, by every answer that may change anything in one of them, as long as both
 * stand at the same step. Gives whether everything was looked at.
 */
export const walk = (
  before: Release,
  after: Release,
  root: string,
  now: number,
  meet: (meeting: Meeting) => void,
): boolean => {
  const [old, next] = [openSide(before, root, now), openSide(after, root, now)];
  const seen = new Set<string>();
  const queue: (readonly [Place, Place])[] = [];
  const take = (at: string, answer: string, a: Outcome, b: Outcome): void => {
    const together = isSame(after.flows, a, b);
    meet({ at, answer, before: a, after: b, together });
    if (!together || old.isOver(a.place) || next.isOver(b.place)) return;
    const key = `${old.key(a.place)}\n${next.key(b.place)}`;
    if (seen.has(key)) return;
    seen.add(key);
    queue.push([withoutPast(a.place), withoutPast(b.place)]);
  };
  take('', '', old.begin(), next.begin());
  for (let pair = queue.pop(); pair !== undefined; pair = queue.pop()) {
    if (seen.size > MOST_PLACES) return false;
    const [a, b] = pair;
    const top = b.stack.at(-1);
    for (const event of eventsOf(old, next, a, b))
      take(`${top?.flow}/${top?.step}`, answerText(event), old.turn(a, event), next.turn(b, event));
  }
  return true;
};

/** What was answered before does not change what is said now: only the way back does. */
const withoutPast = ({ stack }: Place): Place => ({ stack, history: [] });

const isSame = (flows: ReadonlyMap<string, Flow>, a: Outcome, b: Outcome): boolean =>
  a.at.flow === b.at.flow && (flows.get(b.at.flow)?.moved[a.at.step] ?? a.at.step) === b.at.step;

/** The answers of both sides. A choice that only one of them offers is no answer to the other. */
const eventsOf = (old: Side, next: Side, a: Place, b: Place): readonly Event[] => {
  const [ours, theirs] = [old.answers(a), next.answers(b)];
  const known = new Map([...ours, ...theirs].map((event) => [JSON.stringify(event), event]));
  const offered = (events: readonly Event[]): ReadonlySet<string> =>
    new Set(events.flatMap((event) => (event.kind === 'pick' ? [event.option] : [])));
  const [first, second] = [offered(ours), offered(theirs)];
  return [...known.values()].filter(
    (event) => event.kind !== 'pick' || (first.has(event.option) && second.has(event.option)),
  );
};

const answerText = (event: Event): string => {
  if (event.kind === 'pick') return event.option;
  if (event.kind === 'text') return `"${event.text}"`;
  return event.kind === 'location' ? `${event.point.latitude}, ${event.point.longitude}` : event.kind;
};
