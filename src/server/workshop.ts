import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import { dayIn } from '../base/day.ts';
import type { SourceFile } from '../content/tree.ts';
import type { LiveRelease } from '../delivery/live-release.ts';
import { boardRoute } from './board.ts';
import { compareRoute } from './compare.ts';
import type { Guard } from './guard.ts';
import { watchFolder } from './live-reload.ts';
import { mapRoutes } from './maps.ts';
import { newsRoute } from './news.ts';
import { pageRoutes } from './pages.ts';
import { type QuestionsDeps, questionsRoute } from './questions.ts';
import { simulatorRoutes } from './simulator.ts';
import { talksRoute } from './talks.ts';
import { createWorkingTree } from './working-tree.ts';

/** The folder that an editor works in, and its files as they were loaded. */
export interface Folder {
  readonly dir: string;
  readonly files: readonly SourceFile[];
}

export interface WorkshopDeps {
  readonly live: Pick<LiveRelease, 'release' | 'from' | 'reload'>;
  readonly questions: QuestionsDeps['list'];
  readonly guard: Guard;
  readonly clock: Clock;
  readonly log: Logger;
  /** Undefined where nobody edits: on a public server. */
  readonly folder?: Folder | undefined;
}

const BEAT_EVERY_MS = 15_000;

/** All doors of the workshop. Where an editor works in the folder, saved files are taken up and talks can be saved. Gives a way to stop. */
export const openWorkshop = (app: FastifyInstance, deps: WorkshopDeps): (() => void) => {
  const { live, questions, guard, clock, log, folder } = deps;
  const { release: releases } = live;
  const { now } = clock;
  simulatorRoutes(app, { releases, now, guard });
  questionsRoute(app, { list: questions, guard });
  boardRoute(app, { releases, now, guard });
  mapRoutes(app, { releases, guard });
  const tree = folder && createWorkingTree(folder.dir);
  // Once a release was published, the folder is no longer what people read.
  const edited = (): boolean => live.from() === 'folder';
  talksRoute(app, { releases, guard, tree: () => (edited() ? tree : undefined) });
  compareRoute(app, {
    guard,
    dir: () => (edited() ? folder?.dir : undefined),
    today: () => dayIn(releases().settings.zone, now()).iso,
  });
  pageRoutes(app, { guard });

  let told = releases().id;
  const news = newsRoute(app, { guard, first: told });
  const stops = [
    clock.every(BEAT_EVERY_MS, () => {
      if (told === releases().id) return news.beat();
      told = releases().id;
      news.tell({ release: told, problems: [] });
    }),
  ];
  if (folder)
    stops.push(
      watchFolder({
        ...folder,
        reload: async (files) => (edited() ? live.reload(files) : []),
        told: (problems) => {
          told = releases().id;
          news.tell({ release: told, problems });
        },
        sleep: clock.sleep,
        log,
      }),
    );
  return () => {
    for (const stop of stops) stop();
  };
};
