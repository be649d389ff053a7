import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { readShape, readYaml, type YamlFile } from '../../src/base/yaml.ts';
import { cpuMs } from '../support/cpu.ts';

const read = (text: string): { yaml: YamlFile | undefined; problems: readonly Diagnostic[] } => {
  const problems: Diagnostic[] = [];
  return { yaml: readYaml('x.yaml', text, (d) => problems.push(d)), problems };
};
const columnOf = (text: string, offset: number): number | undefined => read(text).yaml?.at(['a'], offset).column;

describe('YAML of editors', () => {
  it('knows where every value, key and letter stands', () => {
    const { yaml } = read('a:\n  - b: "x y"\n    c: 52.20\n');
    expect(yaml?.at(['a', 0, 'b'])).toMatchObject({ line: 2, column: 8 });
    expect(yaml?.at(['a', 0, 'b'], 0)).toMatchObject({ line: 2, column: 9 });
    expect(yaml?.at(['a', 0, 'b'], 2)).toMatchObject({ line: 2, column: 11 });
    expect(yaml?.at(['a', 0, 'c'], 1)).toMatchObject({ line: 3, column: 9 });
    expect(yaml?.keyAt(['a', 0, 'c'])).toMatchObject({ line: 3, column: 5 });
    expect(yaml?.keyAt(['a', 0])).toMatchObject({ line: 1 });
    expect(yaml?.at(['a', 7, 'nothing'])).toMatchObject({ line: 2 });
    expect(read('').yaml?.at([])).toMatchObject({ line: 1, column: 1 });
    expect(read('').yaml?.keyAt(['a'])).toMatchObject({ line: 1, column: 1 });
  });
  it('knows how a number was written', () => {
    const { yaml } = read('a: 52.20\nb: [1]\nc: "0x1"\n');
    expect(yaml?.source(['a'])).toBe('52.20');
    expect(yaml?.source(['b'])).toBeUndefined();
    expect(yaml?.source(['c'])).toBe('0x1');
  });
  it.each([
    ['a: one two', 4, 8],
    ['a: "one two"', 4, 9],
    [`a: 'one two'`, 4, 9],
    // What the column counts is the file as it is written: quotes inside take two signs there.
    [`a: 'it''s x'`, 5, 11],
    [`a: "a\\"b c"`, 4, 10],
    ['a: "\\u0041\\x42\\U00000043d"', 3, 25],
    ['a: "ab"', 99, 7],
  ])('finds a letter inside a scalar as it is written: %s', (text, offset, column) => {
    expect(columnOf(text, offset)).toBe(column);
  });
  it.each([
    ['an anchor', 'a: &x 1\n', 1, /anchors/],
    ['an anchor of a list', 'a: &x [1]\n', 1, /anchors/],
    ['an alias', 'a: &x 1\nb: *x\n', 2, /anchors/],
    ['an alias of nothing', 'a: 1\nb: *x\n', 2, /./],
    ['a tag that runs code', 'a: !!js/function "x"\n', 1, /tag|Unresolved/i],
    ['a tag', 'a: !thing x\n', 1, /tag|Unresolved/i],
    ['even a tag of YAML itself', 'a: !!str 5\n', 1, /tag/],
    ['and of a list', 'a: 1\nb: !!seq [1]\n', 2, /tag/],
    ['__proto__', '__proto__: 1\n', 1, /"__proto__" cannot be a name/],
    ['constructor', 'a:\n  constructor: 1\n', 2, /"constructor" cannot be a name/],
    ['prototype', 'a: { prototype: 1 }\n', 1, /"prototype" cannot be a name/],
    ['a key that stands twice', 'a: 1\na: 2\n', 2, /unique/],
    ['a key that stands twice further in', 'a:\n  b: 1\n  "b": 2\n', 3, /unique/],
    ['a key that is a list', '? [a]\n: b\n', 1, /one word/],
    ['an open list', 'a: [1\n', 2, /./],
    ['an open quote', 'a: "open\n', 2, /./],
    ['two files in one', 'a: 1\n---\nb: 2\n', 2, /multiple documents/],
    ['a huge file', `a: ${'x'.repeat(600_000)}`, 1, /too large/],
    ['a file as deep as a well', `a: ${'['.repeat(20_000)}`, 1, /./],
  ])('is refused with its line: %s', (_, text, line, message) => {
    const { yaml, problems } = read(text);
    expect(yaml).toBeUndefined();
    expect(problems.some((d) => d.line <= line && message.test(d.message))).toBe(true);
  });
  it('merges nothing into anything', () => {
    expect(read('a:\n  <<: { x: 1 }\n').yaml?.value).toEqual({ a: { '<<': { x: 1 } } });
  });
  it('reads a file of many thousand keys without delay', () => {
    const started = cpuMs();
    const { yaml } = read(Array.from({ length: 20_000 }, (_, i) => `k${i}: ${i}`).join('\n'));
    expect(yaml?.at(['k19999'])).toMatchObject({ line: 20_000 });
    expect(cpuMs() - started).toBeLessThan(6000);
  });
});

describe('a file checked against a shape', () => {
  const problemsOf = (text: string, schema: z.ZodType, key = 'a'): readonly Diagnostic[] => {
    const problems: Diagnostic[] = [];
    const { yaml } = read(text);
    if (yaml) readShape(yaml, [key], schema, (d) => problems.push(d));
    return problems;
  };
  const schema = z.strictObject({ name: z.string(), count: z.number() });
  it('is handed over when it fits', () => {
    const { yaml } = read('a: { name: x, count: 1 }\n');
    expect(yaml && readShape(yaml, ['a'], schema, () => undefined)).toEqual({ name: 'x', count: 1 });
  });
  it('has every problem reported where it stands', () => {
    expect(problemsOf('a: { name: 5, count: 1 }\n', schema)).toMatchObject([
      { line: 1, column: 12, rule: 'shape', message: expect.stringContaining('"name"') },
    ]);
    expect(problemsOf('a: { name: x, cuont: 2 }\n', schema)).toMatchObject([
      { line: 1 },
      { column: 15, message: '"cuont" is not known here', hint: 'did you mean "count"?' },
    ]);
    expect(problemsOf('a: { name: x, count: 1, zzzzzz: 2 }\n', schema)[0]?.hint).toBe('known: name, count');
    expect(problemsOf('- 1\n', z.string(), 'b')[0]?.line).toBe(1);
  });
  it('is told the names that are known there, not those of the whole file', () => {
    const within = (part: z.ZodType) => z.strictObject({ name: part });
    const deep = 'a: { name: { cuont: 1 } }\n';
    const parts = [schema.optional(), z.record(z.string(), schema), z.array(schema).nullable()] as const;
    expect(problemsOf(deep, within(parts[0])).at(-1)?.hint).toBe('did you mean "count"?');
    expect(problemsOf('a: { name: { x: { cuont: 1 } } }\n', within(parts[1])).at(-1)?.hint).toBe(
      'did you mean "count"?',
    );
    expect(problemsOf('a: { name: [{ cuont: 1 }] }\n', within(parts[2])).at(-1)?.hint).toBe('did you mean "count"?');
  });
});
