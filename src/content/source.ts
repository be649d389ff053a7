import type { Position, Report } from '../base/diagnostic.ts';
import { error } from '../base/diagnostic.ts';
import { readShape, type YamlFile } from '../base/yaml.ts';
import { sourcesSchema } from './schema.ts';

/** Where a fact is from. */
export interface Source {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  readonly url?: string | undefined;
  readonly address?: string | undefined;
  readonly published?: string | undefined;
  readonly retrieved: string;
  readonly at: Position;
}

/** Adds the sources of one file; an id that stands twice is a mistake. */
export const readSources = (yaml: YamlFile, into: Map<string, Source>, report: Report): void => {
  for (const [id, raw] of Object.entries(readShape(yaml, [], sourcesSchema, report) ?? {})) {
    const at = yaml.keyAt([id]);
    if (into.has(id))
      report(error(at, 'source', `the source "${id}" stands twice`, 'ids are the same for all files of sources'));
    into.set(id, { id, ...raw, at });
  }
};
