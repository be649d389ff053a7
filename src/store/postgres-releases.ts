import type { Instant } from '../base/day.ts';
import type { Database, Run } from './postgres-pool.ts';
import { keptRelease, RELEASES_KEPT, type ReleaseRow, type Releases } from './releases.ts';

/** Names the lock under which a release becomes the current one, or two that come together would be so at once. */
const LOCK = 8_682_646_256n;

const CURRENT = 'SELECT id FROM release ORDER BY chosen DESC LIMIT 1';

const ADD = `
INSERT INTO release (id, counts, at, since, chosen, packed)
SELECT $1, $2, $3::bigint, $3::bigint, coalesce(max(chosen), 0) + 1, $4 FROM release`;

const CHOOSE = 'UPDATE release SET since = $1, chosen = (SELECT max(chosen) + 1 FROM release) WHERE id = $2';

const DROP = `
DELETE FROM release WHERE id NOT IN (SELECT id FROM release ORDER BY chosen DESC LIMIT ${RELEASES_KEPT})`;

/** Releases in PostgreSQL. */
export const createPostgresReleases = ({ run, transact }: Database): Releases => {
  const currentId = async (within: Run): Promise<string | undefined> =>
    (await within<{ id: string }>({ name: 'release current', text: CURRENT })).rows[0]?.id;
  const chooseKept = async (within: Run, id: string, at: Instant): Promise<boolean> =>
    (await currentId(within)) === id || (await within({ text: CHOOSE, values: [at, id] })).count === 1;
  const alone = <T>(work: (within: Run) => Promise<T>): Promise<T> =>
    transact(
      async (within) => {
        await within({ text: 'SELECT pg_advisory_xact_lock($1)', values: [String(LOCK)] });
        return await work(within);
      },
      () => true,
    );

  return {
    publish: ({ id, counts, packed }, at) =>
      alone(async (within) => {
        if ((await currentId(within)) === id) return 'current';
        if (await chooseKept(within, id, at)) return 'again';
        await within({ text: ADD, values: [id, JSON.stringify(counts), at, packed] });
        await within({ text: DROP });
        return 'new';
      }),
    choose: (id, at) => alone((within) => chooseKept(within, id, at)),
    current: () => currentId(run),
    list: async () => {
      const text = 'SELECT id, counts, at, since FROM release ORDER BY chosen DESC';
      return (await run<ReleaseRow>({ text })).rows.map(keptRelease);
    },
    packed: async (id) =>
      (await run<{ packed: string }>({ text: 'SELECT packed FROM release WHERE id = $1', values: [id] })).rows[0]
        ?.packed,
  };
};
