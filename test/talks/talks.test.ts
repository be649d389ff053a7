import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/index.ts';
import { rehearseTalk } from '../../src/check/rehearse.ts';
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
    expect(check(files, Date.UTC(2026, 10, 21, 18)).diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  });
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
