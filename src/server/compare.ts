import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { Guard } from './guard.ts';
import { refuse } from './json-door.ts';

export interface CompareDeps {
  readonly guard: Guard;
  /** The folder to compare; undefined where the server does not run from an editor's own folder. */
  readonly dir: () => string | undefined;
  /** The day on which people would see it. */
  readonly today: () => string;
}

const PROGRAM = fileURLToPath(new URL('../../bin/ventanilla.js', import.meta.url));
/** A name of a branch, tag or commit; never an option of git's. */
const REVISION = /^\w[\w./@^~-]{0,99}$/;
const MOST_MS = 120_000;
const MOST_BYTES = 64 * 1024 * 1024;

/** Walks both in a process of its own: it takes seconds, in which people would wait. Undefined where they cannot be compared. */
const compare = (dir: string, revision: string, day: string): Promise<string | undefined> =>
  new Promise((done) => {
    const args = [PROGRAM, 'diff', revision, '--json', '--as-of', day, '--dir', dir];
    execFile(process.execPath, args, { timeout: MOST_MS, maxBuffer: MOST_BYTES }, (cause, out) =>
      done(cause ? undefined : out),
    );
  });

/** `GET /workshop/diff?from=main`: what people will see differently with the files as they are than at a revision. */
export const compareRoute = (app: FastifyInstance, { guard, dir, today }: CompareDeps): void => {
  const running = new Map<string, Promise<string | undefined>>();
  app.get<{ Querystring: { readonly from?: unknown } }>(
    '/workshop/diff',
    { onRequest: guard },
    async ({ query: { from } }, reply) => {
      if (typeof from !== 'string' || !REVISION.test(from))
        return refuse(reply, 400, 'must be a branch, a tag or a commit, such as main', 'from');
      const folder = dir();
      if (folder === undefined)
        return refuse(reply, 409, 'this server does not run from a folder that is being edited');
      // Whoever asks twice waits for the same answer.
      const asked = running.get(from) ?? compare(folder, from, today()).finally(() => running.delete(from));
      running.set(from, asked);
      const found = await asked;
      return found === undefined
        ? refuse(
            reply,
            422,
            'git knows no such revision, or one side cannot be loaded; ventanilla diff says more',
            'from',
          )
        : reply.type('application/json').header('cache-control', 'no-store').send(found);
    },
  );
};
