import { type Diagnostic, formatDiagnostic } from '../base/diagnostic.ts';
import { OperationalError } from '../base/operational-error.ts';
import { inSlices, type Pace } from '../base/steps.ts';
import { loadRelease } from '../content/load.ts';
import { loadInSteps } from '../content/load-in-steps.ts';
import { createMemory, type Memory } from '../content/memory.ts';
import type { Release } from '../content/release.ts';
import { unpackFiles } from '../content/snapshot.ts';
import type { SourceFile } from '../content/tree.ts';
import type { Releases } from '../store/releases.ts';

/** What became of a release, for logs and counters. */
export type ReleaseNote =
  | { readonly kind: 'live'; readonly release: string; readonly from: 'store' | 'folder' }
  /** It cannot be loaded: the one before stays. */
  | { readonly kind: 'refused'; readonly release: string; readonly problems: readonly string[] };

export interface LiveReleaseDeps {
  readonly releases: Pick<Releases, 'current' | 'packed'>;
  /** The server's own folder, used where none was published. */
  readonly files: readonly SourceFile[];
  readonly pace: Pace;
  readonly note: (note: ReleaseNote) => void;
}

export interface LiveRelease {
  /** The one that answers now. Whoever asks once stays on it, whatever is published meanwhile. */
  readonly release: () => Release;
  readonly from: () => 'store' | 'folder';
  /** The id of the current release of the store, where it was refused. */
  readonly refused: () => string | undefined;
  /** Takes up the current release of the store where it is another one. Throws when the store cannot be asked. */
  readonly look: () => Promise<void>;
  /** Takes up the folder's files as they are by now; gives the mistakes for which they were refused. */
  readonly reload: (files: readonly SourceFile[]) => Promise<readonly Diagnostic[]>;
  /** Makes what the first message would else have to wait for. */
  readonly prepare: () => Promise<void>;
}

/** Problems told at most: the first say where to look. */
const MOST_TOLD = 10;

class Refused extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super('the release cannot be loaded');
    this.problems = problems;
  }
}

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

const errorsOf = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.filter(isError).map(formatDiagnostic);

/** The release by which people are answered: opened at the start, exchanged whole between two turns. */
export const openLiveRelease = async ({ releases, files, pace, note }: LiveReleaseDeps): Promise<LiveRelease> => {
  const memory = createMemory();
  let live: Release | undefined;
  let refused: string | undefined;
  let looking: Promise<void> | undefined;

  const load = async (id: string): Promise<Release> => {
    const packed = await releases.packed(id);
    if (packed === undefined) throw new Refused(['it is not kept any more']);
    const { release, diagnostics } = await inSlices(loadInSteps(unpackFiles(packed, id), memory), pace);
    const errors = errorsOf(diagnostics);
    if (!release || errors.length > 0) throw new Refused(errors);
    return release;
  };

  const takeUp = async (id: string): Promise<void> => {
    try {
      live = await load(id);
      refused = undefined;
      note({ kind: 'live', release: id, from: 'store' });
    } catch (cause) {
      const problems = problemsOf(cause);
      // A store that cannot be read today may be tomorrow.
      if (!problems) throw cause;
      refused = id;
      note({ kind: 'refused', release: id, problems: problems.slice(0, MOST_TOLD) });
    }
  };

  const lookOnce = async (): Promise<void> => {
    const id = await releases.current();
    if (id === undefined || id === refused) return;
    if (id !== live?.id) await takeUp(id);
    else if (refused !== undefined) {
      refused = undefined;
      note({ kind: 'live', release: id, from: 'store' });
    }
  };
  const look = (): Promise<void> => {
    looking ??= lookOnce().finally(() => {
      looking = undefined;
    });
    return looking;
  };

  await look();
  let first = live ?? ownRelease(files, memory);
  if (first !== live) note({ kind: 'live', release: first.id, from: 'folder' });
  return {
    release: () => live ?? first,
    from: () => (live ? 'store' : 'folder'),
    refused: () => refused,
    look,
    reload: async (changed) => {
      const { release, diagnostics } = await inSlices(loadInSteps(changed, memory), pace);
      const errors = diagnostics.filter(isError);
      if (!release || errors.length > 0) return errors;
      if (release.id === first.id) return [];
      first = release;
      note({ kind: 'live', release: release.id, from: 'folder' });
      return [];
    },
    prepare: () => inSlices((live ?? first).prepare(), pace),
  };
};

/** Why a release is refused for good; undefined where the fault is not its own. */
const problemsOf = (cause: unknown): readonly string[] | undefined => {
  if (cause instanceof Refused) return cause.problems;
  if (!(cause instanceof OperationalError)) return [`it cannot be loaded: ${(cause as Error).name}`];
  return cause.code === 'bad-snapshot' ? [cause.message] : undefined;
};

const ownRelease = (files: readonly SourceFile[], { kept }: Memory): Release => {
  const { release, diagnostics } = loadRelease(files, { yaml: createMemory().yaml, kept });
  const errors = errorsOf(diagnostics);
  if (!release || errors.length > 0)
    throw new OperationalError(
      'bad-release',
      `${errors.length} mistakes in flows and content; the first: ${errors[0]}. Run: npm run check`,
    );
  return release;
};
