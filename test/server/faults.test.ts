import { describe, expect, it } from 'vitest';
import { type Plan, runFaults } from '../../bench/faults/run.ts';
import { createTestDatabase, named, withoutPostgres } from '../support/postgres.ts';
import { FOREIGN } from '../support/repository.ts';

/** The short form of `npm run faults`: real server processes, killed while people write. */
const PLAN: Plan = {
  seed: 7,
  dir: FOREIGN,
  startAt: Date.UTC(2026, 2, 1, 10),
  conversations: 40,
  kills: 2,
  letters: 0,
};
const TIME = { timeout: 180_000 };
const CLEAN = { lost: [], double: [] };

describe('one reply for every delivery, whatever dies', () => {
  it('with one server on SQLite', TIME, async () => {
    const result = await runFaults(PLAN);
    expect(result).toMatchObject({ ...CLEAN, harm: { kills: 2 }, traffic: { givenUp: { telegram: 0 } } });
    expect(result.restarts).toBe(2);
  });

  describe.skipIf(withoutPostgres)(named('with two servers on PostgreSQL'), () => {
    const run = async (plan: Partial<Plan>) => {
      const database = await createTestDatabase();
      try {
        return await runFaults({ ...PLAN, ...plan, database: { url: database.url } });
      } finally {
        await database.drop();
      }
    };

    it('nothing is lost, doubled or given up', TIME, async () => {
      const { traffic, harm, ...result } = await run({});
      expect(result).toMatchObject({ ...CLEAN, restarts: 2 });
      expect(traffic.givenUp).toEqual({ telegram: 0, twilio: 0 });
      expect(harm).toMatchObject({ kills: 2, outages: 1 });
      expect(traffic.repeats).toBeGreaterThan(60);
    });

    it.each([
      { without: 'deduplication' },
      { without: 'version-check' },
      { without: 'claim', conversations: 0, letters: 12 },
    ])('the run would see that $without is missing', TIME, async (plan) => {
      const { lost, double } = await run({ ...plan, kills: 0 });
      expect(lost.length + double.length).toBeGreaterThan(0);
    });
  });
});
