import type { FastifyInstance } from 'fastify';
import { dayIn, type Instant } from '../base/day.ts';
import { noonOf } from '../check/rehearse.ts';
import type { Release } from '../content/release.ts';
import { boardOf } from '../report/board.ts';
import { isNearDay } from './day.ts';
import type { Guard } from './guard.ts';

export interface BoardDeps {
  /** The live release; asked once for each board. */
  readonly releases: () => Release;
  readonly now: () => Instant;
  readonly guard: Guard;
}

/** `GET /workshop/board`: all answers with what there may be to do about each, today or on `?day=2027-01-01`. */
export const boardRoute = (app: FastifyInstance, { releases, now, guard }: BoardDeps): void => {
  app.get<{ Querystring: { readonly day?: unknown } }>(
    '/workshop/board',
    { onRequest: guard },
    async ({ query: { day } }, reply) => {
      if (day !== undefined && !isNearDay(day))
        return reply.code(400).send({ error: { field: 'day', message: 'must be a day such as 2026-11-21' } });
      const release = releases();
      const at = day === undefined ? now() : noonOf(release, day);
      return reply
        .header('cache-control', 'no-store')
        .send({ day: dayIn(release.settings.zone, at).iso, answers: boardOf(release, at) });
    },
  );
};
