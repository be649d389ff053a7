import { setTimeout as wait } from 'node:timers/promises';
import type { Doors } from '../../test/support/doors.ts';
import { type Chance, pick } from '../support/chance.ts';
import { createCourse } from './held.ts';
import type { Fuzzed, Run } from './part.ts';
import { type Inbound, telegramRequest, twilioRequest } from './requests.ts';

type Door = 'twilio' | 'telegram';

const REQUESTS: Readonly<Record<Door, (chance: Chance, people: number) => Inbound>> = {
  twilio: twilioRequest,
  telegram: telegramRequest,
};
const BEGIN = Date.UTC(2026, 10, 21, 18);
const AT_ONCE = 50;
const MOST_TOLD = 20;
/** No delivery is known for longer: it passes in each fourth of a run, so that the first look finds the store at its fullest. */
const KEPT_MS = 48 * 3_600_000;
const SWEEP_EVERY_MS = 10 * 60_000;
/** Nothing is waited for longer. Who has no answer by then may be late; who has none at the end is in a lane that is stuck. */
const MOST_WAIT_MS = 60_000;

const inTime = async (work: Promise<unknown>): Promise<void> => {
  const stop = new AbortController();
  await Promise.race([work, wait(MOST_WAIT_MS, undefined, { signal: stop.signal })]);
  stop.abort();
};

/** Counts what is thrown where nobody waits for it. */
const watchThrows = (): (() => number) => {
  let count = 0;
  const thrown = (): void => void count++;
  process.on('uncaughtException', thrown).on('unhandledRejection', thrown);
  return () => {
    process.off('uncaughtException', thrown).off('unhandledRejection', thrown);
    return count;
  };
};

/** Of a hundred requests so many may be asked to come again: a machine that others use can be too slow for a moment. */
const MOST_PUT_OFF = 1;

/** Sends so many generated requests to doors of a server in this process; afterwards every lane must be free. */
export const fuzzDoors = async (
  at: readonly Door[],
  open: (now: () => number) => Promise<Doors>,
  run: Run,
): Promise<Fuzzed> => {
  const { chance, count, minutes, collect, tell } = run;
  const thrown = watchThrows();
  const statuses: Record<string, number> = {};
  const told: string[] = [];
  const sum = { done: 0, good: 0, wrong: 0, open: 0, putOff: 0 };
  const people = Math.min(2000, Math.max(AT_ONCE, Math.round(count / 100)));
  let [now, swept] = [BEGIN, BEGIN];
  const doors = await open(() => now);
  // What the first message would else have to wait for is no part of what is measured.
  await doors.app.prepare();
  const ask = async (): Promise<void> => {
    const door = pick(chance, at);
    const inbound = REQUESTS[door](chance, people);
    if (inbound.good) sum.good++;
    const { path, headers, payload } = inbound;
    sum.open++;
    const { statusCode } = await doors.app.server
      .inject({ method: 'POST', url: path, headers, payload })
      .finally(() => sum.open--);
    const name = at.length > 1 ? `${door} answered ${statusCode}` : `answered ${statusCode}`;
    statuses[name] = (statuses[name] ?? 0) + 1;
    if (statusCode === 503) sum.putOff++;
    else if (statusCode >= 500 || (inbound.good && statusCode !== 200)) {
      if (++sum.wrong <= MOST_TOLD) told.push(`${statusCode} ${payload.slice(0, 200)}`);
    }
  };
  const course = createCourse(count, minutes, collect);
  while (!course.over(sum.done)) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - sum.done) }, ask);
    await inTime(Promise.all(batch));
    sum.done += batch.length;
    // By the clock too: how many will be sent until it ends the run is not known.
    now = BEGIN + Math.ceil(4 * KEPT_MS * course.share(sum.done));
    if (now - swept >= SWEEP_EVERY_MS) {
      await doors.tick();
      swept = now;
    }
    course.note(sum.done);
    tell(sum.done);
  }
  const held = course.end();
  // Takes nothing new in and waits for every lane.
  const closed = doors.close().then(() => true);
  await inTime(closed);
  const stuck = sum.open + ((await Promise.race([closed, false])) ? 0 : 1);
  // Of those that were sent, which may be far fewer than were asked for.
  const tooMany = sum.putOff * 100 > sum.done * MOST_PUT_OFF ? sum.putOff : 0;
  if (tooMany > 0) told.push(`503 to ${tooMany} of ${sum.done}`);
  return {
    part: at.join(' and '),
    count: sum.done,
    wanted: count,
    figures: [
      { name: 'good ones among them', value: sum.good, unit: 'events' },
      ...Object.entries(statuses).map(([name, value]) => ({ name, value, unit: 'events' })),
    ],
    wrongs: sum.wrong + tooMany,
    throws: thrown(),
    stuck,
    told,
    held,
    seconds: course.seconds(),
  };
};
