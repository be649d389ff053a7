import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type Diagnostic, formatDiagnostic } from '../base/diagnostic.ts';
import type { Guard } from './guard.ts';

/** What the pages of the workshop are told: which release answers, and why the files as they are by now do not. */
export interface News {
  readonly release: string;
  readonly problems: readonly string[];
}

export interface NewsDesk {
  readonly tell: (news: { readonly release: string; readonly problems: readonly Diagnostic[] }) => void;
  /** Keeps the lines open: whoever is silent for long is cut off on the way. */
  readonly beat: () => void;
}

/** Problems told at most: the first say where to look. */
const MOST_TOLD = 50;

/** `GET /workshop/news`: tells open pages, as server-sent events, that the content has changed; the last news come first. */
export const newsRoute = (
  app: FastifyInstance,
  { guard, first }: { readonly guard: Guard; readonly first: string },
): NewsDesk => {
  const pages = new Set<PassThrough>();
  let last: News = { release: first, problems: [] };
  const line = (news: News): string => `data: ${JSON.stringify(news)}\n\n`;
  const toAll = (text: string): void => {
    for (const page of pages) page.write(text);
  };

  app.get('/workshop/news', { onRequest: guard }, async (_, reply) => {
    const page = new PassThrough();
    pages.add(page);
    reply.raw.on('close', () => {
      pages.delete(page);
      page.end();
    });
    page.write(line(last));
    return reply
      .type('text/event-stream')
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      .send(page);
  });
  // Open lines would keep a server that closes waiting for them.
  app.addHook('preClose', async () => {
    for (const page of pages) page.end();
  });
  return {
    tell: ({ release, problems }) => {
      last = { release, problems: problems.slice(0, MOST_TOLD).map(formatDiagnostic) };
      toAll(line(last));
    },
    beat: () => toAll(':\n\n'),
  };
};
