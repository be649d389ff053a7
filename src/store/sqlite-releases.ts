import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../base/day.ts';
import { type KeptRelease, keptRelease, RELEASES_KEPT, type ReleaseRow, type Snapshot } from './releases.ts';

/** Releases in SQLite. What writes runs inside the caller's transaction. */
export const createSqliteReleases = (db: DatabaseSync) => {
  const current = db.prepare('SELECT id FROM release ORDER BY chosen DESC LIMIT 1');
  const list = db.prepare('SELECT id, counts, at, since FROM release ORDER BY chosen DESC');
  const packed = db.prepare('SELECT packed FROM release WHERE id = ?');
  const add = db.prepare(`
    INSERT INTO release (id, counts, at, since, chosen, packed)
    SELECT ?, ?, ?, ?, coalesce(max(chosen), 0) + 1, ? FROM release`);
  const choose = db.prepare(
    'UPDATE release SET since = ?, chosen = (SELECT max(chosen) + 1 FROM release) WHERE id = ?',
  );
  const drop = db.prepare(
    `DELETE FROM release WHERE id NOT IN (SELECT id FROM release ORDER BY chosen DESC LIMIT ${RELEASES_KEPT})`,
  );

  const currentId = (): string | undefined => {
    const row = current.get();
    return row === undefined ? undefined : String(row['id']);
  };
  const chooseKept = (id: string, at: Instant): boolean =>
    currentId() === id || Number(choose.run(at, id).changes) === 1;

  return {
    publish: ({ id, counts, packed: files }: Snapshot, at: Instant): 'new' | 'again' | 'current' => {
      if (currentId() === id) return 'current';
      if (chooseKept(id, at)) return 'again';
      add.run(id, JSON.stringify(counts), at, at, files);
      drop.run();
      return 'new';
    },
    choose: chooseKept,
    current: currentId,
    list: (): readonly KeptRelease[] => (list.all() as unknown as readonly ReleaseRow[]).map(keptRelease),
    packed: (id: string): string | undefined => {
      const row = packed.get(id);
      return row === undefined ? undefined : String(row['packed']);
    },
  };
};
