import fc from 'fast-check';
import { INPUTS } from '../../src/flow/inputs/index.ts';
import { KINDS } from '../../src/flow/kinds/index.ts';

/** What one generated step is made of: numbers that choose among what is there. */
interface Draw {
  readonly kind: string;
  readonly to: number;
  readonly other: number;
  readonly pick: number;
}

const CONDITIONS = [
  'today.year > 2020',
  "has_fact('f.gone')",
  "fact('f.window')",
  "fact('f.gone_days') > 1",
  'n > 3',
  'acc > 1000',
  "table('t.size', n) > fact('f.fee')",
] as const;
const SUMS = ['n', 'n * 1000', 'acc * acc', 'acc + 1', 'today.year', "fact('f.gone_days')"] as const;
const ASKED = [...INPUTS.map((input) => input.name), 'money USD'];
const FLOWS = ['f', 'g', 'h'] as const;

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** How a step of each kind is written; every step can go on to any other. */
export const LINES: Readonly<Record<string, (d: Draw, to: (n: number) => string, next: string, i: number) => string>> =
  {
    say: ({ to, other, pick }, step, next) =>
      at(
        [
          `{ say: ~, ${next} }`,
          `{ say: ~, options: [{ id: p, to: ${step(to)} }, { id: q, to: ${step(other)}, when: "${at(CONDITIONS, pick)}" }, menu] }`,
        ],
        pick,
      ),
    choose: ({ pick }, _, next) => `{ choose: [p, { id: q, when: "${at(CONDITIONS, pick)}" }], ${next} }`,
    ask: ({ pick }, _, next) => `{ ask: ${at(ASKED, pick)}, ${next} }`,
    place: ({ pick }, _, next) => `{ place: [${at(['AA', 'BB'], pick)}], ${next} }`,
    branch: ({ to, other, pick }, step) =>
      `{ branch: [{ when: "${at(CONDITIONS, pick)}", to: ${step(to)} }, { to: ${step(other)} }] }`,
    find: ({ to, other, pick }, step, next) =>
      `{ find: desks, near: "where", none: ${step(other)}, ${at([next, `options: [{ id: p, to: ${step(to)} }]`], pick)} }`,
    quotes: ({ to, other, pick }, step, next) =>
      `{ quotes: here-there, past: ${pick % 2 === 0}, none: ${step(other)}, ${at([next, `options: [{ id: p, to: ${step(to)} }]`], pick)} }`,
    show: ({ to, pick }, step, next) =>
      `{ show: a.one, ${at([next, `options: [{ id: p, to: ${step(to)} }, back]`], pick)} }`,
    call: ({ pick, other }, _, next) => `{ call: ${at(FLOWS, pick)}, with: { n: "${at(SUMS, other)}" }, ${next} }`,
    remind: (_, __, next) => `{ remind: ~, on: "today + n", ${next} }`,
    end: () => '{ end: ~ }',
    let: ({ pick }, _, next) => `{ let: { acc: "${at(SUMS, pick)}" }, ${next} }`,
  };

/** A flow that compiles: it takes a number, may be given a position, and gives a sum. */
const flow = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...KINDS.map((k) => k.key)),
      to: fc.nat(9),
      other: fc.nat(9),
      pick: fc.nat(20),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((draws) => {
    const step = (n: number): string =>
      at([...draws.keys(), 'where'], n) === 'where' ? 'where' : `s${n % (draws.length + 1)}`;
    const line = (d: Draw, i: number): string => {
      const next = `next: [{ when: "${at(CONDITIONS, d.pick + i)}", to: ${step(d.to)} }, { to: ${step(d.other)} }]`;
      return `  s${i}: ${LINES[d.kind]?.(d, step, next, i)}\n`;
    };
    const heading = 'start: first\ntakes: { n: integer }\ngives: { acc: integer }\nsteps:\n';
    const first = '  first: { let: { n: 7, acc: "n" }, next: s0 }\n  where: { ask: location, next: s0 }\n';
    return `${heading}${first}${draws.map(line).join('')}`;
  });

/** A few flows that call one another, and the front desk. */
export const world: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .record({ f: flow, g: flow, h: flow })
  .map((flows) => ({
    home: 'start: desk\nsteps:\n  desk: { say: ~, options: [go, menu] }\n  go: { call: f, with: { n: "3" }, next: desk }\n',
    ...flows,
  }));
