import type { SourceFile } from '../../src/content/tree.ts';
import { openDoors } from '../../test/support/doors.ts';
import { type Chance, type Inbound, telegramRequest, twilioRequest } from './requests.ts';

/** What came of the requests to one door. */
export interface Fuzzed {
  readonly door: string;
  readonly requests: number;
  readonly good: number;
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Good requests that were not answered with 200, and others that ended in a fault of ours; a few of them. */
  readonly wrong: readonly string[];
  /** Megabytes in use at a fourth of the way, and at the end. */
  readonly memory: readonly [number, number];
}

const DOORS: Readonly<Record<string, (chance: Chance, people: number) => Inbound>> = {
  twilio: twilioRequest,
  telegram: telegramRequest,
};
const PEOPLE = 2000;
const AT_ONCE = 50;
const MOST_TOLD = 20;
/** Enough time passes between two requests of one person that none is told to slow down. */
const STEP_MS = 100;

const used = (collect: () => void): number => {
  collect();
  return Math.round(process.memoryUsage().heapUsed / 1e5) / 10;
};

/** Sends so many generated requests to each door of a server in this process; afterwards every lane must be free. */
export const fuzzDoors = async (
  files: readonly SourceFile[],
  count: number,
  chance: Chance,
  collect: () => void = () => undefined,
): Promise<readonly Fuzzed[]> => {
  let now = Date.UTC(2026, 10, 21, 18);
  const doors = await openDoors(files, () => now, { LOG_LEVEL: 'silent' });
  const results: Fuzzed[] = [];
  for (const [door, next] of Object.entries(DOORS)) {
    const statuses: Record<string, number> = {};
    const wrong: string[] = [];
    let [good, before] = [0, used(collect)];
    for (let sent = 0; sent < count; sent += AT_ONCE) {
      const batch = Array.from({ length: Math.min(AT_ONCE, count - sent) }, () => next(chance, PEOPLE));
      await Promise.all(
        batch.map(async (inbound) => {
          const { url, headers, payload } = inbound;
          const { statusCode } = await doors.app.server.inject({ method: 'POST', url, headers, payload });
          statuses[statusCode] = (statuses[statusCode] ?? 0) + 1;
          if (inbound.good) good++;
          if ((statusCode >= 500 || (inbound.good && statusCode !== 200)) && wrong.length < MOST_TOLD)
            wrong.push(`${statusCode} ${payload.slice(0, 200)}`);
        }),
      );
      now += STEP_MS * batch.length;
      if (sent <= count / 4 && sent + AT_ONCE > count / 4) {
        await doors.tick();
        before = used(collect);
      }
    }
    await doors.tick();
    results.push({ door, requests: count, good, statuses, wrong, memory: [before, used(collect)] });
  }
  // Takes nothing new in and waits for every lane: one that is stuck would never let it end.
  await doors.close();
  return results;
};
