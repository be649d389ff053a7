import type { FastifyInstance } from 'fastify';
import { matchLocale } from '../base/locale.ts';
import { localesOf, type Release } from '../content/release.ts';
import { flowMap, WIDTHS } from '../report/map/map.ts';
import { stepTexts } from '../report/map/step-texts.ts';
import type { Guard } from './guard.ts';

export interface MapsDeps {
  /** The live release; asked once for each picture. */
  readonly releases: () => Release;
  readonly guard: Guard;
}

/** The flows for editors: which there are, and each as a picture with what its steps say. */
export const mapRoutes = (app: FastifyInstance, { releases, guard }: MapsDeps): void => {
  app.get('/workshop/flows', { onRequest: guard }, async (_, reply) => {
    const { flows, settings } = releases();
    const all = [...flows.values()].map(({ id, steps }) => ({ id, steps: steps.size }));
    return reply.header('cache-control', 'no-store').send({ home: settings.home, flows: all });
  });

  app.get<{
    Params: { readonly flow: string };
    Querystring: { readonly language?: unknown; readonly width?: unknown };
  }>('/workshop/flows/:flow', { onRequest: guard }, async ({ params, query }, reply) => {
    const release = releases();
    const flow = release.flows.get(params.flow);
    if (!flow) return reply.code(404).send({ error: { field: 'flow', message: 'there is no such flow' } });
    const { language, width } = query;
    const pixels = typeof width === 'string' && /^\d{1,4}$/.test(width) ? Number(width) : WIDTHS.ordinary;
    const wide = Math.min(Math.max(pixels, WIDTHS.least), WIDTHS.most);
    const known = typeof language === 'string' ? matchLocale(language, localesOf(release)) : undefined;
    return reply.header('cache-control', 'no-store').send({
      flow: flow.id,
      svg: flowMap(release, flow, known ?? release.settings.default, wide),
      steps: stepTexts(release, flow),
    });
  });
};
