import type { Instant } from '../base/day.ts';

/** A release to be kept. */
export interface Snapshot {
  /** The digest of its files. */
  readonly id: string;
  /** How much it holds, by kind. */
  readonly counts: Readonly<Record<string, number>>;
  /** Its files, packed by the caller. */
  readonly packed: string;
}

/** A release that is kept, without its files. */
export interface KeptRelease {
  readonly id: string;
  readonly counts: Snapshot['counts'];
  /** When it was first published. */
  readonly at: Instant;
  /** When it last became the current one. */
  readonly since: Instant;
  readonly current: boolean;
}

/** Releases of flows and content: the last ones that were current, and which of them is it now. */
export interface Releases {
  /** Makes a release the current one. `again`: it was kept already; `current`: it is the current one, and nothing changes. */
  readonly publish: (snapshot: Snapshot, at: Instant) => Promise<'new' | 'again' | 'current'>;
  /** Makes one that is kept the current one again; false where it is not kept. */
  readonly choose: (id: string, at: Instant) => Promise<boolean>;
  /** The id of the current one; undefined where none was ever published. */
  readonly current: () => Promise<string | undefined>;
  /** The one that was current last comes first. */
  readonly list: () => Promise<readonly KeptRelease[]>;
  /** The packed files of one; undefined where it is not kept. */
  readonly packed: (id: string) => Promise<string | undefined>;
}

/** So many that were current last are kept, the current one among them. */
export const RELEASES_KEPT = 20;

/** A row as every database gives it, the current one first. */
export interface ReleaseRow {
  readonly id: string;
  readonly counts: string;
  readonly at: number;
  readonly since: number;
}

export const keptRelease = ({ id, counts, at, since }: ReleaseRow, row: number): KeptRelease => ({
  id,
  counts: JSON.parse(counts) as KeptRelease['counts'],
  at,
  since,
  current: row === 0,
});
