import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';

export interface HealthDeps {
  /** Throws when the store cannot be reached. */
  readonly storeReady: () => Promise<void>;
  readonly releaseId: () => string | undefined;
  /** The current release of the store, where it was refused and an earlier one still answers. */
  readonly refused: () => string | undefined;
}

/** Liveness: the process answers. Readiness: the store is reachable and a release is loaded. */
export const healthRoutes = (app: FastifyInstance, { storeReady, releaseId, refused }: HealthDeps): void => {
  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async (_, reply) => {
    const release = releaseId();
    const store = await storeReady().then(
      () => true,
      () => false,
    );
    return reply
      .code(store && release ? 200 : 503)
      .send({ ok: store && release !== undefined, store, release: release ?? null, refused: refused() ?? null });
  });
};

/** Tells operators when messages begin to wait for the store, and when they go on. */
export const storeNotes =
  (log: Logger, metrics: Metrics) =>
  (down: boolean): void => {
    metrics.storeDown.set(down ? 1 : 0);
    log.warn({ state: down ? 'away' : 'back' }, 'store');
  };
