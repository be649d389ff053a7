import { OperationalError } from '../../base/operational-error.ts';

/** A step forward, taken while processes of older releases run: it may add, and takes nothing away that they use. */
export interface Migration {
  readonly sql: string;
  /**
   * How many migrations a program must know to work on the tables from here on. 1 for what only adds; what takes away a
   * thing that no release in service uses any more names the migration that made it needless.
   */
  readonly needs: number;
}

/** How far a database has come: the migrations it has had, and how many of them a program must know. */
export interface Had {
  readonly had: number;
  readonly needs: number;
}

/** Refuses a database on which this program can no longer work. */
export const requireKnown = (needs: number, known: number): void => {
  if (needs > known)
    throw new OperationalError(
      'store-newer',
      `DATABASE_URL names a database of a newer release (it needs ${needs} migrations; this release knows ${known})`,
    );
};

/** Refuses a database that has had steps this program does not know: a copy would leave behind what they added. */
export const requireWhole = (had: number, known: number): void => {
  if (had > known)
    throw new OperationalError(
      'store-newer',
      `a database of a newer release is copied by that release alone (it has had ${had} migrations; this release knows ${known})`,
    );
};
