import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Instant } from '../../src/base/day.ts';
import { OperationalError } from '../../src/base/operational-error.ts';
import { decodeVars, encodeVars, type Value, type Vars } from '../../src/base/value.ts';
import { RELEASES_KEPT, type Snapshot } from '../../src/store/releases.ts';
import { type Commit, DAY_MS, KEPT, type Outgoing, type Store, type TermUse } from '../../src/store/store.ts';

export const NOON: Instant = Date.UTC(2026, 2, 9, 12);
const MINUTE = 60_000;

export const turnOf = (given: Partial<Commit> = {}): Commit => ({
  person: 'ana',
  delivery: 'd1',
  version: 0,
  release: 'r1',
  outbox: [],
  at: NOON,
  ...given,
});

export const letter = (id: string, due: Instant = NOON): Outgoing => ({
  id,
  channel: 'whatsapp',
  address: `to-${id}`,
  message: `text-${id}`,
  due,
});

/** Someone's use of words, with hashes that a test can read. */
export const useOf = (who: string, words: string, kind: 'none' | 'outside' = 'none'): TermUse => ({
  term: `#${kind}-${words}`,
  who: `${who}#${words}`,
  said: { words, kind, locale: 'es' },
});

/** As many letters as two large files have when packed. */
export const snapshotOf = (id: string): Snapshot => ({
  id,
  counts: { files: 2 },
  packed: `${id}${'0'.repeat(200_000)}`,
});

const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
const value: fc.Arbitrary<Value> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.boolean(),
  fc.bigInt(),
  day.map((date) => ({ kind: 'day' as const, iso: date.toISOString().slice(0, 10) })),
  fc.record({
    kind: fc.constant('decimal' as const),
    units: fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }),
    scale: fc.integer({ min: 0, max: 9 }),
  }),
  fc.record({
    kind: fc.constant('money' as const),
    currency: fc.constantFrom('MXN', 'USD', 'JPY'),
    minor: fc.bigInt(),
  }),
);
const vars: fc.Arbitrary<Vars> = fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9_]{0,12}$/), value);

/** What every store promises, run against each of them. */
export const storeContract = (name: string, open: () => Store | Promise<Store>): void => {
  describe(`${name} store`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const commit = (given: Partial<Commit> = {}) => store.commit(turnOf(given));
    const claim = (now: Instant = NOON, limit = 10) => store.claim(now, MINUTE, limit);
    const answered = async (delivery: string) => (await store.load('nobody', delivery)).answered;

    describe('a turn', () => {
      test('of a person never seen starts from nothing', async () => {
        await store.ready();
        expect(await store.load('ana', 'd1')).toEqual({ saved: { version: 0 }, stopped: false });
      });

      test('is kept whole and raises the version by one', async () => {
        expect(await commit({ profile: 'P', state: 'S', reply: 'R', outbox: [letter('o1')] })).toEqual({
          kind: 'committed',
        });
        expect(await store.load('ana', 'd1')).toEqual({
          saved: { version: 1, profile: 'P', state: 'S' },
          stopped: false,
          answered: { body: 'R' },
        });
        expect(await store.load('ana', 'd2')).toEqual({
          saved: { version: 1, profile: 'P', state: 'S' },
          stopped: false,
        });
        expect(await store.load('eva', 'd2')).toEqual({ saved: { version: 0 }, stopped: false });
        expect(await claim()).toEqual([{ ...letter('o1'), person: 'ana', attempts: 1 }]);
      });

      test('keeps what it does not name and erases what it names null', async () => {
        await commit({ profile: 'P', state: 'S' });
        await commit({ delivery: 'd2', version: 1 });
        expect((await store.load('ana', 'x')).saved).toEqual({ version: 2, profile: 'P', state: 'S' });
        await commit({ delivery: 'd3', version: 2, state: null, profile: 'Q' });
        expect((await store.load('ana', 'x')).saved).toEqual({ version: 3, profile: 'Q' });
        await commit({ delivery: 'd4', version: 3, state: 'T', profile: null });
        expect((await store.load('ana', 'x')).saved).toEqual({ version: 4, state: 'T' });
      });

      test('of a delivery that was answered is a duplicate with the same body and changes nothing', async () => {
        await commit({ state: 'S', reply: 'R' });
        const again = {
          version: 1,
          state: 'other',
          reply: 'other',
          outbox: [letter('o1')],
          consent: 'stopped',
        } as const;
        expect(await commit(again)).toEqual({ kind: 'duplicate', body: 'R' });
        expect(await store.load('ana', 'd1')).toEqual({
          saved: { version: 1, state: 'S' },
          stopped: false,
          answered: { body: 'R' },
        });
        expect(await claim()).toEqual([]);
      });

      test('without an inline reply is a duplicate without a body', async () => {
        await commit();
        expect(await commit()).toEqual({ kind: 'duplicate' });
        expect(await answered('d1')).toEqual({});
      });

      test('from an older version is stale and changes nothing', async () => {
        await commit({ state: 'S' });
        for (const version of [0, 2])
          expect(
            await commit({ delivery: 'd2', version, state: 'other', outbox: [letter('o1')], consent: 'stopped' }),
          ).toEqual({ kind: 'stale' });
        expect(await store.load('ana', 'd2')).toEqual({ saved: { version: 1, state: 'S' }, stopped: false });
        expect(await claim()).toEqual([]);
      });

      test('with an outbox id already taken fails whole and leaves no trace', async () => {
        await commit({ outbox: [letter('o1')] });
        for (const outbox of [
          [letter('o2'), letter('o1')],
          [letter('o2'), letter('o2')],
        ])
          await expect(commit({ delivery: 'd2', version: 1, state: 'S', outbox })).rejects.toThrow(OperationalError);
        expect(await store.load('ana', 'd2')).toEqual({ saved: { version: 1 }, stopped: false });
        expect((await claim()).map(({ id }) => id)).toEqual(['o1']);
      });

      test('gives back every variable exactly as it was', async () => {
        let run = 0;
        await fc.assert(
          fc.asyncProperty(vars, async (before) => {
            const person = `p${run++}`;
            await commit({ person, delivery: person, state: JSON.stringify(encodeVars(before)) });
            const { saved } = await store.load(person, 'x');
            expect(decodeVars(JSON.parse(saved.state ?? ''))).toEqual(before);
          }),
        );
      });
    });

    describe('many at once', () => {
      test('fifty of one delivery: one moves the conversation, the rest hear the same', async () => {
        const all = await Promise.all(
          Array.from({ length: 50 }, (_, i) => commit({ reply: `R${i}`, outbox: [letter(`o${i}`)] })),
        );
        expect(all.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
        const { answered: first } = await store.load('ana', 'd1');
        expect(all.filter(({ kind }) => kind === 'duplicate')).toEqual(
          Array.from({ length: 49 }, () => ({ kind: 'duplicate', ...first })),
        );
        expect((await store.load('ana', 'x')).saved.version).toBe(1);
        expect(await claim()).toHaveLength(1);
      });

      test('two deliveries from one version: one is stale and can be redone', async () => {
        const both = await Promise.all(['d1', 'd2'].map((delivery) => commit({ delivery, state: delivery })));
        expect(both.map(({ kind }) => kind).toSorted()).toEqual(['committed', 'stale']);
        const stale = both[0]?.kind === 'stale' ? 'd1' : 'd2';
        expect(await commit({ delivery: stale, version: 1 })).toEqual({ kind: 'committed' });
      });

      test('a broken turn does no harm to its neighbours', async () => {
        await commit({ person: 'eva', delivery: 'd0', outbox: [letter('o1')] });
        const all = await Promise.allSettled([
          commit({ person: 'p1', delivery: 'd1' }),
          commit({ person: 'p2', delivery: 'd2', outbox: [letter('o1')] }),
          commit({ person: 'p3', delivery: 'd3', version: 7 }),
          commit({ person: 'p4', delivery: 'd4' }),
        ]);
        expect(all.map((one) => (one.status === 'fulfilled' ? one.value.kind : one.status))).toEqual([
          'committed',
          'rejected',
          'stale',
          'committed',
        ]);
        expect(await answered('d2')).toBeUndefined();
      });
    });

    describe('silence', () => {
      test('is kept until the person takes it back', async () => {
        await commit({ consent: 'stopped' });
        await commit({ delivery: 'd2', version: 1, consent: 'stopped', at: NOON + MINUTE });
        expect((await store.load('ana', 'x')).stopped).toBe(true);
        expect((await store.load('eva', 'x')).stopped).toBe(false);
        await commit({ delivery: 'd3', version: 2, consent: 'started' });
        expect((await store.load('ana', 'x')).stopped).toBe(false);
      });

      test('outlives everything else', async () => {
        await commit({ consent: 'stopped' });
        await commit({ delivery: 'd2', version: 1, forget: true });
        await store.sweep(NOON + 10 * KEPT.profile);
        expect(await store.load('ana', 'd2')).toEqual({ saved: { version: 0 }, stopped: true });
      });
    });

    describe('forgetting', () => {
      test('erases all of one person but the reply that says so, and nobody else', async () => {
        await commit({ profile: 'P', state: 'S', reply: 'R1', outbox: [letter('o1')] });
        await commit({ person: 'eva', delivery: 'e1', state: 'E', reply: 'RE', outbox: [letter('o2')] });
        expect(
          await commit({
            delivery: 'd2',
            version: 1,
            forget: true,
            reply: 'bye',
            profile: 'Q',
            outbox: [letter('o3')],
          }),
        ).toEqual({ kind: 'committed' });
        expect(await store.load('ana', 'd2')).toEqual({
          saved: { version: 0 },
          stopped: false,
          answered: { body: 'bye' },
        });
        expect(await answered('d1')).toEqual({});
        expect(await commit()).toEqual({ kind: 'duplicate' });
        expect(await store.load('eva', 'e1')).toEqual({
          saved: { version: 1, state: 'E' },
          stopped: false,
          answered: { body: 'RE' },
        });
        expect((await claim()).map(({ id }) => id)).toEqual(['o2', 'o3']);
      });

      test('lets the person start anew, and be forgotten again', async () => {
        await commit({ state: 'S' });
        await commit({ delivery: 'd2', version: 1, forget: true, reply: 'bye' });
        expect(await commit({ delivery: 'd3', state: 'T' })).toEqual({ kind: 'committed' });
        expect((await store.load('ana', 'x')).saved).toEqual({ version: 1, state: 'T' });
        await commit({ delivery: 'd4', version: 1, forget: true });
        expect((await store.load('ana', 'x')).saved).toEqual({ version: 0 });
        // The reply that said so was nobody's from the first.
        expect(await answered('d2')).toEqual({ body: 'bye' });
      });

      test('outside of a turn erases all but that they asked not to be written to', async () => {
        await commit({ profile: 'P', state: 'S', reply: 'R1', consent: 'stopped', outbox: [letter('o1')] });
        await commit({ person: 'eva', delivery: 'e1', state: 'E', reply: 'RE', outbox: [letter('o2')] });
        await store.erase('ana');
        await store.erase('nobody');
        expect(await store.load('ana', 'd1')).toEqual({ saved: { version: 0 }, stopped: true, answered: {} });
        expect((await store.load('eva', 'e1')).saved).toEqual({ version: 1, state: 'E' });
        expect((await claim()).map(({ id }) => id)).toEqual(['o2']);
        // A turn that had begun before is made anew.
        expect(await commit({ delivery: 'd2', version: 1, state: 'T' })).toEqual({ kind: 'stale' });
        expect(await commit({ delivery: 'd2', state: 'T' })).toEqual({ kind: 'committed' });
      });

      test('of someone never seen is a turn like any other', async () => {
        expect(await commit({ forget: true, reply: 'bye' })).toEqual({ kind: 'committed' });
        expect(await store.load('ana', 'd1')).toEqual({
          saved: { version: 0 },
          stopped: false,
          answered: { body: 'bye' },
        });
      });
    });

    describe('a person known under an older key', () => {
      const asOld = {
        person: 'old',
        delivery: 'd0',
        profile: 'P',
        state: 'S',
        consent: 'stopped',
        reply: 'R',
        outbox: [letter('o1')],
      } as const;

      test('goes on under the newer one with all that is theirs', async () => {
        await commit(asOld);
        expect(await commit({ formerly: ['older', 'old'], version: 1, profile: 'Q', outbox: [letter('o2')] })).toEqual({
          kind: 'committed',
        });
        expect(await store.load('ana', 'd1')).toEqual({
          saved: { version: 2, profile: 'Q', state: 'S' },
          stopped: true,
          answered: {},
        });
        expect(await store.load('old', 'd0')).toEqual({
          saved: { version: 0 },
          stopped: false,
          answered: { body: 'R' },
        });
        expect((await claim()).map(({ person }) => person)).toEqual(['ana', 'ana']);
        await commit({ delivery: 'd2', version: 2, forget: true });
        expect(await answered('d0')).toEqual({});
      });

      test('is left alone by a stale turn', async () => {
        await commit(asOld);
        expect(await commit({ formerly: ['old'] })).toEqual({ kind: 'stale' });
        expect(await store.load('old', 'x')).toEqual({
          saved: { version: 1, profile: 'P', state: 'S' },
          stopped: true,
        });
      });

      test('is what the newer name says where both have something', async () => {
        await commit(asOld);
        await commit({ delivery: 'd1', profile: 'new', consent: 'stopped' });
        expect(await commit({ delivery: 'd2', formerly: ['old'], version: 1 })).toEqual({ kind: 'committed' });
        expect((await store.load('ana', 'x')).saved).toEqual({ version: 2, profile: 'new' });
        expect(await store.load('old', 'x')).toEqual({ saved: { version: 0 }, stopped: false });
      });
    });

    describe('a person who may write under several names', () => {
      const stopped = async (...names: string[]) => {
        const found: boolean[] = [];
        for (const name of names) found.push((await store.load(name, 'x')).stopped);
        return found;
      };
      const both = { formerly: ['old', 'id', 'id-old'], also: ['id'] } as const;

      test('is silent under each of them, and under no older one', async () => {
        await commit({ ...both, consent: 'stopped' });
        expect(await stopped('ana', 'id', 'old', 'id-old', 'eva')).toEqual([true, true, false, false, false]);
        expect((await store.load('id', 'x')).saved).toEqual({ version: 0 });
      });

      test('is silent under each of them from any turn after one of them was', async () => {
        await commit({ person: 'id-old', delivery: 'd0', consent: 'stopped' });
        await commit({ ...both, version: 1 });
        expect(await stopped('ana', 'id', 'id-old')).toEqual([true, true, false]);
        expect((await store.load('id-old', 'x')).saved).toEqual({ version: 0 });
      });

      test('ends the silence under all of them', async () => {
        await commit({ ...both, consent: 'stopped' });
        await commit({ ...both, delivery: 'd2', version: 1, consent: 'started' });
        expect(await stopped('ana', 'id')).toEqual([false, false]);
      });

      test('is silent under none of them after a stale turn or a repeat', async () => {
        await commit({ delivery: 'd0' });
        expect(await commit({ ...both, consent: 'stopped' })).toEqual({ kind: 'stale' });
        expect(await commit({ ...both, delivery: 'd0', version: 1, consent: 'stopped' })).toEqual({
          kind: 'duplicate',
        });
        expect(await stopped('ana', 'id')).toEqual([false, false]);
      });

      test('is forgotten under all of them, but for the silence', async () => {
        await commit({ person: 'id', delivery: 'd0', state: 'S', reply: 'R', outbox: [letter('o1')] });
        await commit({ delivery: 'd1', state: 'T', consent: 'stopped' });
        expect(await commit({ ...both, delivery: 'd2', version: 1, forget: true })).toEqual({ kind: 'committed' });
        expect(await store.load('ana', 'd0')).toEqual({ saved: { version: 0 }, stopped: true, answered: {} });
        expect(await store.load('id', 'd1')).toEqual({ saved: { version: 0 }, stopped: true, answered: {} });
        expect(await claim()).toEqual([]);
      });

      test('begins once, however many begin at once under different names', async () => {
        const began = await Promise.all([
          commit({ person: 'ana', delivery: 'd1', formerly: ['id'] }),
          commit({ person: 'id', delivery: 'd2', formerly: ['ana'] }),
        ]);
        expect(began.map(({ kind }) => kind).toSorted()).toEqual(['committed', 'stale']);
      });
    });

    describe('time', () => {
      test('erases replies, then deliveries, each at its hour', async () => {
        await commit({ reply: 'R' });
        await store.sweep(NOON + KEPT.reply - 1);
        expect(await answered('d1')).toEqual({ body: 'R' });
        await store.sweep(NOON + KEPT.reply);
        expect(await answered('d1')).toEqual({});
        await store.sweep(NOON + KEPT.delivery - 1);
        expect(await commit({ version: 1 })).toEqual({ kind: 'duplicate' });
        await store.sweep(NOON + KEPT.delivery);
        expect(await answered('d1')).toBeUndefined();
      });

      test('erases the state a day after the last message, and the rest after thirty', async () => {
        await commit({ profile: 'P', state: 'S' });
        const last = NOON + KEPT.state - 1;
        await commit({ delivery: 'd2', version: 1, at: last });
        await store.sweep(last + KEPT.state - 1);
        expect((await store.load('ana', 'x')).saved).toEqual({ version: 2, profile: 'P', state: 'S' });
        await store.sweep(last + KEPT.state);
        expect((await store.load('ana', 'x')).saved).toEqual({ version: 2, profile: 'P' });
        await store.sweep(last + KEPT.profile - 1);
        expect((await store.load('ana', 'x')).saved).toEqual({ version: 2, profile: 'P' });
        await store.sweep(last + KEPT.profile);
        expect((await store.load('ana', 'x')).saved).toEqual({ version: 0 });
        expect(await commit({ delivery: 'd3' })).toEqual({ kind: 'committed' });
      });

      test('a status of the provider counts once until it is swept', async () => {
        const [one, other, read] = await Promise.all([
          store.status('SM1:sent', NOON),
          store.status('SM1:sent', NOON),
          store.status('SM1:read', NOON),
        ]);
        expect([one !== other, read]).toEqual([true, true]);
        await store.sweep(NOON + KEPT.delivery - 1);
        expect(await store.status('SM1:sent', NOON)).toBe(false);
        await store.sweep(NOON + KEPT.delivery);
        expect(await store.status('SM1:sent', NOON)).toBe(true);
      });
    });

    describe('questions without an answer', () => {
      const ask = (who: string, words: readonly string[], at = NOON) =>
        store.noteTerms(
          words.map((word) => useOf(who, word)),
          at,
        );
      const listed = async (least = 3, since = NOON) =>
        (await store.questions(least, since)).map(({ words, people }) => [words, people]);

      test('are seen once three different people asked the same, the most asked first', async () => {
        for (const who of ['ana', 'eva', 'luz', 'sol']) {
          expect(await listed(1)).toEqual(who === 'sol' ? [['becas', 3]] : []);
          await ask(who, who === 'ana' ? ['becas', 'secreto'] : ['becas', 'predial', 'becas predial']);
        }
        expect(await listed()).toEqual([
          ['becas', 4],
          ['becas predial', 3],
          ['predial', 3],
        ]);
        expect(await listed(4)).toEqual([['becas', 4]]);
        expect(await store.questions(4, NOON)).toEqual([
          { words: 'becas', kind: 'none', locale: 'es', people: 4, last: { kind: 'day', iso: '2026-03-09' } },
        ]);
      });

      test('of one person count once, however often and on however many days', async () => {
        for (let i = 0; i < 5; i++) await ask('ana', ['becas', 'becas'], NOON + i * DAY_MS);
        await ask('eva', ['becas']);
        expect(await listed(1)).toEqual([]);
        await ask('luz', ['becas']);
        await ask('ana', ['becas'], NOON - DAY_MS);
        expect(await store.questions(3, NOON)).toMatchObject([{ people: 3, last: { iso: '2026-03-13' } }]);
      });

      test('are seen of the last days alone, if enough people asked in those', async () => {
        await ask('ana', ['becas']);
        for (const who of ['eva', 'luz', 'sol']) await ask(who, ['becas'], NOON + 5 * DAY_MS);
        expect(await listed()).toEqual([['becas', 4]]);
        expect(await listed(3, NOON + DAY_MS)).toEqual([['becas', 3]]);
        await ask('sol', ['becas'], NOON + 6 * DAY_MS);
        expect(await listed(3, NOON + 6 * DAY_MS)).toEqual([]);
      });

      test('of two kinds are counted apart', async () => {
        for (const who of ['ana', 'eva', 'luz'])
          await store.noteTerms([useOf(who, 'visa', who === 'ana' ? 'none' : 'outside')], NOON);
        expect(await listed()).toEqual([]);
        await store.noteTerms([useOf('ana', 'visa', 'outside')], NOON);
        expect(await store.questions(3, NOON)).toMatchObject([{ words: 'visa', kind: 'outside', people: 3 }]);
      });

      test('are gone after thirty days, and with the third of three people the words themselves', async () => {
        const later = NOON + 2 * DAY_MS;
        await ask('ana', ['becas']);
        for (const who of ['eva', 'luz']) await ask(who, ['becas'], later);
        await store.sweep(NOON + KEPT.term - DAY_MS);
        expect(await listed()).toEqual([['becas', 3]]);
        await store.sweep(NOON + KEPT.term);
        expect(await listed(1)).toEqual([]);
        await ask('sol', ['becas'], NOON + KEPT.term);
        expect(await listed()).toEqual([['becas', 3]]);
        await store.sweep(later + KEPT.term);
        expect(await listed(1)).toEqual([]);
        await store.sweep(later + 2 * KEPT.term);
        expect(await listed(1)).toEqual([]);
      });

      test('are forgotten with the person, among as many others as there may be', async () => {
        const many = Array.from({ length: 2300 }, (_, i) => `w${String(i).padStart(4, '0')}`);
        await ask('ana', many);
        for (const who of ['eva', 'luz']) await ask(who, ['w0000', 'w2299', 'zeta']);
        await ask('sol', ['w0000', 'zeta']);
        expect(await listed()).toEqual([
          ['w0000', 4],
          ['w2299', 3],
          ['zeta', 3],
        ]);
        await store.forgetTerms((term) => [`older-ana${term.slice(5)}`, `ana#${term.slice('#none-'.length)}`]);
        expect(await listed()).toEqual([
          ['w0000', 3],
          ['zeta', 3],
        ]);
        await ask('ana', ['w2299']);
        expect(await listed()).toEqual([
          ['w0000', 3],
          ['w2299', 3],
          ['zeta', 3],
        ]);
        await store.forgetTerms(() => []);
        expect(await listed()).toHaveLength(3);
      });

      test('of people who ask at the same moment all count', async () => {
        await Promise.all(Array.from({ length: 20 }, (_, i) => ask(`p${i}`, i % 2 ? ['a', 'b'] : ['b', 'a'])));
        expect(await listed()).toEqual([
          ['a', 20],
          ['b', 20],
        ]);
      });
    });

    test("a silence is remembered once, as nobody's, and a repeat of it is known", async () => {
      expect(await store.remember('d1', 'r', NOON)).toBe(true);
      expect(await store.remember('d1', 'r', NOON)).toBe(false);
      expect(await store.load('ana', 'd1')).toEqual({ saved: { version: 0 }, stopped: false, answered: {} });
      expect(await commit({ delivery: 'd1' })).toEqual({ kind: 'duplicate' });
      await store.sweep(NOON + KEPT.delivery);
      expect(await store.remember('d1', 'r', NOON)).toBe(true);
    });

    describe('the outbox', () => {
      test('hands out what is due, the longest due first, no more than asked for', async () => {
        await commit({
          outbox: [letter('late', NOON + 1), letter('b', NOON), letter('c', NOON), letter('a', NOON - 5)],
        });
        expect((await claim(NOON, 2)).map(({ id }) => id)).toEqual(['a', 'b']);
        expect((await claim()).map(({ id }) => id)).toEqual(['c']);
        expect((await claim(NOON + 1)).map(({ id }) => id)).toEqual(['late']);
      });

      test('gives each row to one claimer until the lease ends, and counts the attempts', async () => {
        await commit({ outbox: [letter('o1'), letter('o2')] });
        const claims = await Promise.all(Array.from({ length: 10 }, () => claim(NOON, 1)));
        expect(
          claims
            .flat()
            .map(({ id }) => id)
            .toSorted(),
        ).toEqual(['o1', 'o2']);
        expect(await claim(NOON + MINUTE - 1)).toEqual([]);
        expect((await claim(NOON + MINUTE)).map(({ attempts, interrupted }) => [attempts, interrupted])).toEqual([
          [2, true],
          [2, true],
        ]);
      });

      test('gives a row back when it is due again', async () => {
        await commit({ outbox: [letter('o1')] });
        await claim();
        await store.settle('o1', { kind: 'retry', due: NOON + 5, reason: 'slow' });
        expect(await claim(NOON + 4)).toEqual([]);
        expect(await claim(NOON + 5)).toEqual([{ ...letter('o1', NOON + 5), person: 'ana', attempts: 2 }]);
      });

      test('does not count an attempt that was not made', async () => {
        await commit({ outbox: [letter('o1')] });
        for (let i = 0; i < 3; i++) {
          await claim();
          await store.settle('o1', { kind: 'retry', due: NOON, reason: 'resting', untried: true });
        }
        expect(await claim()).toEqual([{ ...letter('o1'), person: 'ana', attempts: 1 }]);
      });

      test.each([
        { kind: 'sent', providerId: 'SM1' },
        { kind: 'given-up', reason: 'blocked' },
        { kind: 'ambiguous', reason: 'cut off' },
      ] as const)('never hands out again what is $kind', async (outcome) => {
        await commit({ outbox: [letter('o1')] });
        await claim();
        await store.settle('o1', outcome);
        await store.settle('o1', { kind: 'retry', due: NOON, reason: 'a late claimer' });
        expect(await claim(NOON + KEPT.profile)).toEqual([]);
        await expect(commit({ delivery: 'd2', version: 1, outbox: [letter('o1')] })).rejects.toThrow(OperationalError);
        await store.sweep(NOON + KEPT.delivery - 1);
        await expect(commit({ delivery: 'd2', version: 1, outbox: [letter('o1')] })).rejects.toThrow(OperationalError);
        await store.sweep(NOON + KEPT.delivery);
        expect(await commit({ delivery: 'd2', version: 1, outbox: [letter('o1')] })).toEqual({ kind: 'committed' });
      });

      test('keeps what waits, however long, and forgets what was settled unclaimed by when it was due', async () => {
        await commit({ outbox: [letter('waits', NOON + KEPT.profile), letter('settled', NOON)] });
        await store.settle('settled', { kind: 'given-up', reason: 'too late' });
        await store.settle('unknown', { kind: 'given-up', reason: 'forgotten meanwhile' });
        await store.sweep(NOON + KEPT.delivery);
        expect((await claim(NOON + KEPT.profile)).map(({ id }) => id)).toEqual(['waits']);
        expect(await commit({ person: 'eva', delivery: 'e1', outbox: [letter('settled')] })).toEqual({
          kind: 'committed',
        });
      });
    });

    describe('releases', () => {
      const publish = (id: string, at: Instant = NOON) => store.releases.publish(snapshotOf(id), at);
      const ids = async () => (await store.releases.list()).map(({ id }) => id);

      test('are none at first', async () => {
        expect(await store.releases.current()).toBeUndefined();
        expect(await ids()).toEqual([]);
        expect(await store.releases.packed('r1')).toBeUndefined();
        expect(await store.releases.choose('r1', NOON)).toBe(false);
      });

      test('the last published is the current one, and gives back what was packed', async () => {
        expect(await publish('r1')).toBe('new');
        expect(await publish('r2', NOON + 1)).toBe('new');
        expect(await store.releases.current()).toBe('r2');
        expect(await store.releases.list()).toEqual([
          { id: 'r2', counts: { files: 2 }, at: NOON + 1, since: NOON + 1, current: true },
          { id: 'r1', counts: { files: 2 }, at: NOON, since: NOON, current: false },
        ]);
        expect(await store.releases.packed('r1')).toBe(snapshotOf('r1').packed);
      });

      test('the same published twice is one, and is the current one', async () => {
        expect([await publish('r1'), await publish('r1', NOON + 1)]).toEqual(['new', 'current']);
        expect(await store.releases.list()).toMatchObject([{ id: 'r1', at: NOON, since: NOON, current: true }]);
        await publish('r2', NOON + 2);
        expect(await publish('r1', NOON + 3)).toBe('again');
        expect(await store.releases.list()).toMatchObject([
          { id: 'r1', at: NOON, since: NOON + 3, current: true },
          { id: 'r2', at: NOON + 2, since: NOON + 2, current: false },
        ]);
      });

      test('an earlier one can be made the current one, and an unknown one cannot', async () => {
        for (const id of ['r1', 'r2', 'r3']) await publish(id);
        expect(await store.releases.choose('r1', NOON + 1)).toBe(true);
        expect(await store.releases.choose('r9', NOON + 2)).toBe(false);
        expect(await store.releases.choose('r1', NOON + 3)).toBe(true);
        expect(await ids()).toEqual(['r1', 'r3', 'r2']);
        expect((await store.releases.list())[0]).toMatchObject({ at: NOON, since: NOON + 1, current: true });
      });

      test('the last ones that were current are kept, and no more', async () => {
        for (let i = 0; i < RELEASES_KEPT; i++) await publish(`r${i}`);
        await store.releases.choose('r0', NOON);
        await publish('new');
        expect(await ids()).toHaveLength(RELEASES_KEPT);
        expect((await ids()).slice(0, 2)).toEqual(['new', 'r0']);
        expect(await store.releases.packed('r1')).toBeUndefined();
        expect(await store.releases.choose('r1', NOON)).toBe(false);
      });

      test('that come together are current one after the other', async () => {
        const came = await Promise.all(['r1', 'r2', 'r3', 'r1'].map((id) => publish(id)));
        expect(came.filter((one) => one === 'new')).toHaveLength(3);
        expect((await store.releases.list()).map(({ current }) => current)).toEqual([true, false, false]);
      });

      test('have nothing to do with people: they are neither swept nor forgotten', async () => {
        await publish('r1');
        await commit({ state: 'S' });
        await store.erase('ana');
        await store.sweep(NOON + 10 * KEPT.profile);
        expect(await ids()).toEqual(['r1']);
      });
    });
  });
};
