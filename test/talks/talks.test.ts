import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/index.ts';
import { noonOf, rehearseTalk } from '../../src/check/rehearse.ts';
import type { Rule } from '../../src/check/rule.ts';
import { openScene } from '../../src/content/scene.ts';
import { NOWHERE, run } from '../../src/flow/run.ts';
import { filesOf, ROOT, releaseOf } from '../support/repository.ts';

const files = filesOf(ROOT);
const release = releaseOf(files);
const EXAMPLES = join(ROOT, 'test/examples');

const rows = readdirSync(EXAMPLES).flatMap((file) =>
  readFileSync(join(EXAMPLES, file), 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => {
      const [id = '', input = '', expected = '', covered = ''] = line.split('\t');
      return { id, input, expected, covered };
    }),
);
const talks = release.talks.flatMap((file) => file.talks.map((talk) => ({ file, talk })));
const byExample = Map.groupBy(talks, ({ talk }) => talk.example ?? '');

describe('the content of this repository', () => {
  it('has no mistake that the checks know of', () => {
    // Every way on every day is gone by `npm run check`, right before the tests.
    const rule = ({ name, onlyAsked, onlySound }: Rule) =>
      name === 'talk' || (onlyAsked !== true && onlySound !== true);
    const { diagnostics } = check(files, Date.UTC(2026, 10, 21, 18), { rule });
    expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  }, 240_000);
});

describe('worked examples', () => {
  it('are numbered without a gap', () => {
    for (const topic of new Set(rows.map((r) => r.id.replace(/\d+$/, '')))) {
      const numbers = rows.filter((r) => r.id.startsWith(topic)).map((r) => Number(r.id.slice(topic.length)));
      expect(numbers).toEqual(numbers.map((_, i) => i + 1));
    }
  });
  it('that these flows do not cover say why', () => {
    for (const row of rows) expect(row.covered, row.id).not.toBe('');
  });
  it('named by a talk stand in the table', () => {
    expect([...byExample.keys()].filter((id) => id !== '' && !rows.some((r) => r.id === id))).toEqual([]);
  });
  it.each(rows.filter((r) => r.covered === 'yes').map((r) => [r.id, r.input] as const))('%s is told: %s', (id) => {
    const told = byExample.get(id) ?? [];
    expect(told.length).toBeGreaterThan(0);
    for (const { file, talk } of told) {
      expect(
        talk.talk.some((line) => (line.says?.length ?? 0) > 0),
        `${talk.name} asserts what is read`,
      ).toBe(true);
      expect(rehearseTalk(release, file, talk)).toBeUndefined();
    }
  });
});

/** Results of the screening stand in its texts under their code; what follows `_` is another wording of the same. */
const codeOf = (key: string): string | undefined =>
  /^[eoiuw]-/.test(key) ? key.split('_')[0]?.toUpperCase() : undefined;
/** Said with every result, so no example lists them. */
const ALWAYS = ['W-FREE', 'W-INFO'];

describe('the screening of ways to stay', () => {
  const vectors = rows.filter((r) => /^X\d+$/.test(r.id));
  it('has all of its examples, and each is told', () => {
    expect(vectors).toHaveLength(44);
    expect(vectors.filter((r) => r.covered !== 'yes')).toEqual([]);
  });
  it.each(vectors.map((r) => [r.id, r.expected] as const))('%s gives just %s, in this order', (id, expected) => {
    const told = byExample.get(id) ?? [];
    expect(told.length).toBeGreaterThan(0);
    for (const { file, talk } of told) {
      const scene = openScene(release, noonOf(release, talk.day));
      const { home } = release.settings;
      let outcome = run(NOWHERE, { kind: 'enter', flow: file.flow }, scene, home);
      const codes = new Set<string>();
      for (const { me } of talk.talk) {
        if (typeof me !== 'object' || !('pick' in me)) throw new Error(`${talk.name}: pick each answer by its name`);
        outcome = run(outcome.place, { kind: 'pick', option: me.pick }, scene, home);
        expect(outcome.understood, `${id}: ${me.pick}`).toBe(true);
        for (const part of outcome.parts) {
          const code = part.kind === 'text' && part.flow === file.flow ? codeOf(part.key) : undefined;
          if (code !== undefined && !ALWAYS.includes(code)) codes.add(code);
        }
      }
      expect([...codes].join(', ')).toBe(expected);
    }
  });
});

describe('the nearest health window', () => {
  it('has all of its examples, and each is told', () => {
    const examples = rows.filter((r) => r.id.startsWith('E-'));
    expect(examples).toHaveLength(54);
    expect(examples.filter((r) => r.covered !== 'yes')).toEqual([]);
  });
});

describe('every talk', () => {
  it.each(
    talks.map(
      ({ file, talk }) =>
        [
          `${file.flow}: ${talk.name} (${talk.channel ?? 'sms'}, ${talk.language ?? 'es'}, ${talk.day})`,
          file,
          talk,
        ] as const,
    ),
  )('%s', (_, file, talk) => {
    expect(rehearseTalk(release, file, talk)).toBeUndefined();
  });
});
