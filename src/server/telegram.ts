import type { FastifyInstance } from 'fastify';
import type { HttpBody, Received } from '../channel/channel.ts';
import { readTelegram } from '../channel/telegram.ts';
import { sameSecret } from './secret.ts';

export interface TelegramDoor {
  readonly secret: string;
  readonly receive: (received: Received) => Promise<HttpBody>;
  /** Stops the spinner on a pressed button; best effort, never waited for. */
  readonly acknowledge: (press: string) => void;
  readonly refused: () => void;
}

/** `POST /webhooks/telegram`: the secret header first, then the update, answered in the response itself. */
export const telegramDoor = (app: FastifyInstance, { secret, receive, acknowledge, refused }: TelegramDoor): void => {
  app.post('/webhooks/telegram', {
    onRequest: async (request, reply) => {
      if (sameSecret(request.headers['x-telegram-bot-api-secret-token'], secret)) return;
      refused();
      await reply.code(403).send();
    },
    handler: async (request, reply) => {
      const read = readTelegram(request.body);
      if ('kind' in read) return reply.code(read.kind === 'bad' ? 400 : 200).send();
      const body = await receive(read);
      if (read.press !== undefined) acknowledge(read.press);
      return reply.code(body.status).type(body.type).send(body.body);
    },
  });
};
