import type { Report } from '../base/diagnostic.ts';
import type { Release } from '../content/release.ts';

/** One kind of mistake that an editor can make. */
export interface Rule {
  /** The name that stands in the diagnostic. */
  readonly name: string;
  /** What would go wrong for a person. */
  readonly why: string;
  /** It holds conversations: in a broken release it would find each mistake once more. */
  readonly onlySound?: true;
  /** It runs only when asked for. */
  readonly onlyAsked?: true;
  /** Looks for it in a loaded release; rules that are found while loading have none. */
  readonly check?: (release: Release, report: Report) => void;
}
