import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { dayIn, type Instant, parseDay } from '../base/day.ts';
import type { Content } from '../channel/channel.ts';
import { noonOf } from '../check/rehearse.ts';
import { localesOf, type Release } from '../content/release.ts';
import type { Guard } from './guard.ts';
import { sameOrigin } from './origin.ts';
import { createSimulated, SIMULATED_CHANNELS } from './simulated.ts';

export interface SimulatorDeps {
  /** The live release; asked once for each message. */
  readonly releases: () => Release;
  readonly now: () => Instant;
  readonly guard: Guard;
}

const BODY_LIMIT = 32 * 1024;

/** Calendars and zones are only sure of themselves around our own time. */
const NEAR_DAY = /^(?:19|20|21)\d\d-/;

const bodySchema = z
  .object({
    person: z.string().min(1).max(200),
    channel: z.enum(SIMULATED_CHANNELS),
    language: z.string().min(2).max(35).optional(),
    day: z
      .string()
      .refine((text) => NEAR_DAY.test(text) && parseDay(text) !== undefined)
      .optional(),
    text: z.string().max(4096).optional(),
    choice: z.string().min(1).max(200).optional(),
    location: z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }).optional(),
  })
  .refine(({ text, choice, location }) => [text, choice, location].filter((part) => part !== undefined).length === 1);

type Body = z.infer<typeof bodySchema>;

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

const contentOf = ({ text, choice, location }: Body): Content => {
  if (location) return { kind: 'location', point: { kind: 'point', ...location } };
  return choice === undefined ? { kind: 'text', text: text ?? '' } : { kind: 'pick', id: choice };
};

const refuse = (reply: FastifyReply, status: number, message: string, field?: string): FastifyReply =>
  reply.code(status).send({ error: { ...(field === undefined ? {} : { field }), message } });

const REFUSED: Readonly<Record<number, string>> = {
  400: 'the body is no JSON',
  413: 'the body is too large',
  415: 'the body must be application/json',
};

/** The simulator's API: the same turn that a real person takes, rendered as a channel would get it. */
export const simulatorRoutes = (app: FastifyInstance, { releases, now, guard }: SimulatorDeps): void => {
  const answer = createSimulated();

  const fromOurPage = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    // Another site's form could send a body that only looks like JSON; no form can send this type.
    if (!/^application\/json\s*(?:;|$)/i.test(request.headers['content-type'] ?? ''))
      return refuse(reply, 415, REFUSED[415] ?? '');
    return sameOrigin(request) ? undefined : refuse(reply, 403, 'this page may not talk to the simulator');
  };
  const errorHandler = (cause: FastifyError, _: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const said = REFUSED[cause.statusCode ?? 500];
    if (said === undefined) throw cause;
    return refuse(reply, cause.statusCode ?? 400, said);
  };

  app.post(
    '/simulator/messages',
    { onRequest: [guard, fromOurPage], bodyLimit: BODY_LIMIT, errorHandler },
    async (request, reply) => {
      const read = bodySchema.safeParse(request.body);
      if (!read.success) return refuse(reply, 400, ...mistake(read.error.issues[0]?.path[0], request.body));
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

/** What is wrong, and with which field; `field` comes from the schema, never from the sender. */
const mistake = (field: PropertyKey | undefined, body: unknown): [message: string, field?: string] => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return ['the body must be a JSON object'];
  if (field === undefined) return ['exactly one of text, choice and location is needed', 'text'];
  return [`must be ${WANTED[String(field)]}`, String(field)];
};

const pointOf = (release: Release): { point?: { latitude: number; longitude: number } } => {
  const point = [...release.places.values()].flat()[0]?.point;
  return point ? { point: { latitude: point.latitude, longitude: point.longitude } } : {};
};
