import { addDays, type Day, parseDay } from '../../src/base/day.ts';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import type { Value } from '../../src/base/value.ts';
import { readYaml } from '../../src/base/yaml.ts';
import { compileFlow, givesOf } from '../../src/flow/compile.ts';
import type { Flow } from '../../src/flow/model.ts';
import type { InputWords, Names, Scene } from '../../src/flow/scene.ts';
import { DECIMAL, INTEGER, TEXT, type Type, YES_NO } from '../../src/flow/type.ts';

export const day = (iso: string): Day => parseDay(iso) as Day;
export const usd = (minor: bigint): Value => ({ kind: 'money', currency: 'USD', minor });

export const WORDS: InputWords = {
  yes: ['si', 'yes', 'claro'],
  no: ['no', 'nel'],
  unsure: ['no se', 'quien sabe'],
  numbers: { un: 1, uno: 1, dos: 2, cinco: 5, veinte: 20, cuarenta: 40, cien: 100, quinientos: 500, mil: 1000 },
  joins: ['y'],
  months: { ene: 1, enero: 1, dic: 12, diciembre: 12, december: 12 },
  spans: { day: ['dia', 'dias', 'days'], week: ['semana', 'semanas'], month: ['mes', 'meses'], year: ['ano', 'anos'] },
  today: ['hoy'],
  tomorrow: ['manana'],
  yesterday: ['ayer'],
  ago: ['hace', 'ago'],
};

const FACTS: Readonly<Record<string, readonly [Type, Value | undefined]>> = {
  'f.fee': [{ kind: 'money', currency: 'USD' }, usd(5220n)],
  'f.pesos': [
    { kind: 'money', currency: 'MXN' },
    { kind: 'money', currency: 'MXN', minor: 100n },
  ],
  'f.rate': [DECIMAL, { kind: 'decimal', units: 19n, scale: 2 }],
  'f.days': [INTEGER, 10n],
  'f.word': [TEXT, 'palabra'],
  'f.phrase': [TEXT, { kind: 'phrase', fact: 'f.phrase' }],
  'f.window': [YES_NO, true],
  'f.gone': [{ kind: 'money', currency: 'USD' }, undefined],
  'f.gone_days': [INTEGER, undefined],
};

/** Names of a made-up content, for compiling. */
export const namesOf = (
  flows: readonly string[] = [],
  gives: ReadonlyMap<string, ReadonlyMap<string, Type>> = new Map(),
): Names => ({
  fact: (id) => FACTS[id]?.[0],
  facts: () => Object.keys(FACTS),
  table: (id) =>
    id === 't.size'
      ? { inputs: [INTEGER], result: { kind: 'money', currency: 'USD' } }
      : id === 't.word'
        ? { inputs: [{ kind: 'choice', options: ['a', 'b'] }], result: INTEGER }
        : undefined,
  tables: () => ['t.size', 't.word'],
  answers: () => ['a.one'],
  places: () => ['desks'],
  countries: () => ['AA', 'BB'],
  calendars: () => ['office'],
  corridors: () => ['here-there'],
  flows: () => flows,
  gives: (flow) => gives.get(flow) ?? new Map(),
});

export interface Compiled {
  readonly flows: ReadonlyMap<string, Flow>;
  readonly problems: readonly Diagnostic[];
}

/** Compiles flows of YAML text, by name. */
export const compileAll = (sources: Readonly<Record<string, string>>): Compiled => {
  const problems: Diagnostic[] = [];
  const yamls = Object.entries(sources).flatMap(([id, text]) => {
    const yaml = readYaml(`flows/${id}.yaml`, text, (d) => problems.push(d));
    return yaml ? [{ id, yaml }] : [];
  });
  const names = namesOf(Object.keys(sources), new Map(yamls.map(({ id, yaml }) => [id, givesOf(yaml)])));
  const flows = new Map<string, Flow>();
  for (const { id, yaml } of yamls) {
    const flow = compileFlow(id, yaml, names, (d) => problems.push(d));
    if (flow) flows.set(id, flow);
  }
  return { flows, problems };
};

/** A world of made-up facts on a fixed day. */
export const sceneOf = (flows: ReadonlyMap<string, Flow> = new Map(), change: Partial<Scene> = {}): Scene => ({
  now: Date.UTC(2026, 10, 21, 18),
  today: day('2026-11-21'),
  reminders: false,
  fact: (id) => FACTS[id]?.[1],
  lastKnown: (id) => (id === 'f.gone' ? usd(100n) : FACTS[id]?.[1]),
  table: (id, [input]) => (id === 't.size' ? (input === 0n ? undefined : usd(300n)) : 7n),
  lastInTable: (id, [input]) => (id === 't.size' ? (input === 0n ? undefined : usd(250n)) : 5n),
  flow: (id) => flows.get(id),
  locate: (said) => (typeof said === 'string' ? { kind: 'unknown' } : { kind: 'at', point: said }),
  nearest: (_, near, limit) => (near.latitude > 80 ? [] : [{ id: 'desk', kilometres: 1.5 }].slice(0, limit)),
  quotes: ({ method, past, limit }) =>
    past || method === 'desk' ? [{ id: 'q:2' }, { id: 'q:3' }].slice(0, limit) : [],
  workingDaysAfter: (_, from, count) => (count > 50 ? undefined : addDays(from, count)),
  words: () => WORDS,
  ...change,
});
