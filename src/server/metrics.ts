import type { FastifyInstance, onRequestHookHandler } from 'fastify';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Counters for operators: channels, steps' outcomes and codes; nothing that could name a person. */
export interface Metrics {
  readonly registry: Registry;
  readonly turns: Counter<'channel' | 'outcome'>;
  readonly seconds: Histogram<'route'>;
  readonly refused: Counter<'door'>;
  readonly statuses: Counter<'status' | 'code'>;
  readonly sent: Counter<'channel' | 'outcome'>;
  readonly presses: Counter<'outcome'>;
  readonly releases: Counter<'outcome'>;
  /** 1 while the current release of the store is refused. */
  readonly refusedRelease: Gauge;
  /** 1 while messages wait for the store. */
  readonly storeDown: Gauge;
}

export const createMetrics = (): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    turns: new Counter({
      name: 'ventanilla_turns_total',
      help: 'Deliveries answered',
      labelNames: ['channel', 'outcome'],
      registers,
    }),
    seconds: new Histogram({
      name: 'ventanilla_request_seconds',
      help: 'Time to answer a webhook',
      labelNames: ['route'],
      buckets: [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
      registers,
    }),
    refused: new Counter({
      name: 'ventanilla_refused_total',
      help: 'Requests with a wrong signature or secret',
      labelNames: ['door'],
      registers,
    }),
    statuses: new Counter({
      name: 'ventanilla_delivery_status_total',
      help: 'Delivery statuses told by the provider',
      labelNames: ['status', 'code'],
      registers,
    }),
    sent: new Counter({
      name: 'ventanilla_sent_total',
      help: 'Messages handed to a provider from the outbox',
      labelNames: ['channel', 'outcome'],
      registers,
    }),
    presses: new Counter({
      name: 'ventanilla_presses_total',
      help: 'Button presses acknowledged, and those that were let go since the provider was slow or failed',
      labelNames: ['outcome'],
      registers,
    }),
    releases: new Counter({
      name: 'ventanilla_releases_total',
      help: 'Releases of flows and content taken up or refused',
      labelNames: ['outcome'],
      registers,
    }),
    refusedRelease: new Gauge({
      name: 'ventanilla_release_refused',
      help: 'Whether the current release of the store is refused, and an earlier one still answers',
      registers,
    }),
    storeDown: new Gauge({
      name: 'ventanilla_store_down',
      help: 'Whether messages wait since the store is away, full or too slow',
      registers,
    }),
  };
};

export const metricsRoute = (app: FastifyInstance, metrics: Metrics, guard: onRequestHookHandler): void => {
  app.get('/metrics', { onRequest: guard }, async (_, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
};
