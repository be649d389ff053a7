import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { dayIn, type Instant } from '../base/day.ts';
import { noonOf } from '../check/rehearse.ts';
import { localesOf, type Release } from '../content/release.ts';
import { isNearDay } from './day.ts';
import type { Guard } from './guard.ts';
import { fromOurPage, mistakeIn, refuse, tellUnreadable } from './json-door.ts';
import { contentOf, SIMULATED_CHANNELS, saidShape, saysOneThing } from './said.ts';
import { createSimulated } from './simulated.ts';

export interface SimulatorDeps {
  /** The live release; asked once for each message. */
  readonly releases: () => Release;
  readonly now: () => Instant;
  readonly guard: Guard;
}

const BODY_LIMIT = 32 * 1024;

const bodySchema = z
  .object({
    person: z.string().min(1).max(200),
    channel: z.enum(SIMULATED_CHANNELS),
    language: z.string().min(2).max(35).optional(),
    day: z.string().refine(isNearDay).optional(),
    ...saidShape,
  })
  .refine(saysOneThing);

/** Said of a field that cannot be read. Fixed words: what was sent is never sent back. */
const WANTED: Readonly<Record<string, string>> = {
  person: 'a text of 1 to 200 characters that stands for one person',
  channel: `one of ${SIMULATED_CHANNELS.join(', ')}`,
  language: 'a language code such as es',
  day: 'a day such as 2026-11-21',
  text: 'a text of at most 4096 characters',
  choice: 'the id of an option of the reply before',
  location: '{"latitude": -90 to 90, "longitude": -180 to 180}',
};

const NOTHING_SAID = ['exactly one of text, choice and location is needed', 'text'] as const;

/** The simulator's API: the same turn that a real person takes, rendered as a channel would get it. */
export const simulatorRoutes = (app: FastifyInstance, { releases, now, guard }: SimulatorDeps): void => {
  const answer = createSimulated();

  app.post(
    '/simulator/messages',
    { onRequest: [guard, fromOurPage], bodyLimit: BODY_LIMIT, errorHandler: tellUnreadable },
    async (request, reply) => {
      const read = bodySchema.safeParse(request.body);
      if (!read.success)
        return refuse(reply, 400, ...mistakeIn(read.error.issues[0]?.path[0], request.body, WANTED, NOTHING_SAID));
      const { person, channel, language, day } = read.data;
      const release = releases();
      const messages = answer(
        release,
        { person, channel, language, content: contentOf(read.data) },
        day === undefined ? now() : noonOf(release, day),
      );
      return reply.header('cache-control', 'no-store').send({ messages });
    },
  );

  app.get('/simulator/settings', { onRequest: guard }, async (_, reply) => {
    const release = releases();
    const { languages, zone } = release.settings;
    return reply.header('cache-control', 'no-store').send({
      languages: localesOf(release).map((code) => ({ code, name: languages[code]?.name ?? code })),
      language: release.settings.default,
      channels: SIMULATED_CHANNELS,
      today: dayIn(zone, now()).iso,
      // Somewhere to stand for an editor who tries out a question about the nearest place.
      ...pointOf(release),
    });
  });
};

const pointOf = (release: Release): { point?: { latitude: number; longitude: number } } => {
  const point = [...release.places.values()].flat()[0]?.point;
  return point ? { point: { latitude: point.latitude, longitude: point.longitude } } : {};
};
