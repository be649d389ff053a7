import type { Instant } from '../base/day.ts';
import type { Database } from './postgres-pool.ts';
import { dayNumber, KEPT, LEAST_PEOPLE, type Question, type TermUse } from './store.ts';
import { byUse, inOrder, type QuestionRow, questionOf } from './terms.ts';

/** Names the lock under which terms are counted, or two that come together would each count without the other. */
const LOCK = 8_682_646_255n;

/** Rows handled by one statement: few enough to stay far below its time-out. */
const AT_ONCE = 2000;

const USE = `
INSERT INTO term_use (term, who, day) SELECT term, who, $3::bigint FROM unnest($1::text[], $2::text[]) AS given(term, who)
ON CONFLICT (term, who) DO UPDATE SET day = greatest(term_use.day, excluded.day)`;

const COMMON = `
SELECT term FROM unnest($1::text[]) AS given(term)
WHERE NOT EXISTS (SELECT 1 FROM term_said s WHERE s.term = given.term)
AND (SELECT count(*) FROM term_use u WHERE u.term = given.term) >= ${LEAST_PEOPLE}`;

const SAY = `
INSERT INTO term_said (term, words, kind, locale)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) ON CONFLICT (term) DO NOTHING`;

const LIST = `
SELECT s.words, s.kind, s.locale, count(*) AS people, max(u.day) AS day
FROM term_said s JOIN term_use u ON u.term = s.term WHERE u.day >= $1::bigint
GROUP BY s.term HAVING count(*) >= $2::bigint`;

const AFTER = 'SELECT DISTINCT term FROM term_use WHERE term > $1 ORDER BY term LIMIT $2::bigint';

const FORGET = `
DELETE FROM term_use USING unnest($1::text[], $2::text[]) AS gone(term, who)
WHERE term_use.term = gone.term AND term_use.who = gone.who`;

const EXPIRE = `
WITH old AS (SELECT term, who FROM term_use WHERE day <= $1::bigint LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
DELETE FROM term_use USING old WHERE term_use.term = old.term AND term_use.who = old.who`;

const UNSAY = `DELETE FROM term_said s WHERE (SELECT count(*) FROM term_use u WHERE u.term = s.term) < ${LEAST_PEOPLE}`;

/** What was asked and not answered, in PostgreSQL. */
export const createPostgresTerms = ({ run, transact }: Database) => {
  /** Words go to the server only once they may be kept: statements can end up in its log. */
  const note = async (given: readonly TermUse[], at: Instant): Promise<void> => {
    const uses = inOrder(given);
    const terms = uses.map(({ term }) => term);
    await transact(
      async (within) => {
        await within({ text: 'SELECT pg_advisory_xact_lock($1)', values: [String(LOCK)] });
        await within({ name: 'term use', text: USE, values: [terms, uses.map(({ who }) => who), dayNumber(at)] });
        const { rows } = await within<{ term: string }>({ name: 'term common', text: COMMON, values: [terms] });
        const common = uses.filter(({ term }) => rows.some((row) => row.term === term));
        if (common.length === 0) return;
        const said = (['words', 'kind', 'locale'] as const).map((column) => common.map((use) => use.said[column]));
        await within({ name: 'term say', text: SAY, values: [common.map(({ term }) => term), ...said] });
      },
      () => true,
    );
  };

  const questions = async (least: number, since: Instant): Promise<readonly Question[]> => {
    const { rows } = await run<QuestionRow>({ text: LIST, values: [dayNumber(since), Math.max(least, LEAST_PEOPLE)] });
    return rows.map(questionOf).sort(byUse);
  };

  const forget = async (whoOf: (term: string) => readonly string[]): Promise<void> => {
    for (let last = '', more = true; more; ) {
      const { rows } = await run<{ term: string }>({ text: AFTER, values: [last, AT_ONCE] });
      const gone = rows.flatMap(({ term }) => whoOf(term).map((who) => [term, who] as const));
      if (gone.length > 0)
        await run({ text: FORGET, values: [gone.map(([term]) => term), gone.map(([, who]) => who)] });
      last = rows.at(-1)?.term ?? last;
      more = rows.length === AT_ONCE;
    }
    await run({ text: UNSAY });
  };

  const sweep = async (now: Instant): Promise<void> => {
    const day = dayNumber(now - KEPT.term);
    for (let erased = AT_ONCE; erased === AT_ONCE; ) erased = (await run({ text: EXPIRE, values: [day] })).count;
    await run({ text: UNSAY });
  };

  return { note, questions, forget, sweep };
};
