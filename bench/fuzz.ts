import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readTree } from '../src/content/tree.ts';
import { fuzzDoors } from './fuzz/run.ts';
import { chanceFrom } from './understand/questions.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '1000000' },
  },
});

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const results = await fuzzDoors(readTree('.'), Number(values.count), chanceFrom(Number(values.seed)), collect);
for (const { door, requests, good, statuses, wrong, memory } of results) {
  const figures = [
    { name: `${door}: requests`, value: requests, unit: 'requests' },
    { name: `${door}: good ones among them`, value: good, unit: 'requests' },
    ...Object.entries(statuses).map(([status, value]) => ({
      name: `${door}: answered ${status}`,
      value,
      unit: 'requests',
    })),
    { name: `${door}: wrong answers`, value: wrong.length, unit: 'requests' },
    { name: `${door}: memory at a fourth`, value: memory[0], unit: 'MB' },
    { name: `${door}: memory at the end`, value: memory[1], unit: 'MB' },
  ];
  for (const figure of figures)
    process.stdout.write(
      values.json
        ? `${JSON.stringify(figure)}\n`
        : `${figure.name.padEnd(40)} ${String(figure.value).padStart(12)} ${figure.unit}\n`,
    );
  for (const one of wrong) process.stderr.write(`${door}: ${one}\n`);
  if (wrong.length > 0) process.exitCode = 1;
}
