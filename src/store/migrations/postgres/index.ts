import type { Migration } from '../migration.ts';
import { conversations } from './0001-conversations.ts';
import { terms } from './0002-terms.ts';
import { releases } from './0003-releases.ts';

/** In order and only ever added to. */
export const MIGRATIONS: readonly Migration[] = [
  { sql: conversations, needs: 1 },
  { sql: terms, needs: 1 },
  { sql: releases, needs: 1 },
];
