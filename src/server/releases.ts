import type { Logger } from 'pino';
import type { ReleaseNote } from '../delivery/live-release.ts';
import type { Metrics } from './metrics.ts';

/** Tells operators which release answers, and loudly when the one they published cannot. */
export const releaseNotes =
  (log: Logger, { releases, refusedRelease }: Metrics) =>
  (note: ReleaseNote): void => {
    releases.inc({ outcome: note.kind });
    // One of the folder stands in where the current one of the store was refused.
    if (note.kind === 'refused' || note.from === 'store') refusedRelease.set(note.kind === 'refused' ? 1 : 0);
    if (note.kind === 'live') log.info({ release: note.release, kind: note.from }, 'release is live');
    else
      log.error(
        { release: note.release, diagnostics: note.problems },
        'release refused: it cannot be loaded, and the one before goes on answering',
      );
  };
