import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Doors, openDoors } from '../test/support/doors.ts';
import { FOREIGN, filesOf, ROOT, releaseOf } from '../test/support/repository.ts';
import { fuzzEngine } from './fuzz/engine.ts';
import { type Fuzzed, faultsOf, figuresOf, type Run } from './fuzz/part.ts';
import { fuzzDoors } from './fuzz/run.ts';
import { chanceFrom } from './support/chance.ts';
import { type Figure, printFigure } from './support/figures.ts';
import { choicesOf, numberOf, wholeOf } from './support/options.ts';
import { createProgress } from './support/progress.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '1000000' },
    only: { type: 'string' },
    minutes: { type: 'string', default: 'Infinity' },
  },
});

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const files = filesOf(ROOT);
const open = (now: () => number): Promise<Doors> => openDoors(files, now, { LOG_LEVEL: 'silent' });

const PARTS: Readonly<Record<string, (run: Run) => Fuzzed | Promise<Fuzzed>>> = {
  engine: (run) => fuzzEngine(releaseOf(files), releaseOf(filesOf(FOREIGN)), run),
  twilio: (run) => fuzzDoors(['twilio'], open, run),
  telegram: (run) => fuzzDoors(['telegram'], open, run),
};

const print = (figure: Figure): void => printFigure(figure, values.json);

const main = async (): Promise<void> => {
  const only = choicesOf('only', values.only, Object.keys(PARTS));
  const [seed, count] = [wholeOf('seed', values.seed, 0), wholeOf('count', values.count)];
  const minutes = numberOf('minutes', values.minutes);
  print({ name: 'seed', value: seed, unit: 'seed' });
  for (const [name, part] of Object.entries(PARTS)) {
    if (!only.includes(name)) continue;
    // A row of chance of its own, so that a part alone repeats what it did among the others.
    const tell = createProgress(name, count, 'events');
    const fuzzed = await part({ chance: chanceFrom(seed), count, minutes, collect, tell });
    for (const figure of figuresOf(fuzzed)) print(figure);
    for (const one of fuzzed.told) process.stderr.write(`${name}: ${one}\n`);
    for (const fault of faultsOf(fuzzed)) {
      process.stderr.write(`not as it must be: ${fault}\n`);
      process.exitCode = 1;
    }
  }
};

await main();
