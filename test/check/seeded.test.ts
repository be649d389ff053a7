import { describe, expect, test } from 'vitest';
import { check } from '../../src/check/index.ts';
import { createMemory } from '../../src/content/memory.ts';
import { filesOf, ROOT, withFile } from '../support/repository.ts';
import { SEEDS, type Seed } from './seeds.ts';

const now = Date.UTC(2026, 10, 22, 12);
const files = filesOf(ROOT);
/** Every file is read once: a mistake costs the reading of one. */
const memory = createMemory();

const textOf = (file: string): string => files.find((one) => one.file === file)?.text ?? '';

const typedIn = ([file, find, typed]: Seed): string | null => {
  const text = textOf(file);
  if (find === null) return null;
  if (find === '^') return typed + text;
  if (!text.includes(find)) throw new Error(`${file} holds no ${JSON.stringify(find)}`);
  return text.replace(find, () => typed);
};

/** The first line that is no longer what it was. */
const changedLine = (before: string, after: string): number => {
  const lines = before.split('\n');
  return after.split('\n').findIndex((line, i) => line !== lines[i]) + 1;
};

const lineOf = (text: string, part: string): number => {
  if (part === '^') return 1;
  if (part === '$') return text.split('\n').length;
  return text.slice(0, Math.max(0, text.indexOf(part))).split('\n').length;
};

/** Where a mistake must be pointed at. */
const placeOf = (seed: Seed, text: string | null): string => {
  const [file, , , , at] = seed;
  if (at === undefined) return `${file}:${changedLine(textOf(file), text ?? '')}`;
  if (typeof at === 'string') return `${file}:${lineOf(text ?? '', at)}`;
  return `${at.file}:${lineOf(at.file === file ? (text ?? '') : textOf(at.file), at.text)}`;
};

/** Mistakes that are seen by a rule of another name. */
const SEEN_BY: Readonly<Record<string, readonly string[]>> = {
  'sms-budget': ['too-long'],
  'unknown-option': ['unknown-text'],
  'unknown-fact': ['unknown-placeholder', 'unknown-spot'],
  'unassigned-variable': ['unassigned-variable', 'unknown-placeholder'],
};

/** Mistakes of one rule, each in files of its own, are read together: none of them hides another. */
const sheaves = (): readonly (readonly Seed[])[] => {
  const all: { readonly rule: string; readonly files: Set<string>; readonly seeds: Seed[] }[] = [];
  for (const seed of SEEDS) {
    const [file, , , rule, at] = seed;
    const own = typeof at === 'object' ? [file, at.file] : [file];
    const sheaf = all.find((one) => one.rule === rule && own.every((name) => !one.files.has(name)));
    if (sheaf) {
      for (const name of own) sheaf.files.add(name);
      sheaf.seeds.push(seed);
    } else all.push({ rule, files: new Set(own), seeds: [seed] });
  }
  return all.map(({ seeds }) => seeds);
};

/** Which of some mistakes of one rule are not caught, each with what was found in its place. */
const missedOf = (seeds: readonly Seed[]): readonly string[] => {
  const rules = seeds.flatMap(([, , , rule]) => SEEN_BY[rule] ?? [rule]);
  const changed = seeds.reduce((all, seed) => {
    const text = typedIn(seed);
    return withFile(all, seed[0], text === null ? null : () => text);
  }, files);
  const { diagnostics } = check(changed, now, { memory, rule: ({ name }) => rules.includes(name) });
  return seeds.flatMap((seed) => {
    const [file, find, typed, rule] = seed;
    const wanted = placeOf(seed, typedIn(seed));
    if (diagnostics.some((d) => d.rule === rule && `${d.file}:${d.line}` === wanted)) return [];
    const found = diagnostics.filter((d) => d.file === file).slice(0, 4);
    return `${find} → ${typed}: no ${rule} at ${wanted}, but ${found.map((d) => `${d.file}:${d.line} ${d.rule} ${d.message}`).join(' | ')}`;
  });
};

/** Of all mistakes, the share that must be caught with its file and line. */
const LEAST = 0.98;

describe('mistakes as editors make them', () => {
  test('there are enough of them, in every kind of file', () => {
    expect(SEEDS.length).toBeGreaterThanOrEqual(150);
    const kinds = new Set(
      SEEDS.map(([file]) =>
        file
          .split('/')
          .slice(0, 2)
          .join('/')
          .replace(/\/[^/]*\.talk\.yaml$/, '/talk'),
      ),
    );
    expect(kinds.size).toBeGreaterThanOrEqual(10);
  });

  test(`at least ${LEAST * 100} % are caught with the right file and line`, { timeout: 300_000 }, () => {
    const missed = sheaves().flatMap(missedOf);
    expect(missed.length / SEEDS.length, missed.join('\n')).toBeLessThanOrEqual(1 - LEAST);
  });
});
