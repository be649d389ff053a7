import type { Instant } from '../../base/day.ts';
import { type Diagnostic, error } from '../../base/diagnostic.ts';
import { ANSWERS } from '../../content/load.ts';
import type { Release } from '../../content/release.ts';
import { type ContentScene, openScene } from '../../content/scene.ts';
import { expiredIn, type Said, saidIn } from './expired.ts';
import type { Met } from './explore.ts';
import { instantsAhead, instantsBefore } from './instants.ts';
import { createMessages, type Messages } from './messages.ts';
import { isTaken, neverTaken, untakenIn } from './never.ts';
import { createSearch, type Search } from './search.ts';
import { stoppedBy } from './stopped.ts';
import { type Trace, traced } from './trace.ts';
import { worldOf } from './world.ts';

/** Days of the past on which a way is looked for that is not taken any more. */
const MOST_PAST = 12;

/** Explores every flow today and at every change of the next two years; a day takes only what depends on what changes then. */
export const prove = (release: Release, now: Instant): readonly Diagnostic[] => {
  const trace = traced(release.flows);
  const searches = [...release.flows.values()]
    .filter(({ takes }) => takes.size === 0)
    .map(({ id }) => createSearch(release, trace, id, now));
  const { found, tell } = createFindings();
  const messages = createMessages(release, worldOf(release, now).shown);
  const said = new Map(searches.map(({ flow }) => [flow, new Map<string, Said>()]));
  const answers = [...release.answers.keys()].map((key): Said => ({ book: ANSWERS, key }));
  for (const at of [now, ...instantsAhead(release, now)]) {
    const scene = openScene(release, at);
    for (const search of searches) {
      const texts = new Map<string, Said>();
      const done = search.renew(at, createMeeting(release, messages, texts, tell));
      if (done !== undefined) said.set(search.flow, texts);
      if (done !== undefined && done !== 'done') tell(notProved(release, search, done));
    }
    for (const one of [...answers, ...[...said.values()].flatMap((texts) => [...texts.values()])])
      tell(...expiredIn(release, scene, one));
  }
  for (const search of searches) lookBack(release, trace, search, now);
  tell(...messages.tooLong());
  tell(...untakenIn(release.flows, trace).map(neverTaken));
  return found;
};

type Tell = (...diagnostics: readonly Diagnostic[]) => void;

/** Each finding once: the day on which it comes first, and the first size, are enough. */
const createFindings = (): { readonly found: readonly Diagnostic[]; readonly tell: Tell } => {
  const found: Diagnostic[] = [];
  const told = new Set<string>();
  return {
    found,
    tell: (...diagnostics) => {
      for (const one of diagnostics) {
        const key = [one.file, one.line, one.column, one.rule, one.message.replace(/\d+/g, '')].join();
        if (!told.has(key)) found.push(one);
        told.add(key);
      }
    },
  };
};

const createMeeting =
  (release: Release, messages: Messages, texts: Map<string, Said>, tell: Tell) =>
  (met: Met<ContentScene>): void => {
    const { outcome, scene, absent, entered } = met;
    messages.meet(met);
    const stopped = stoppedBy(release, scene, outcome, absent, entered.at(-1));
    if (stopped) tell(stopped);
    for (const one of saidIn(outcome)) texts.set(`${one.book} ${one.key} ${one.option}`, one);
  };

const notProved = (
  release: Release,
  search: Search,
  at: { readonly flow: string; readonly step: string },
): Diagnostic =>
  error(
    release.flows.get(at.flow)?.steps.get(at.step)?.at ?? { file: '', line: 1, column: 1 },
    'not-proved',
    `"${search.flow}" has too many ways to go: the search stopped at "${at.step}"`,
    'narrow the answers (min:, max:), or move a part into a flow of its own',
  );

/** What was taken on a day gone by is no mistake: it stays for whoever asks about that day, and for when it comes again. */
const lookBack = (release: Release, trace: Trace, { follows, renew }: Search, now: Instant): void => {
  const open = untakenIn(release.flows, trace).filter(({ flow }) => follows.has(flow.id));
  const isEnough = (): boolean => open.length === 0 || open.every((one) => isTaken(one, trace));
  let days = 0;
  for (const at of instantsBefore(release, now)) {
    if (days >= MOST_PAST || isEnough()) return;
    if (renew(at, () => undefined, { isEnough, hurried: true }) !== undefined) days++;
  }
};
