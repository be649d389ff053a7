import fc from 'fast-check';
import { expect, test } from 'vitest';
import { statementOf } from '../../src/store/postgres-statement.ts';
import type { Commit } from '../../src/store/store.ts';
import { letter, turnOf } from './contract.ts';

const maybe = (value: string) => fc.constantFrom(undefined, null, value);

const turns: fc.Arbitrary<Commit> = fc
  .record({
    version: fc.constantFrom(0, 1, 7),
    profile: maybe('tell-tale'),
    state: maybe('tell-tale'),
    reply: fc.constantFrom(undefined, 'tell-tale'),
    consent: fc.constantFrom(undefined, 'stopped' as const, 'started' as const),
    forget: fc.boolean(),
    outbox: fc.constantFrom([], [letter('tell-tale')], [letter('o1'), letter('o2')]),
  })
  .map(({ profile, state, reply, consent, ...rest }) =>
    turnOf({
      person: 'tell-tale',
      delivery: 'tell-tale',
      ...rest,
      ...(profile === undefined ? {} : { profile }),
      ...(state === undefined ? {} : { state }),
      ...(reply === undefined ? {} : { reply }),
      ...(consent === undefined ? {} : { consent }),
    }),
  );

test('a turn is one statement whose name tells its text, with every value outside it', () => {
  const texts = new Map<string, string>();
  fc.assert(
    fc.property(turns, (turn) => {
      const { name = '', text, values = [] } = statementOf(turn);
      expect(texts.get(name) ?? text).toBe(text);
      texts.set(name, text);
      // PostgreSQL cuts longer names off, and two could become one.
      expect(name.length).toBeLessThan(64);
      expect(text).not.toContain('tell-tale');
      for (const i of values.keys()) expect(text).toContain(`$${i + 1}::`);
      expect(text).not.toContain(`$${values.length + 1}::`);
    }),
    { numRuns: 500 },
  );
  expect(texts.size).toBeGreaterThan(20);
});
