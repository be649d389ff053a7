import type { FastifyInstance } from 'fastify';
import { type Listed, MOST_DAYS } from '../delivery/list-questions.ts';
import type { Guard } from './guard.ts';

export interface QuestionsDeps {
  /** What enough people asked without an answer in so many last days. */
  readonly list: (days: number) => Promise<readonly Listed[]>;
  readonly guard: Guard;
}

/** For editors: what people asked and nobody could answer. `?days=7` looks back less far than is kept. */
export const questionsRoute = (app: FastifyInstance, { list, guard }: QuestionsDeps): void => {
  app.get<{ Querystring: { readonly days?: unknown } }>(
    '/workshop/questions',
    { onRequest: guard },
    async (request, reply) => {
      const { days = String(MOST_DAYS) } = request.query;
      const read = typeof days === 'string' && /^\d{1,2}$/.test(days) ? Number(days) : 0;
      if (read < 1 || read > MOST_DAYS)
        return reply
          .code(400)
          .send({ error: { field: 'days', message: `must be a whole number from 1 to ${MOST_DAYS}` } });
      return reply.header('cache-control', 'no-store').send({ questions: await list(read) });
    },
  );
};
