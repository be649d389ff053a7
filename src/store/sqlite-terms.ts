import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../base/day.ts';
import { dayNumber, KEPT, LEAST_PEOPLE, type Question, type TermUse } from './store.ts';
import { byUse, inOrder, type QuestionRow, questionOf } from './terms.ts';

/** What was asked and not answered, in SQLite. What writes runs inside the caller's transaction. */
export const createSqliteTerms = (db: DatabaseSync) => {
  const use = db.prepare(`
    INSERT INTO term_use (term, who, day) VALUES (?, ?, ?)
    ON CONFLICT (term, who) DO UPDATE SET day = max(day, excluded.day)`);
  const count = db.prepare('SELECT count(*) AS people FROM term_use WHERE term = ?');
  const say = db.prepare('INSERT OR IGNORE INTO term_said (term, words, kind, locale) VALUES (?, ?, ?, ?)');
  const list = db.prepare(`
    SELECT s.words, s.kind, s.locale, count(*) AS people, max(u.day) AS day
    FROM term_said s JOIN term_use u ON u.term = s.term WHERE u.day >= ?
    GROUP BY s.term HAVING count(*) >= ?`);
  const after = db.prepare('SELECT DISTINCT term FROM term_use WHERE term > ? ORDER BY term LIMIT ?');
  const forget = db.prepare('DELETE FROM term_use WHERE term = ? AND who = ?');
  const expire = db.prepare('DELETE FROM term_use WHERE day <= ?');
  const unsay = db.prepare(
    `DELETE FROM term_said WHERE (SELECT count(*) FROM term_use u WHERE u.term = term_said.term) < ${LEAST_PEOPLE}`,
  );

  return {
    note: (uses: readonly TermUse[], at: Instant): void => {
      for (const { term, who, said } of inOrder(uses)) {
        use.run(term, who, dayNumber(at));
        if (Number(count.get(term)?.['people']) >= LEAST_PEOPLE) say.run(term, said.words, said.kind, said.locale);
      }
    },
    list: (least: number, since: Instant): readonly Question[] =>
      (list.all(dayNumber(since), Math.max(least, LEAST_PEOPLE)) as unknown as readonly QuestionRow[])
        .map(questionOf)
        .sort(byUse),
    /** Terms in order, so many after this one. */
    termsAfter: (term: string, limit: number): readonly string[] =>
      after.all(term, limit).map((row) => String(row['term'])),
    forget: (uses: readonly (readonly [term: string, who: string])[]): void => {
      for (const [term, who] of uses) forget.run(term, who);
      unsay.run();
    },
    sweep: (now: Instant): void => {
      expire.run(dayNumber(now - KEPT.term));
      unsay.run();
    },
  };
};
