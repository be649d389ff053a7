import { OperationalError } from '../base/operational-error.ts';

/** SQLite's primary result codes (https://sqlite.org/rescode.html). */
const BUSY = 5;
const LOCKED = 6;
const FULL = 13;
const CONSTRAINT = 19;
const TOO_BIG = 18;

const failure = (thrown: unknown): number | undefined => {
  const { code, errcode } = thrown as { readonly code?: unknown; readonly errcode?: unknown };
  return code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number' ? errcode : undefined;
};

const primary = (thrown: unknown): number => (failure(thrown) ?? 0) & 0xff;

/** Another process is writing: worth another try. */
export const isBusy = (thrown: unknown): boolean => [BUSY, LOCKED].includes(primary(thrown));

/** The fault lies in one write alone; its neighbours in the same transaction may go on. */
export const isOwnFault = (thrown: unknown): boolean =>
  failure(thrown) === undefined || [CONSTRAINT, TOO_BIG].includes(primary(thrown));

/**
 * What a failure of SQLite means to operators. The text is ours alone and the cause is left behind: neither may carry
 * anything of a person into a log. What is no failure of SQLite is a bug and stays what it is.
 */
export const asOperational = (thrown: unknown): unknown => {
  const code = failure(thrown);
  if (isBusy(thrown))
    return new OperationalError('store-busy', 'another process holds the database; the write was not made');
  if (primary(thrown) === FULL)
    return new OperationalError('store-full', 'the disk or the database is full; the write was not made');
  if (code !== undefined) return new OperationalError('store-failed', `SQLite refused with result code ${code}`);
  if ((thrown as { readonly code?: unknown }).code === 'ERR_INVALID_STATE')
    return new OperationalError('store-failed', 'the store is closed');
  return thrown;
};
