import { beforeEach, describe, expect, it } from 'vitest';
import { createKeys, newPersonKey, readPersonKeys } from '../../src/base/keys.ts';
import { listQuestions } from '../../src/delivery/list-questions.ts';
import { createQuestions } from '../../src/delivery/questions.ts';
import type { Unanswered } from '../../src/dialog/unanswered.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { DAY_MS, type Store, type TermUse } from '../../src/store/store.ts';
import { town } from '../content/search/town.ts';

const NOON = Date.UTC(2026, 2, 9, 12);
const about = (...terms: readonly string[]): Unanswered => ({ kind: 'none', locale: 'es', terms });
const release = town();

const universe = (keyText = newPersonKey(), store: Store = createMemoryStore()) => {
  const noted: (readonly TermUse[])[] = [];
  const failures: unknown[] = [];
  let now = NOON;
  const questions = createQuestions({
    store: {
      ...store,
      noteTerms: async (uses, at) => {
        noted.push(uses);
        await store.noteTerms(uses, at);
      },
    },
    keys: createKeys(readPersonKeys(keyText)),
    now: () => now,
    failed: (cause) => failures.push(cause),
  });
  return {
    ...questions,
    noted,
    failures,
    later: (ms: number) => (now += ms),
    listed: async (days?: number) => {
      await questions.settled();
      return listQuestions(store, release, now, days);
    },
  };
};

describe('what people asked', () => {
  let u: ReturnType<typeof universe>;
  beforeEach(() => {
    u = universe();
  });

  it('is listed with the nearest answer, once three of them asked', async () => {
    for (const person of ['ana', 'eva']) u.hear(person, { unanswered: about('multa', 'multa becas') });
    u.hear('luz', { unanswered: about('multa') });
    u.hear('ana', { unanswered: about('multa becas') });
    expect(await u.listed()).toEqual([
      {
        term: 'multa',
        people: 3,
        language: 'es',
        kind: 'none',
        last: '2026-03-09',
        nearest: { id: 'library.fine', file: 'content/answers/library/fine.yaml', line: 1 },
      },
    ]);
  });
  it('of too many days ago is not listed', async () => {
    for (const person of ['ana', 'eva', 'luz']) u.hear(person, { unanswered: about('becas') });
    u.later(5 * DAY_MS);
    expect(await u.listed(4)).toEqual([]);
    expect(await u.listed(5)).toHaveLength(1);
  });
  it('is counted in its own language', async () => {
    u.hear('ana', { unanswered: { ...about('visa'), locale: 'en' } });
    for (const person of ['ana', 'eva', 'luz']) u.hear(person, { unanswered: about('visa') });
    expect(await u.listed()).toMatchObject([{ term: 'visa', people: 3, language: 'es' }]);
  });
  it('goes to the store as hashes that have nothing in common', () => {
    for (const person of ['ana', 'eva']) u.hear(person, { unanswered: about('becas', 'predial') });
    return u.settled().then(() => {
      const [first = [], second = []] = u.noted;
      expect(new Set([...first, ...second].map(({ who }) => who)).size).toBe(4);
      expect(first.map(({ term }) => term)).toEqual(second.map(({ term }) => term));
      for (const { term, who } of [...first, ...second]) expect(term + who).toMatch(/^[\w-]{86}$/);
    });
  });
  it('of one person is noted thirty times a day at most', async () => {
    for (let i = 0; i < 50; i++) u.hear('ana', { unanswered: about(`becas`) });
    u.hear('eva', { unanswered: about('becas') });
    await u.settled();
    expect(u.noted).toHaveLength(31);
    u.later(DAY_MS);
    u.hear('ana', { unanswered: about('becas') });
    await u.settled();
    expect(u.noted).toHaveLength(32);
  });
  it('is forgotten with the person, also what they asked just now and under an older key', async () => {
    const store = createMemoryStore();
    const [old, fresh] = [newPersonKey(), newPersonKey()];
    const [before, after] = [universe(old, store), universe(`${fresh},${old}`, store)];
    for (const person of ['old-ana', 'old-eva', 'old-luz']) before.hear(person, { unanswered: about('becas') });
    await before.settled();
    for (const person of ['ana', 'eva', 'luz', 'sol']) after.hear(person, { unanswered: about('becas') });
    expect(await after.listed()).toMatchObject([{ term: 'becas', people: 4 }]);
    after.hear('ana', { unanswered: about('becas') });
    await after.forget(['ana', 'old-ana']);
    expect(await after.listed()).toMatchObject([{ term: 'becas', people: 3 }]);
    await after.forget(['eva', 'old-eva']);
    expect(await after.listed()).toEqual([]);
  });
});

describe('answers that were offered', () => {
  const unsure: Unanswered = { ...about('becas'), kind: 'unsure' };

  it('and refused make it a question without an answer, once', async () => {
    const u = universe();
    u.hear('ana', { unanswered: unsure });
    u.hear('ana', {});
    expect(u.noted).toHaveLength(0);
    u.hear('ana', { offer: 'refused' });
    u.hear('ana', { offer: 'refused' });
    await u.settled();
    expect(u.noted.map(([use]) => use?.said)).toEqual([{ words: 'becas', kind: 'none', locale: 'es' }]);
  });
  it('and taken, refused by somebody else, forgotten or left for an hour do not', async () => {
    const u = universe();
    u.hear('ana', { unanswered: unsure });
    u.hear('eva', { offer: 'refused' });
    u.hear('ana', { offer: 'taken' });
    u.hear('ana', { offer: 'refused' });
    u.hear('luz', { unanswered: unsure });
    await u.forget(['luz']);
    u.hear('luz', { offer: 'refused' });
    u.hear('sol', { unanswered: unsure });
    u.later(3_600_000);
    u.hear('sol', { offer: 'refused' });
    await u.settled();
    expect(u.noted).toHaveLength(0);
  });
  it('are remembered of a thousand people at most', async () => {
    const u = universe();
    for (let i = 0; i <= 1000; i++) u.hear(`p${i}`, { unanswered: unsure });
    for (const person of ['p0', 'p1']) u.hear(person, { offer: 'refused' });
    await u.settled();
    expect(u.noted).toHaveLength(1);
  });
});

describe('a store that fails', () => {
  it('is told of and harms nobody', async () => {
    const store = createMemoryStore();
    let broken = true;
    const u = universe(undefined, {
      ...store,
      noteTerms: (uses, at) => (broken ? Promise.reject(new Error('gone')) : store.noteTerms(uses, at)),
    });
    expect(() => u.hear('ana', { unanswered: about('becas') })).not.toThrow();
    await u.settled();
    expect(u.failures).toEqual([new Error('gone')]);
    broken = false;
    for (const person of ['ana', 'eva', 'luz']) u.hear(person, { unanswered: about('becas') });
    expect(await u.listed()).toHaveLength(1);
  });
  it('or is slow has so many notes waiting and no more', async () => {
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const u = universe(undefined, { ...createMemoryStore(), noteTerms: () => gate });
    for (let i = 0; i < 300; i++) u.hear(`p${i}`, { unanswered: about('becas') });
    open();
    await u.settled();
    expect(u.noted).toHaveLength(200);
  });
  it('to forget says so', async () => {
    const u = universe(undefined, { ...createMemoryStore(), forgetTerms: () => Promise.reject(new Error('gone')) });
    await expect(u.forget(['ana'])).rejects.toThrow('gone');
  });
});
