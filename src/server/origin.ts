import type { FastifyRequest } from 'fastify';

/** Whether a request comes from one of our own pages; a program that sends no Origin is no browser and is trusted with its own requests. */
export const sameOrigin = ({ headers: { origin, host } }: FastifyRequest): boolean => {
  if (origin === undefined) return true;
  if (!URL.canParse(origin) || host === undefined) return false;
  const from = new URL(origin);
  // Behind a proxy that ends TLS the scheme is unknown here; reading Host under the origin's own scheme drops default ports alike.
  const to = `${from.protocol}//${host}`;
  return /^https?:$/.test(from.protocol) && URL.canParse(to) && new URL(to).host === from.host;
};
