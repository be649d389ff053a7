import { OperationalError } from './operational-error.ts';

/** The one major of Node that the program is written for: SQLite, Temporal and type stripping are built into it. */
export const NODE_MAJOR = 26;

/** Refuses another major with one clear line. */
export const requireNode = (version: string): void => {
  if (Number.parseInt(version, 10) === NODE_MAJOR) return;
  throw new OperationalError(
    'wrong-node',
    `Ventanilla needs Node ${NODE_MAJOR}, and this is v${version}: run npm ci, which brings it`,
  );
};
