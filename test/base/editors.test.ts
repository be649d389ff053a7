import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { byPosition, type Diagnostic, error, formatDiagnostic, warning } from '../../src/base/diagnostic.ts';
import { fold } from '../../src/base/fold.ts';
import { matchLocale } from '../../src/base/locale.ts';
import { didYouMean, distance, nearestName } from '../../src/base/spelling.ts';
import { readShape, readYaml, type YamlFile } from '../../src/base/yaml.ts';

const read = (text: string): { yaml: YamlFile | undefined; problems: readonly Diagnostic[] } => {
  const problems: Diagnostic[] = [];
  return { yaml: readYaml('x.yaml', text, (d) => problems.push(d)), problems };
};

describe('a diagnostic', () => {
  it('is one line: place, severity, rule, message, hint', () => {
    const at = { file: 'a.yaml', line: 7, column: 12 };
    expect(formatDiagnostic(error(at, 'r', 'wrong', 'mend it'))).toBe('a.yaml:7:12 error r wrong — mend it');
    expect(formatDiagnostic(warning(at, 'r', 'odd'))).toBe('a.yaml:7:12 warning r odd');
    const others = [
      error({ ...at, line: 9 }, 'r', ''),
      error({ ...at, column: 2 }, 'r', ''),
      error({ ...at, file: 'A.yaml' }, 'r', ''),
    ];
    expect([...others, error(at, 'r', '')].sort(byPosition).map((d) => `${d.file}:${d.line}:${d.column}`)).toEqual([
      'A.yaml:7:12',
      'a.yaml:7:2',
      'a.yaml:7:12',
      'a.yaml:9:12',
    ]);
  });
});

describe('a misspelt name', () => {
  it('is brought to the nearest known one, and to none when none is near', () => {
    expect(distance('permit', 'premit')).toBe(1);
    expect(distance('abc', 'abcdefgh')).toBe(4);
    expect(nearestName('no-permitt', ['no-permit', 'permit'])).toBe('no-permit');
    expect(nearestName('xyz', ['abc'])).toBeUndefined();
    expect(didYouMean('xyz', ['abc'], 'otherwise')).toBe('otherwise');
  });
});

describe('folding', () => {
  it('leaves bare words', () => {
    expect(fold('  ¿Cuánto CUESTA, el ñandú?  ')).toBe('cuanto cuesta el nandu');
    expect(fold('🙂')).toBe('');
  });
});

describe('a language tag', () => {
  it('is matched by its first part', () => {
    expect(matchLocale('es-419', ['es', 'en'])).toBe('es');
    expect(matchLocale('EN_us', ['es', 'en'])).toBe('en');
    expect(matchLocale('fr', ['es', 'en'])).toBeUndefined();
    expect(matchLocale(undefined, ['es'])).toBeUndefined();
  });
});

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
    expect(yaml?.source(['a', 0, 'c'])).toBe('52.20');
    expect(yaml?.source(['a'])).toBeUndefined();
    expect(read('').yaml?.at([])).toMatchObject({ line: 1, column: 1 });
  });
  it.each([
    ['a: &x 1\n', 1, /anchors/],
    ['a: 1\nb: *x\n', 2, /./],
    ['a: !!js/function "x"\n', 1, /tag|Unresolved/i],
    ['a: !thing x\n', 1, /tag|Unresolved/i],
    ['__proto__: 1\n', 1, /cannot be a name/],
    ['a:\n  constructor: 1\n', 2, /cannot be a name/],
    ['a: 1\na: 2\n', 2, /unique/],
    ['a: [1\n', 2, /./],
    ['a: "open\n', 2, /./],
    [`a: ${'x'.repeat(600_000)}`, 1, /too large/],
  ])('is refused with its line: %s', (text, line, message) => {
    const { yaml, problems } = read(text);
    expect(yaml).toBeUndefined();
    expect(problems.some((d) => d.line <= line && message.test(d.message))).toBe(true);
  });
  it('is checked against a shape, and each problem is reported where it stands', () => {
    const schema = z.strictObject({ name: z.string(), count: z.number() });
    const { yaml } = read('one: { name: 5, count: 1 }\ntwo: { name: x, cuont: 2 }\nthree: { name: x, count: 1 }\n');
    const problems: Diagnostic[] = [];
    const shape = (key: string) => yaml && readShape(yaml, [key], schema, (d) => problems.push(d));
    expect(shape('one')).toBeUndefined();
    expect(shape('two')).toBeUndefined();
    expect(shape('three')).toEqual({ name: 'x', count: 1 });
    expect(problems).toMatchObject([
      { line: 1, column: 14, rule: 'shape' },
      { line: 2 },
      { line: 2, column: 17, hint: 'did you mean "count"?' },
    ]);
  });
});
