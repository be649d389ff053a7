import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createTestDatabase, withoutPostgres } from '../test/support/postgres.ts';
import { openHeap } from './soak/heap.ts';
import { createLoad, type Load } from './soak/load.ts';
import { createAsker, createTalker, type Talker } from './soak/people.ts';
import { createSamples, type Samples } from './soak/samples.ts';
import { openTelegramApi, type Served, serveReal } from './soak/server.ts';
import { chanceFrom } from './support/chance.ts';
import { type Figure, printFigure } from './support/figures.ts';
import { choicesOf, numberOf, wholeOf } from './support/options.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '30' },
    /** Messages a second instead of half the capacity, where others use the machine. */
    rate: { type: 'string' },
    database: { type: 'string', default: 'sqlite' },
    seed: { type: 'string', default: '1' },
  },
});

const seed = wholeOf('seed', values.seed, 0);
const minutes = numberOf('minutes', values.minutes);
const asked = values.rate === undefined ? undefined : numberOf('rate', values.rate);
const [kind] = choicesOf('database', values.database, ['sqlite', 'postgres']);

const WARMING_SECONDS = 10;
const SLICE_SECONDS = 5;
const SLICES = 5;
const SAMPLE_MS = 10_000;
/** A collection stops the server for a moment, which whoever writes then has to wait for: only so many in a run. */
const COLLECTIONS = 16;
/** One person may write every two seconds on end; twice as many people leave them room. */
const PEOPLE_A_MESSAGE = 4;
const LEAST_PEOPLE = 1200;

const print = (figure: Figure): void => printFigure(figure, values.json);
const tell = (line: string): void => void process.stderr.write(`${line}\n`);

interface Database {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

const openDatabase = async (): Promise<Database> => {
  if (kind === 'postgres') {
    if (withoutPostgres) throw new Error('no PostgreSQL answers (TEST_DATABASE_URL names one)');
    return createTestDatabase();
  }
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-soak-'));
  return { url: `sqlite:${join(folder, 'soak.db')}`, drop: async () => rmSync(folder, { recursive: true }) };
};

const createPeople = (count: number): readonly Talker[] => {
  const chance = chanceFrom(seed);
  return Array.from({ length: count }, (_, at) => createTalker(at, chance));
};

/** Messages a second of the middle one of several slices: others may be at work on the machine. */
const capacityOf = async (load: Load, talkers: readonly Talker[]): Promise<number> => {
  // Its first question in someone's own words is answered when the server has learnt all that it prepares in the background.
  await load.once(createAsker('¿cuánto dinero puedo llevar?'));
  await load.asFastAsItGoes(talkers, WARMING_SECONDS);
  const slices: number[] = [];
  for (let slice = 0; slice < SLICES; slice++) slices.push(await load.asFastAsItGoes(talkers, SLICE_SECONDS));
  return slices.sort((a, b) => a - b)[Math.floor(SLICES / 2)] ?? 0;
};

/** Looks at the server until it is over. */
const lookOn = async (samples: Samples, over: AbortSignal): Promise<void> => {
  const collectEach = Math.max(1, Math.floor((minutes * 60_000) / SAMPLE_MS / COLLECTIONS));
  for (let look = 1; !over.aborted; look++) {
    await wait(SAMPLE_MS, undefined, { signal: over }).catch(() => undefined);
    if (!over.aborted) tell(await samples.take(look % collectEach === 0));
  }
};

/** Half of what the server can do, or the rate that was asked for, evenly, for the whole time; looks at it again and again. */
const soak = async (served: Served, over: () => boolean): Promise<readonly string[]> => {
  const heap = await openHeap(served.inspector);
  const samples = createSamples(served.pid, heap);
  let counts = false;
  const load: Load = createLoad(served.url, (answered) => counts && samples.note(answered), over);
  const first = createPeople(LEAST_PEOPLE);
  const capacity = await capacityOf(load, first);
  const rate = asked ?? Math.max(1, capacity / 2);
  print({ name: 'capacity', value: Math.round(capacity), unit: 'per second' });
  print({ name: 'rate', value: Math.round(rate), unit: 'per second' });
  const more = createPeople(Math.ceil(rate * PEOPLE_A_MESSAGE)).slice(LEAST_PEOPLE);
  counts = true;
  const done = new AbortController();
  const looking = lookOn(samples, done.signal);
  await load.evenly([...first, ...more], rate, minutes * 60);
  done.abort();
  await looking;
  load.close();
  heap.close();
  for (const figure of samples.figures()) print(figure);
  return [...(capacity === 0 ? ['nothing was answered while the capacity was measured'] : []), ...samples.faults()];
};

const main = async (): Promise<void> => {
  if (!existsSync('/proc/self/status')) throw new Error('what a server holds is read from /proc, which is Linux alone');
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort()).once('SIGTERM', () => stop.abort());
  const telegram = await openTelegramApi();
  const database = await openDatabase();
  let served: Served | undefined;
  try {
    served = await serveReal(database.url, telegram.url);
    tell(`${kind}: ${served.url}, process ${served.pid}`);
    const faults = [...(await soak(served, () => stop.signal.aborted))];
    const ended = await Promise.race([served.stop(), wait(20_000, 'not at all', { ref: false })]);
    served = undefined;
    if (ended !== 0) faults.push(`the server ended with ${ended}`);
    for (const fault of faults) tell(`not as it must be: ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
  } finally {
    await served?.stop();
    await database.drop();
    telegram.close();
  }
};

await main();
