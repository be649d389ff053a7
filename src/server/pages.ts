import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { GUARD_COOKIE, type Guard } from './guard.ts';
import { signInRoute } from './sign-in.ts';

const PUBLIC = new URL('../workshop/public/', import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** The workshop's pages: each file is a route of its own, so that no path from outside ever reaches the disk. */
export const pageRoutes = (app: FastifyInstance, { guard }: { readonly guard: Guard }): void => {
  for (const file of readdirSync(PUBLIC)) {
    const type = TYPES[extname(file)];
    if (type === undefined) continue;
    const body = readFileSync(new URL(file, PUBLIC));
    const url = file === 'index.html' ? '/' : `/${file}`;
    app.get(url, { onRequest: guard, config: { page: url === '/' } }, async (_, reply) =>
      reply.type(type).header('cache-control', 'no-cache').send(body),
    );
  }
  if (guard.signIn) signInRoute(app, { cookie: GUARD_COOKIE, signIn: guard.signIn });
};
