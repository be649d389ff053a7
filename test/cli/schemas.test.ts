import { lstatSync, mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { copyOfForeign, inside } from './inside.ts';

const made: string[] = [];
afterAll(() => {
  for (const dir of made) rmSync(dir, { recursive: true });
});
const copy = (): string => {
  const dir = copyOfForeign();
  made.push(dir);
  return dir;
};

describe('schemas --lines', () => {
  it('leaves every byte of what check does not read, and says why', async () => {
    const dir = copy();
    const facts = join(dir, 'content/facts/library');
    const outside = join(dir, 'outside.yaml');
    writeFileSync(outside, 'a: 1\n');
    symlinkSync(outside, join(facts, 'linked.yaml'));
    const odd: Readonly<Record<string, Buffer>> = {
      'latin.yaml': Buffer.from('a: a\xf1o\n', 'latin1'),
      'wide.yaml': Buffer.from('\ufeffa: 1\n', 'utf16le'),
      'large.yaml': Buffer.from('a: b\n'.repeat(1_000_000)),
      'long.yaml': Buffer.from(`a: ${'b'.repeat(600_000)}\n`),
      'begun.yaml': Buffer.from('a: [\n'),
    };
    for (const [name, bytes] of Object.entries(odd)) writeFileSync(join(facts, name), bytes);
    const { code, out } = await inside('schemas', '--lines', '--dir', dir);
    expect(code).toBe(0);
    for (const [name, bytes] of Object.entries(odd)) {
      expect(readFileSync(join(facts, name)).equals(bytes), name).toBe(true);
      expect(out).toContain(`content/facts/library/${name}: left as it is, `);
    }
    expect(out).toContain('content/facts/library/large.yaml: left as it is, this file is too large\n');
    expect(out).toContain('content/facts/library/linked.yaml: left as it is, this is a link, and is not followed\n');
    expect(lstatSync(join(facts, 'linked.yaml')).isSymbolicLink()).toBe(true);
    expect(readlinkSync(join(facts, 'linked.yaml'))).toBe(outside);
    expect(readFileSync(outside, 'utf8')).toBe('a: 1\n');
    expect(out).toContain('content/facts/library/loan.yaml: written\n');
  });

  it('writes the line behind a byte order mark, once', async () => {
    const dir = copy();
    const file = join(dir, 'content/texts/es/counter.yaml');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, `\ufeff${before}`);
    await inside('schemas', '--lines', '--dir', dir);
    const after = `\ufeff# yaml-language-server: $schema=../../../schemas/texts.json\n${before}`;
    expect(readFileSync(file, 'utf8')).toBe(after);
    expect((await inside('schemas', '--lines', '--dir', dir)).out).not.toContain('written');
    expect(readFileSync(file, 'utf8')).toBe(after);
  });

  it('makes its own folders, and none above them', async () => {
    const dir = copy();
    mkdirSync(join(dir, '.vscode'));
    expect((await inside('schemas', '--dir', dir)).out).toContain('schemas/flow.json: written\n');
    expect((await inside('schemas', '--dir', join(dir, 'typo'))).code).toBe(1);
  });
});
