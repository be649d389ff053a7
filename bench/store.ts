import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPostgresStore } from '../src/store/postgres.ts';
import { createSqliteStore } from '../src/store/sqlite.ts';
import type { Store } from '../src/store/store.ts';
import { createTestDatabase, withoutPostgres } from '../test/support/postgres.ts';
import { type Figure, printFigure } from './support/figures.ts';
import { numberOf } from './support/options.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '5' },
    folder: { type: 'string', default: tmpdir() },
    pool: { type: 'string', default: '10' },
  },
});
const seconds = numberOf('seconds', values.seconds);
const SLICES = 5;

/** People who write at once, each waiting for the answer before the next message. */
const AT_ONCE = [1, 16, 64, 256] as const;

/** As long as what a conversation in the middle of a script leaves, once it is sealed. */
const TEXTS = { profile: 'p'.repeat(120), state: 's'.repeat(700), reply: 'r'.repeat(800) } as const;

interface Measured {
  readonly perSecond: number;
  readonly median: number;
  readonly worst: number;
}

/** Turns as `receive` makes them: look, then write. The best slice counts, the machine being shared. */
const measure = async (store: Store, people: number, round: string): Promise<Measured> => {
  const versions = Array.from({ length: people }, () => 0);
  let best = 0;
  const waits: number[] = [];
  for (let slice = 0; slice < SLICES; slice++) {
    const start = performance.now();
    const until = start + (seconds * 1000) / SLICES;
    let done = 0;
    const talk = async (i: number): Promise<void> => {
      const person = `${round}-${i}`;
      while (performance.now() < until) {
        const asked = performance.now();
        const delivery = `${person}-${versions[i]}`;
        const { saved } = await store.load(person, delivery);
        const turn = { person, delivery, version: saved.version, release: 'r', outbox: [], at: Date.now(), ...TEXTS };
        const { kind } = await store.commit(turn);
        if (kind !== 'committed') throw new Error(`a turn was ${kind}`);
        versions[i] = saved.version + 1;
        waits.push(performance.now() - asked);
        done++;
      }
    };
    await Promise.all(versions.map((_, i) => talk(i)));
    best = Math.max(best, done / ((performance.now() - start) / 1000));
  }
  waits.sort((a, b) => a - b);
  const at = (share: number): number => Math.round((waits[Math.floor(waits.length * share)] ?? 0) * 10) / 10;
  return { perSecond: Math.round(best), median: at(0.5), worst: at(0.99) };
};

const measureStore = async (name: string, store: Store): Promise<readonly Figure[]> => {
  const figures: Figure[] = [];
  for (const people of AT_ONCE) {
    const { perSecond, median, worst } = await measure(store, people, `${name}-${people}`);
    const title = `${name}, ${people} at once`;
    figures.push(
      { name: title, value: perSecond, unit: 'turns per second' },
      { name: `${title}, median`, value: median, unit: 'ms' },
      { name: `${title}, 99 of 100`, value: worst, unit: 'ms' },
    );
  }
  await store.close();
  return figures;
};

/** What the disk does in the same minute: small writes, each flushed. */
const flushes = (folder: string): number => {
  const file = openSync(join(folder, 'flush'), 'w');
  const start = performance.now();
  let done = 0;
  for (; performance.now() - start < 1000; done++) {
    writeSync(file, Buffer.alloc(4096), 0, 4096, 0);
    fsyncSync(file);
  }
  closeSync(file);
  return Math.round(done / ((performance.now() - start) / 1000));
};

const main = async (): Promise<void> => {
  const folder = mkdtempSync(join(values.folder, 'ventanilla-bench-'));
  const figures: Figure[] = [{ name: 'flushes of 4096 bytes', value: flushes(folder), unit: 'per second' }];
  figures.push(...(await measureStore('sqlite', createSqliteStore({ path: join(folder, 'bench.db') }))));
  rmSync(folder, { recursive: true });
  if (withoutPostgres)
    process.stderr.write('PostgreSQL is left out: no server answers (TEST_DATABASE_URL names one)\n');
  else {
    const database = await createTestDatabase();
    const store = await createPostgresStore({ url: `${database.url}?pool=${values.pool}` });
    figures.push(...(await measureStore(`postgres, ${values.pool} connections`, store)));
    await database.drop();
  }
  for (const figure of figures) printFigure(figure, values.json);
};

await main();
