import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { NODE_MAJOR, requireNode } from '../../src/base/node-version.ts';
import { textOf } from './source.ts';

interface Package {
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly version: string; readonly resolved?: string; readonly hasInstallScript?: true }>
  >;
}

const manifest = JSON.parse(textOf('package.json')) as Package;
const { packages } = JSON.parse(textOf('package-lock.json')) as Lock;
const platforms = Object.entries(manifest.optionalDependencies).filter(([name]) =>
  /^node-(?:bin-)?(?:linux|darwin|win)-/.test(name),
);

describe('one Node everywhere', () => {
  const [version = ''] = new Set(platforms.map(([, exact]) => exact));

  test('five platforms bring the very same one, and each is in the lock file', () => {
    expect(platforms).toHaveLength(5);
    for (const [name] of platforms) expect(packages[`node_modules/${name}`]?.version).toBe(version);
  });

  test('the program, its door and the container name that one', () => {
    expect(Number.parseInt(version, 10)).toBe(NODE_MAJOR);
    expect(textOf('bin/ventanilla.js')).toContain(`const MAJOR = ${NODE_MAJOR};`);
    for (const [name] of platforms) expect(textOf('bin/ventanilla.js')).toContain(`'${name}/bin/node`);
    expect([...textOf('Dockerfile').matchAll(/^FROM node:(\S+)-slim/gm)].map(([, image]) => image)).toEqual([
      version,
      version,
    ]);
  });

  test('another major is refused in one line', () => {
    expect(() => requireNode('26.10.0')).not.toThrow();
    for (const other of ['20.20.2', '2.6.0', '27.0.0', '260.1.0'])
      expect(() => requireNode(other)).toThrow(/^Ventanilla needs Node 26, .*$/);
  });

  test('the tests run on it', () => {
    expect(Number.parseInt(execFileSync('node', ['--version'], { encoding: 'utf8' }).slice(1), 10)).toBe(NODE_MAJOR);
  });
});

describe('what npm brings', () => {
  test('is pinned exactly', () => {
    const loose = Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    });
    expect(loose.filter(([, exact]) => !/^\d+\.\d+\.\d+$/.test(exact))).toEqual([]);
  });

  test('compiles nothing and runs no script of its own', () => {
    // Vite's file watcher on macOS is the one exception: optional, prebuilt, and unharmed when its script is left out.
    const scripts = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
    expect(scripts.map(([name]) => name).filter((name) => !name.endsWith('node_modules/fsevents'))).toEqual([]);
  });

  test('names no place it was fetched from', () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});
