import fc from 'fast-check';

/** Small scripts that ask for numbers and decide by them: what the explorer must find its way through. */
const NUMBERS = ['a', 'b'] as const;
const SUMS = ['a + b', 'a * 2 - b', 'max(a, b)', 'a > b ? a - b : 3', 'b * b', 'a', 's + 0 * a'] as const;
const CONDITIONS = [
  'a > 5',
  'a + b == 9',
  's >= 10',
  's == 7',
  't < 0',
  't > s',
  'yes && a < 4',
  "word == 'p' && s > 7",
  "word in ['q', 'r']",
  'n < 3',
  'b == a',
  's > 6 || t > 11',
  "a * b == fact('f.days') + 2",
] as const;
const LIMITS = ['min: 0, max: 12', 'min: 3, max: "a + 3"', 'min: "b", max: 12', 'max: "min(s, 9)"'] as const;

interface Draw {
  readonly kind: (typeof KINDS)[number];
  readonly to: number;
  readonly other: number;
  readonly pick: number;
}

const KINDS = ['number', 'number', 'yes', 'sum', 'sum', 'count', 'branch', 'say', 'call'] as const;
const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** A step asks under the name of what it saves, so each of these stands once; what comes twice only goes on. */
const linesOf = (draws: readonly Draw[], flow: string): readonly string[] => {
  const names: string[] = [];
  for (const [i, { kind, pick }] of draws.entries()) {
    const wanted = kind === 'number' ? at(NUMBERS, pick) : kind === 'yes' ? kind : `x${i}`;
    names.push(names.includes(wanted) ? `x${i}` : wanted);
  }
  // Mostly forward, so that most of the script is come to; the last step ends it.
  const step = (i: number, n: number): string =>
    n % 5 === 0 ? at([...names, 'word'], n) : (names[i + 1 + (n % 3)] ?? 'finish');
  return draws.map(({ kind, to, other, pick }, i) => {
    const name = names[i] ?? '';
    const next = `next: [{ when: "${at(CONDITIONS, pick + to)}", to: ${step(i, to)} }, { to: ${step(i, other)} }]`;
    if (name === 'a' || name === 'b') return `  ${name}: { ask: integer, ${at(LIMITS, other)}, ${next} }`;
    if (name === 'yes') return `  yes: { ask: yes-no, ${next} }`;
    if (kind === 'count')
      return `  ${name}: { let: { n: "n + 1" }, next: [{ when: "n < 4", to: ${step(i, to)} }, { to: finish }] }`;
    if (kind === 'branch')
      return `  ${name}: { branch: [{ when: "${at(CONDITIONS, pick)}", to: ${step(i, to)} }, { to: ${step(i, other)} }] }`;
    if (kind === 'say')
      return `  ${name}: { say: ~, options: [{ id: o, to: ${step(i, to)} }, { id: p, to: ${step(i, other)}, when: "${at(CONDITIONS, pick)}" }, menu] }`;
    if (kind === 'call' && flow === 'f') return `  ${name}: { call: g, with: { a: "${at(SUMS, pick)}" }, ${next} }`;
    return `  ${name}: { let: { ${pick % 2 ? 's' : 't'}: "${at(SUMS, pick)}" }, ${next} }`;
  });
};

const BEGIN = '{ let: { b: "2", s: "0", t: "1", n: "0", yes: "true" }';

const flow = (id: 'f' | 'g'): fc.Arbitrary<string> =>
  fc
    .array(fc.record({ kind: fc.constantFrom(...KINDS), to: fc.nat(30), other: fc.nat(30), pick: fc.nat(40) }), {
      minLength: 6,
      maxLength: 12,
      size: 'max',
    })
    .map((draws) => {
      const lines = linesOf(draws, id);
      const first = /^ {2}([a-z0-9]+):/.exec(lines[0] ?? '')?.[1] ?? 'finish';
      const begin = id === 'f' ? BEGIN.replace('{ b:', '{ a: "1", b:') : BEGIN;
      const head = id === 'f' ? 'start: begin' : 'start: begin\ntakes: { a: integer }\ngives: { s: integer }';
      const word = `{ choose: [p, { id: q, when: "a > 5" }, r], next: ${first} }`;
      return `${head}\nsteps:\n  begin: ${begin}, next: word }\n  word: ${word}\n${lines.join('\n')}\n  finish: { end: ~ }\n`;
    });

/** Two scripts of which the first may call the second, and a front desk. */
export const asking: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .record({ f: flow('f'), g: flow('g') })
  .map((flows) => ({ home: 'start: desk\nsteps:\n  desk: { say: ~, options: [menu] }\n', ...flows }));
