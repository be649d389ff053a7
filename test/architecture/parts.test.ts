import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../support/repository.ts';
import { textOf } from './source.ts';

interface Package {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

interface Parts {
  readonly bomFormat: string;
  readonly components: readonly {
    readonly name: string;
    readonly version: string;
    readonly licenses?: readonly unknown[];
  }[];
}

const manifest = JSON.parse(textOf('package.json')) as Package;

describe('what the program is made of', () => {
  const told = execFileSync(process.execPath, ['scripts/sbom.ts'], { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' });
  const parts = JSON.parse(told) as Parts;

  test('is what `npm run sbom` prints', () => {
    expect(manifest.scripts['sbom']).toBe('node scripts/sbom.ts');
  });

  test('is told in a form that other programs read', () => {
    expect(parts.bomFormat).toBe('CycloneDX');
  });

  test.each(Object.entries(manifest.dependencies))('names %s %s', (name, version) => {
    expect(parts.components.filter((part) => part.name === name).map((part) => part.version)).toContain(version);
  });

  test('names nothing that only builds and tests it', () => {
    const shipped = new Set(parts.components.map(({ name }) => name));
    // Some others are used by what ships, or may be.
    const tools = ['vitest', 'knip', '@biomejs/biome', 'fast-check', 'nock', 'playwright-core'];
    expect(tools.filter((name) => shipped.has(name))).toEqual([]);
  });

  test('names the licence of each', () => {
    expect(parts.components.filter(({ licenses }) => !licenses?.length).map(({ name }) => name)).toEqual([]);
  });
});
