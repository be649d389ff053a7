import { createHmac } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sameSecret } from './secret.ts';
import { sendSignIn } from './sign-in.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A page for people: who may not see it is shown the way to sign in, where there is one. */
    readonly page?: boolean;
  }
}

export interface Guard {
  /** Lets a request through, or answers it as if nothing were there. */
  (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined>;
  /** The value of the cookie for whoever knows the token; missing where no token is set. */
  readonly signIn: ((token: unknown) => string | undefined) | undefined;
}

export const GUARD_COOKIE = 'ventanilla_workshop';

/**
 * Keeps the workshop, the simulator and the metrics to whoever holds the token; where no token is set, to people at this
 * very machine. A request that came through any proxy, or for another name (DNS rebinding), is never taken for a local
 * one. With a token nobody is: a proxy that adds no header of its own and calls us by our loopback address looks local.
 */
export const createGuard = ({ token }: { readonly token?: string }): Guard => {
  // The cookie is derived, so that the token itself is not kept by browsers.
  const cookie = token ? createHmac('sha256', token).update('workshop cookie').digest('base64url') : undefined;
  const mayEnter = (request: FastifyRequest): boolean => {
    if (!token || !cookie) return isLocal(request);
    const { authorization, cookie: cookies } = request.headers;
    const bearer = /^Bearer +(\S.*)$/i.exec(authorization ?? '')?.[1];
    return sameSecret(bearer, token) || sameSecret(readCookie(cookies), cookie);
  };
  const guard = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (mayEnter(request)) return undefined;
    const { page } = request.routeOptions.config;
    return token && page ? sendSignIn(reply, 'asked') : reply.code(404).send();
  };
  return Object.assign(guard, {
    signIn: token ? (given: unknown) => (sameSecret(given, token) ? cookie : undefined) : undefined,
  });
};

const readCookie = (header: string | undefined): string | undefined =>
  header
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${GUARD_COOKIE}=`))
    ?.slice(GUARD_COOKIE.length + 1);

const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;
const LOOPBACK = /^(?:(?:::ffff:)?127(?:\.\d{1,3}){3}|::1)$/i;
const PROXY_HEADER = /^(?:forwarded|x-forwarded-.*|via)$/;

/** The socket is judged, never `request.ip`, which could be told by a header. */
const isLocal = ({ headers, socket }: FastifyRequest): boolean =>
  LOOPBACK.test(socket.remoteAddress ?? '') &&
  LOCAL_HOST.test(headers.host ?? '') &&
  !Object.keys(headers).some((name) => PROXY_HEADER.test(name));
