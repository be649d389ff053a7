import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { errorFields } from './log.ts';
import type { Metrics } from './metrics.ts';

export interface ServerDeps {
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly monotonic: () => number;
}

/** Larger bodies are nobody's message. */
const BODY_LIMIT = 256 * 1024;

/**
 * The HTTP server without its doors: limits, headers, and errors that never say more than a status. Requests are logged
 * by route pattern only: an address or a query may hold what someone wrote.
 */
export const createServer = async ({ log, metrics, monotonic }: ServerDeps): Promise<FastifyInstance> => {
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    logger: false,
    trustProxy: false,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    forceCloseConnections: 'idle',
    // What it says by itself of an address that it cannot read repeats that address.
    frameworkErrors: (cause, _, reply: FastifyReply) => void reply.code(cause.statusCode ?? 400).send(),
  });
  await app.register(formbody, { bodyLimit: BODY_LIMIT });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    hsts: false,
  });
  // Who was being answered when it began to close would keep their connection, and with it the whole program, waiting.
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onSend', async (_, reply) => {
    if (closing) reply.header('connection', 'close');
  });
  const began = new WeakMap<object, number>();
  app.addHook('onRequest', async (request) => {
    began.set(request, monotonic());
  });
  app.addHook('onResponse', async (request, reply) => {
    const ms = monotonic() - (began.get(request) ?? monotonic());
    const route = request.routeOptions.url ?? 'none';
    metrics.seconds.observe({ route }, ms / 1000);
    log.debug({ method: request.method, route, status: reply.statusCode, ms: Math.round(ms) }, 'request');
  });
  app.setErrorHandler((cause: FastifyError, request, reply) => {
    const status = cause.statusCode ?? (cause.name === 'OperationalError' ? 503 : 500);
    const fields = { ...errorFields(cause), route: request.routeOptions.url, status };
    if (status >= 500) log.error(fields, 'request failed');
    else log.debug(fields, 'request refused');
    // A provider that repeats is welcome: nothing of this delivery was kept.
    if (status === 503) reply.header('retry-after', '5');
    return reply.code(status).send();
  });
  app.setNotFoundHandler((_, reply) => reply.code(404).send());
  return app;
};
