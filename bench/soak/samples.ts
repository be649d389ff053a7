import { readdirSync, readFileSync } from 'node:fs';
import type { Figure } from '../support/figures.ts';
import type { Heap } from './heap.ts';
import type { Answered } from './load.ts';

/** What a server holds at one moment, as the system sees it, and how it answered since the last look. */
interface Sample {
  /** Megabytes of memory altogether, and of those what is no file: heap, buffers and stacks. */
  readonly rss: number;
  readonly own: number;
  readonly files: number;
  /** What it cannot do without: the heap after a collection, where there was one. */
  readonly heap: number | undefined;
}

const megabytes = (status: string, name: string): number =>
  Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? Number.NaN) / 102.4) / 10;

const look = (pid: number): Omit<Sample, 'heap'> => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return {
    rss: megabytes(status, 'VmRSS'),
    own: megabytes(status, 'RssAnon'),
    files: readdirSync(`/proc/${pid}/fd`).length,
  };
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** The time within which so many of a hundred were answered. */
const within = (times: readonly number[], share: number): number =>
  rounded([...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);

/** More than this between the second quarter and the last is growth. */
const MOST_GROWTH = 1.1;
/** What is held, how it is told, and by how much more of it there may be by chance. */
const QUARTERED = [
  ['heap', 'heap', 'MB', 0],
  ['rss', 'memory', 'MB', 0],
  ['own', 'its own memory', 'MB', 0],
  // Connections come and go with how busy the machine is.
  ['files', 'open files', 'files', 24],
] as const;

export interface Samples {
  readonly note: (answered: Answered) => void;
  /** Looks at the server once more, after a collection where one is asked for; gives a line that says what was seen. */
  readonly take: (collects: boolean) => Promise<string>;
  readonly figures: () => readonly Figure[];
  /** What is not as it must be, each in a line. */
  readonly faults: () => readonly string[];
}

export const createSamples = (pid: number, heap: Heap): Samples => {
  const begun = performance.now();
  const samples: Sample[] = [];
  const times: number[] = [];
  const failures = new Map<string, number>();
  let [seen, failed, failedBefore] = [0, 0, 0];
  /** The middle of what was seen in the second quarter, and in the last. */
  const quarters = (of: keyof Sample): readonly [number, number] => {
    const all = samples.flatMap((sample) => sample[of] ?? []);
    const part = (from: number): number => median(all.slice((all.length * from) / 4, (all.length * (from + 1)) / 4));
    return [part(1), part(3)];
  };
  return {
    note: ({ ms, failure }) => {
      times.push(ms);
      if (failure === undefined) return;
      failed++;
      failures.set(failure, (failures.get(failure) ?? 0) + 1);
    },
    take: async (collects) => {
      // Memory altogether first: it is what an operator sees, garbage included.
      const sample = { ...look(pid), heap: collects ? await heap.used() : undefined };
      samples.push(sample);
      const recent = times.slice(seen);
      const line = [
        `${Math.round((performance.now() - begun) / 1000)} s`,
        `${recent.length} answers`,
        `${failed - failedBefore} failures`,
        `${[0.5, 0.95, 0.99].map((share) => within(recent, share)).join(' / ')} ms`,
        `${sample.rss} MB (${sample.own} its own${sample.heap === undefined ? '' : `, ${sample.heap} heap`})`,
        `${sample.files} files`,
      ].join(', ');
      [seen, failedBefore] = [times.length, failed];
      return line;
    },
    figures: () => [
      { name: 'requests', value: times.length, unit: 'requests' },
      { name: 'failures', value: failed, unit: 'requests' },
      ...[0.5, 0.95, 0.99].map((share) => ({
        name: `answered within, ${share * 100} of 100`,
        value: within(times, share),
        unit: 'ms',
      })),
      ...QUARTERED.flatMap(([of, name, unit]) => {
        const [second, last] = quarters(of);
        return [
          { name: `${name} in the second quarter`, value: second, unit },
          { name: `${name} in the last quarter`, value: last, unit },
        ];
      }),
    ],
    faults: () => [
      ...(times.length === 0 ? ['nothing was sent'] : []),
      ...[...failures].map(([why, count]) => `${count} × ${why}`),
      // Fewer samples have no quarters.
      ...(samples.length < 8 ? [`only ${samples.length} looks at the server: too few to say that it is flat`] : []),
      ...QUARTERED.flatMap(([of, name, unit, byChance]) => {
        const [second, last] = quarters(of);
        return last > second * MOST_GROWTH + byChance ? [`${name} grew from ${second} to ${last} ${unit}`] : [];
      }),
    ],
  };
};
