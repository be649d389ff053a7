import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../support/repository.ts';
import { circlesOf } from './circles.ts';
import { readSource, type Source, sources } from './source.ts';

/** A room imports only rooms above it in this list. */
const ROOMS = [
  'base',
  'flow',
  'content',
  'channel',
  'dialog',
  'check',
  'report',
  'store',
  'delivery',
  'server',
  'workshop',
] as const;

/** The few files outside the rooms, and what else of these each may import. */
const AROUND: Readonly<Record<string, readonly string[]>> = {
  'config.ts': [],
  'app.ts': ['config.ts'],
  'main.ts': ['app.ts', 'config.ts'],
  cli: ['main.ts', 'app.ts', 'config.ts'],
};

const partOf = (file: string): string => file.split('/')[1] ?? '';

const mayImport = (from: string, to: string): boolean => {
  if (from === to) return true;
  const [above, below] = [ROOMS.indexOf(to as never), ROOMS.indexOf(from as never)];
  if (below === -1) return above !== -1 ? from !== 'config.ts' || to === 'base' : AROUND[from]?.includes(to) === true;
  return above !== -1 && above < below;
};

/** `a imports b` for each import that its place in the house forbids. */
const trespasses = (files: readonly Source[]): readonly string[] =>
  files.flatMap(({ file, imports }) =>
    imports.filter((target) => !mayImport(partOf(file), partOf(target))).map((target) => `${file} imports ${target}`),
  );

const sample = (file: string, text: string): Source => readSource(file, text);

describe('rooms', () => {
  const all = sources();

  test('a room imports only rooms above it, types included', () => {
    expect(trespasses(all)).toEqual([]);
  });

  // Content stands below flow: flow knows facts, tables and places only through its Scene port.
  test('flow knows nothing of content, not even a type', () => {
    const strays = all.filter(
      (s) => partOf(s.file) === 'flow' && s.imports.some((to) => partOf(to) !== 'flow' && partOf(to) !== 'base'),
    );
    expect(strays.map((s) => s.file)).toEqual([]);
  });

  test('everything under src/ is a room or one of the few files around them', () => {
    const known = new Set<string>([...ROOMS, ...Object.keys(AROUND)]);
    expect(all.map((s) => s.file).filter((file) => !known.has(partOf(file)))).toEqual([]);
  });

  test('no file loads itself through others', () => {
    expect(circlesOf(new Map(all.map((s) => [s.file, s.loads])))).toEqual([]);
  });

  test('an import names its file, so that these rules see it', () => {
    const hidden = all.filter((s) => /\bimport\(\s*[^'"\s]/.test(s.text) || /\brequire\(/.test(s.text));
    expect(hidden.map((s) => s.file)).toEqual([]);
    const targets = new Set(all.flatMap((s) => s.imports));
    expect([...targets].filter((to) => !existsSync(join(ROOT, to)))).toEqual([]);
  });

  test.each(ROOMS)('%s says in a README what lives there', (room) => {
    expect(existsSync(join(ROOT, 'src', room, 'README.md'))).toBe(true);
  });
});

describe('the rules themselves', () => {
  test.each([
    ["import { a } from '../store/store.ts';", 'src/flow/run.ts'],
    ["import type { A } from '../content/release.ts';", 'src/flow/run.ts'],
    ["import {\n  a,\n  b,\n} from '../server/log.ts';", 'src/delivery/receive.ts'],
    ["export { a } from '../dialog/turn.ts';", 'src/channel/sms.ts'],
    ["import '../app.ts';", 'src/server/server.ts'],
    ["const later = await import('../main.ts');", 'src/check/index.ts'],
    ["type A = import('../config.ts').Config;", 'src/base/day.ts'],
    ["import { a } from './cli/main.ts';", 'src/main.ts'],
    ["import { a } from './content/load.ts';", 'src/config.ts'],
  ])('%j in %s is refused', (text, file) => {
    expect(trespasses([sample(file, text)])).toHaveLength(1);
  });

  test.each([
    ["import { a } from '../base/day.ts';", 'src/flow/run.ts'],
    ["import { a } from '../check/index.ts';", 'src/server/server.ts'],
    ["import { a } from './server/server.ts';", 'src/app.ts'],
    ["import { a } from '../main.ts';", 'src/cli/serve.ts'],
    ["import { a } from 'fastify';", 'src/server/server.ts'],
  ])('%j in %s is allowed', (text, file) => {
    expect(trespasses([sample(file, text)])).toEqual([]);
  });

  test('a circle is found and named once', () => {
    const loads = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['a', 'd']],
      ['d', []],
    ]);
    expect(circlesOf(loads)).toEqual(['a → b → c → a']);
  });

  test('an import of types alone closes no circle, one of a value does', () => {
    expect(
      sample('src/base/a.ts', "import type { B } from './b.ts';\nimport { type C, c } from './c.ts';").loads,
    ).toEqual(['src/base/c.ts']);
  });
});
