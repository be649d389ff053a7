import { getSystemErrorMessage } from 'node:util';
import { OperationalError } from '../base/operational-error.ts';
import { visible } from '../base/visible.ts';

/** Names of files and options stand in it: none of them may steer the terminal. */
const inLines = (message: string): string => message.split('\n').map(visible).join('\n');

/** What the system refused of a file, with that file; undefined of any other error. */
const refusedFile = (cause: unknown): string | undefined => {
  const { code, errno, path } = (cause ?? {}) as NodeJS.ErrnoException;
  if (!(cause instanceof Error) || typeof errno !== 'number') return undefined;
  // A folder can be opened as a file, and is refused only when it is read: by then its name is lost.
  const file = path ?? (code === 'EISDIR' ? 'a folder was named where a file is needed' : undefined);
  return file === undefined ? undefined : `${file}: ${getSystemErrorMessage(errno)} (${code})`;
};

/**
 * What is told of an error that ends a command: what is wrong outside the program is one clear line. Anything else is a
 * bug, of which only kind and place are told, as in the log: its message may hold a secret or someone's words.
 */
export const faultText = async (cause: unknown): Promise<string> => {
  if (cause instanceof OperationalError || (cause as { name?: string } | null)?.name === 'CLIError')
    return inLines((cause as Error).message);
  const refused = refusedFile(cause);
  if (refused !== undefined) return visible(refused);
  const { errorFields } = await import('../server/log.ts');
  const { error, code, stack } = errorFields(cause) as {
    readonly error: string;
    readonly code?: string | number;
    readonly stack?: readonly string[];
  };
  const kind = `${error}${code === undefined ? '' : ` (${code})`}`;
  return [`a mistake of the program: ${kind}`, ...(stack ?? []).map((frame) => `    ${visible(frame)}`)].join('\n');
};
