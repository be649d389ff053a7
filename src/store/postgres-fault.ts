import { DatabaseError } from 'pg';
import { OperationalError } from '../base/operational-error.ts';

/** SQLSTATE codes (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const UNIQUE = '23505';
const UNDEFINED_TABLE = '42P01';
const FULL = '53100';
/** Undone whole because of another transaction: worth another try at once. */
const OVERTAKEN = ['40001', '40P01'];
/** Time-outs of a statement or a lock, and a server without memory or a free connection. */
const BUSY = [...OVERTAKEN, '57014', '55P03', '53200', '53300'];
/** The server goes down, is not up yet, or has become a read-only copy: another connection may reach a better one. */
const AWAY = /^(?:08...|57P0.|25P03|25006)$/;

const SAID: Readonly<Record<string, string>> = {
  '28000': 'PostgreSQL refuses the user or the password that DATABASE_URL names',
  '28P01': 'PostgreSQL refuses the user or the password that DATABASE_URL names',
  '3D000': 'the database that DATABASE_URL names does not exist',
  '42501': 'the user that DATABASE_URL names lacks a right to the tables or to their schema',
};

/** What `pg` itself says when nothing came in time; it gives these errors no code. */
const LATE = ['Query read timeout', 'timeout exceeded when trying to connect'];

const stateOf = (thrown: unknown): string | undefined =>
  thrown instanceof DatabaseError ? (thrown.code ?? 'XX000') : undefined;

const isBug = (thrown: unknown): boolean =>
  !(thrown instanceof Error) ||
  [TypeError, RangeError, ReferenceError, SyntaxError].some((kind) => thrown instanceof kind);

/** Nothing was done, since two transactions crossed; the same may be tried again. */
export const isOvertaken = (thrown: unknown): boolean => OVERTAKEN.includes(stateOf(thrown) ?? '');

export const isUndefinedTable = (thrown: unknown): boolean => stateOf(thrown) === UNDEFINED_TABLE;

/** The table in which a row with this key stands already. */
export const takenIn = (thrown: unknown): string | undefined =>
  stateOf(thrown) === UNIQUE ? (thrown as DatabaseError).table : undefined;

/** The connection is of no use any more: whatever it was asked, nothing else may be asked of it. */
export const isLost = (thrown: unknown): boolean => {
  const state = stateOf(thrown);
  return state === undefined || AWAY.test(state);
};

/**
 * What a failure of PostgreSQL means to operators. The text is ours alone and the cause is left behind: PostgreSQL quotes
 * values in its errors. What is no failure of PostgreSQL is a bug and stays what it is.
 */
export const asOperational = (thrown: unknown): unknown => {
  if (thrown instanceof OperationalError) return thrown;
  const state = stateOf(thrown);
  if (state === undefined) {
    if (isBug(thrown)) return thrown;
    const { code, message } = thrown as NodeJS.ErrnoException;
    if (LATE.includes(message)) return busy('no answer in time');
    return away(typeof code === 'string' ? code : 'cut off');
  }
  if (state === FULL)
    return new OperationalError('store-full', 'the disk of the database is full; the write was not made');
  if (BUSY.includes(state)) return busy(`SQLSTATE ${state}`);
  if (AWAY.test(state)) return away(`SQLSTATE ${state}`);
  return new OperationalError('store-failed', SAID[state] ?? `PostgreSQL refused with SQLSTATE ${state}`);
};

const busy = (why: string): OperationalError =>
  new OperationalError('store-busy', `PostgreSQL has too much to do (${why})`);

const away = (why: string): OperationalError =>
  new OperationalError('store-unreachable', `PostgreSQL, which DATABASE_URL names, cannot be reached (${why})`);
