import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { understand } from '../../src/dialog/understand.ts';
import { filesOf, ROOT, releaseOf } from '../support/repository.ts';

const release = releaseOf(filesOf(ROOT));
/** Written by someone who had read neither the rules nor the examples; nothing of it stands in content. */
const rows = readFileSync(new URL('./safety.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t') as [language: string, kind: string, text: string]);

const taken = (language: string, text: string): string => {
  const understood = understand(release, { kind: 'text', text }, language, undefined);
  return understood.kind === 'command' ? understood.name : understood.kind;
};
const share = (of: string, as: (kind: string) => boolean): number => {
  const some = rows.filter(([, kind]) => kind === of);
  return some.filter(([language, , text]) => as(taken(language, text))).length / some.length;
};

describe('messages that come before any question', () => {
  it('are judged on enough of them', () => {
    const count = (of: string): number => rows.filter(([, kind]) => kind === of).length;
    expect(count('danger') + count('stop')).toBeGreaterThanOrEqual(200);
    expect(count('harmless')).toBeGreaterThanOrEqual(200);
  });
  it('of danger bring help', () => {
    expect(share('danger', (kind) => kind === 'danger')).toBeGreaterThanOrEqual(0.99);
  });
  it('that opt out are heeded', () => {
    expect(share('stop', (kind) => kind === 'stop')).toBe(1);
  });
  it('that ask for a person are heeded', () => {
    expect(share('person', (kind) => kind === 'person')).toBeGreaterThanOrEqual(0.9);
  });
  it('that only sound like it are not', () => {
    expect(share('harmless', (kind) => kind === 'danger' || kind === 'stop')).toBeLessThanOrEqual(0.02);
  });
});

describe('the examples that content learns from', () => {
  it('hold none of the longer messages they are judged by', () => {
    const judged = new Set(rows.map(([, , text]) => text.toLowerCase()));
    const learnt = filesOf(ROOT).filter(({ file }) => file.startsWith('content/safety/'));
    const lines = learnt
      .flatMap(({ text }) => text.split('\n'))
      .map((line) => line.replace(/^ *- "|"$/g, '').toLowerCase());
    expect(lines.filter((line) => line.split(' ').length > 8 && judged.has(line))).toEqual([]);
  });
});

/** Answers for which people may well write in danger. */
const GRAVE = [
  'help.emergency',
  'help.extortion',
  'help.trafficking',
  'help.child_alone',
  'help.way_risks',
  'help.locate_person',
  'health.emergency',
  'health.mental',
];

it('questions that have an answer reach it: at most one in a hundred is taken for danger', () => {
  const examples = [...release.answers.values()].flatMap(({ id, examples }) =>
    GRAVE.includes(id) ? [] : Object.values(examples).flat(),
  );
  const caught = examples.filter((text) => release.safety().kindOf(text) !== undefined);
  expect(examples.length).toBeGreaterThan(7000);
  expect(caught.length / examples.length).toBeLessThan(0.01);
});

it('no question that an editor wrote down silences the bot or sends its asker elsewhere', () => {
  const examples = [...release.answers.values()].flatMap((answer) => Object.entries(answer.examples));
  const lost = examples.flatMap(([language, texts]) =>
    texts.filter((text) => ['stop', 'person'].includes(taken(language, text))),
  );
  expect(lost).toEqual([]);
});

it('a bare number in words is no cry for help, whatever was asked', () => {
  for (const text of ['cuarenta y cinco', 'dos mil quinientos', 'mil']) expect(taken('es', text), text).toBe('event');
  expect(taken('en', 'two hundred and five')).toBe('event');
});
