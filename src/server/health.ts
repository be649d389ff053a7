import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { LiveRelease } from '../delivery/live-release.ts';
import type { Patience } from '../store/patient.ts';
import type { Store } from '../store/store.ts';
import type { Metrics } from './metrics.ts';

export interface HealthDeps {
  readonly store: Pick<Store, 'ready'>;
  readonly patience: Pick<Patience, 'isWaiting'>;
  readonly live: Pick<LiveRelease, 'release' | 'refused'>;
  readonly clock: Pick<Clock, 'monotonic'>;
}

/** What was found of the store is told again for so long. */
const SAME_MS = 1000;

/** Anyone may ask, and as often as they like: whoever comes while the store is being asked, or right after, hears the same. */
const createProbe = ({ store, clock }: Pick<HealthDeps, 'store' | 'clock'>) => {
  let found: Promise<boolean> | undefined;
  let until = 0;
  const ask = async (): Promise<boolean> => {
    const ready = await store.ready().then(
      () => true,
      () => false,
    );
    until = clock.monotonic() + SAME_MS;
    return ready;
  };
  return (): Promise<boolean> => {
    if (found !== undefined && clock.monotonic() < until) return found;
    until = Number.POSITIVE_INFINITY;
    found = ask();
    return found;
  };
};

/**
 * Liveness: the process answers. Readiness: the store is reachable; a release is always loaded. That messages wait is
 * told too, and makes nothing unready: only the next message can find out that a full store takes something in again.
 */
export const healthRoutes = (app: FastifyInstance, { store, patience, live, clock }: HealthDeps): void => {
  const probe = createProbe({ store, clock });
  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async (_, reply) => {
    const ok = await probe();
    return reply.code(ok ? 200 : 503).send({
      ok,
      store: ok,
      waiting: patience.isWaiting(),
      release: live.release().id,
      refused: live.refused() ?? null,
    });
  });
};

/** Tells operators when messages begin to wait for the store, and when they go on. */
export const storeNotes =
  (log: Logger, metrics: Metrics) =>
  (down: boolean): void => {
    metrics.storeDown.set(down ? 1 : 0);
    log.warn({ state: down ? 'away' : 'back' }, 'store');
  };
