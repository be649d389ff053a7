import { conversations } from './0001-conversations.ts';
import { terms } from './0002-terms.ts';
import { releases } from './0003-releases.ts';

/** A step forward, taken while processes of older releases run: it may add, and takes nothing away that they use. */
export interface Migration {
  readonly sql: string;
  /**
   * How many migrations a program must know to work on the tables from here on. 1 for what only adds; what takes away a
   * thing that no release in service uses any more names the migration that made it needless.
   */
  readonly needs: number;
}

/** In order and only ever added to. */
export const MIGRATIONS: readonly Migration[] = [
  { sql: conversations, needs: 1 },
  { sql: terms, needs: 1 },
  { sql: releases, needs: 1 },
];
