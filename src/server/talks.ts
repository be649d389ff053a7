import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { matchLocale } from '../base/locale.ts';
import { recordTalk, talkText } from '../check/record.ts';
import { localesOf, type Release } from '../content/release.ts';
import { isNearDay } from './day.ts';
import type { Guard } from './guard.ts';
import { fromOurPage, mistakeIn, refuse, tellUnreadable } from './json-door.ts';
import { contentOf, SIMULATED_CHANNELS, saidShape, saysOneThing } from './said.ts';
import type { WorkingTree } from './working-tree.ts';

export interface TalksDeps {
  /** The live release; asked once for each talk. */
  readonly releases: () => Release;
  readonly guard: Guard;
  /** Where talks can be written; undefined where the server does not run from an editor's own folder. */
  readonly tree: () => WorkingTree | undefined;
}

const BODY_LIMIT = 256 * 1024;
const MOST_SAID = 200;

const bodySchema = z.object({
  name: z.string().trim().min(1).max(100),
  channel: z.enum(SIMULATED_CHANNELS),
  language: z.string().min(2).max(35).optional(),
  day: z.string().refine(isNearDay),
  said: z.array(z.object(saidShape).refine(saysOneThing)).min(1).max(MOST_SAID),
  save: z.boolean().optional(),
});

const WANTED: Readonly<Record<string, string>> = {
  name: 'a text of 1 to 100 characters',
  channel: `one of ${SIMULATED_CHANNELS.join(', ')}`,
  language: 'a language code such as es',
  day: 'a day such as 2026-11-21',
  said: `a list of 1 to ${MOST_SAID} messages, each with one of text, choice and location`,
  save: 'true or false',
};

/**
 * `POST /workshop/talks`: makes a talk of a conversation, to be taken away; with `save` it is added to the talk file beside its
 * flow, where the server runs from an editor's own folder.
 */
export const talksRoute = (app: FastifyInstance, { releases, guard, tree }: TalksDeps): void => {
  app.post(
    '/workshop/talks',
    { onRequest: [guard, fromOurPage], bodyLimit: BODY_LIMIT, errorHandler: tellUnreadable },
    async (request, reply) => {
      const read = bodySchema.safeParse(request.body);
      if (!read.success) return refuse(reply, 400, ...mistakeIn(read.error.issues[0]?.path[0], request.body, WANTED));
      const { language, said, save, ...heading } = read.data;
      const release = releases();
      const { flow, talk } = recordTalk(release, {
        ...heading,
        language: matchLocale(language, localesOf(release)),
        contents: said.map(contentOf),
      });
      // The name of the file comes from the release, never from the sender.
      const file = `flows/${flow}.talk.yaml`;
      const text = talkText(talk);
      const folder = tree();
      const canSave = folder !== undefined && (await folder.writable());
      if (save && !canSave)
        return refuse(reply, 409, 'this server does not run from a folder that can be written to', 'save');
      if (save) await folder?.append(file, text);
      const steps = talk.talk.map(({ at = '' }) => at);
      return reply.header('cache-control', 'no-store').send({ file, text, steps, canSave, saved: save === true });
    },
  );
};
