import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sameOrigin } from './origin.ts';

/** The page that asks for the token, with a line that says so when the one given was wrong. */
export const sendSignIn = (reply: FastifyReply, why: 'asked' | 'wrong'): FastifyReply => {
  const page = readFileSync(new URL('../workshop/sign-in.html', import.meta.url), 'utf8');
  return (
    reply
      .code(401)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      // Under `no-referrer` browsers send the form with `Origin: null`, which would look like another site's.
      .header('referrer-policy', 'same-origin')
      .send(
        page.replace(
          '<!-- wrong -->',
          why === 'wrong' ? '<p role="alert">Esa clave no es. / That token is not right.</p>' : '',
        ),
      )
  );
};

export interface SignInDeps {
  readonly cookie: string;
  /** The value of the cookie for the right token. */
  readonly signIn: (token: unknown) => string | undefined;
}

/** `POST /sign-in`: trades the token for a cookie that scripts cannot read and that other sites cannot send. */
export const signInRoute = (app: FastifyInstance, { cookie, signIn }: SignInDeps): void => {
  app.post('/sign-in', { bodyLimit: 4096 }, async (request, reply) => {
    if (!sameOrigin(request)) return reply.code(403).send();
    const value = signIn((request.body as { token?: unknown } | null | undefined)?.token);
    if (value === undefined) return sendSignIn(reply, 'wrong');
    const secure = cameByTls(request) ? '; Secure' : '';
    return reply
      .header('set-cookie', `${cookie}=${value}; Path=/; HttpOnly; SameSite=Strict${secure}`)
      .redirect('/', 303);
  });
};

/** Browsers name the page's own scheme in Origin, also where a proxy ends TLS. A wrong guess only costs the flag. */
const cameByTls = ({ headers, protocol }: FastifyRequest): boolean =>
  protocol === 'https' || headers.origin?.startsWith('https:') === true;
