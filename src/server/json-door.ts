import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { sameOrigin } from './origin.ts';

/** Answers with what is wrong, and with which field. Fixed words: what was sent is never sent back. */
export const refuse = (reply: FastifyReply, status: number, message: string, field?: string): FastifyReply =>
  reply.code(status).send({ error: { ...(field === undefined ? {} : { field }), message } });

const REFUSED: Readonly<Record<number, string>> = {
  400: 'the body is no JSON',
  413: 'the body is too large',
  415: 'the body must be application/json',
};

/** Lets only our own pages, and programs that are no browsers, post to the workshop. */
export const fromOurPage = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
  // Another site's form could send a body that only looks like JSON; no form can send this type.
  if (!/^application\/json\s*(?:;|$)/i.test(request.headers['content-type'] ?? ''))
    return refuse(reply, 415, REFUSED[415] ?? '');
  return sameOrigin(request) ? undefined : refuse(reply, 403, 'only a page of this server may send this');
};

/** A body that cannot be read is told so; whatever else went wrong is no business of the sender. */
export const tellUnreadable = (cause: FastifyError, _: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const said = REFUSED[cause.statusCode ?? 500];
  if (said === undefined) throw cause;
  return refuse(reply, cause.statusCode ?? 400, said);
};

type Mistake = readonly [message: string, field?: string];

const NO_OBJECT: Mistake = ['the body must be a JSON object'];

/** What is wrong, and with which field; `field` comes from the schema, never from the sender. */
export const mistakeIn = (
  field: PropertyKey | undefined,
  body: unknown,
  wanted: Readonly<Record<string, string>>,
  none: Mistake = NO_OBJECT,
): Mistake => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return NO_OBJECT;
  return field === undefined ? none : [`must be ${wanted[String(field)]}`, String(field)];
};
