import { parseDay } from '../base/day.ts';
import type { Position, Report } from '../base/diagnostic.ts';
import { error } from '../base/diagnostic.ts';
import { readShape, type YamlFile } from '../base/yaml.ts';
import { deadPage } from './address.ts';
import { sourceSchema } from './schema.ts';

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

const ID = /^[a-z][a-z0-9_-]*$/;

/** Adds the sources of one file; an id that stands twice is a mistake. */
export const readSources = (yaml: YamlFile, into: Map<string, Source>, report: Report): void => {
  for (const id of Object.keys((yaml.value as Record<string, unknown> | null) ?? {})) {
    const at = yaml.keyAt([id]);
    if (!ID.test(id))
      report(error(at, 'name', `"${id}" cannot be the name of a source`, 'small letters, digits, - and _'));
    const raw = readShape(yaml, [id], sourceSchema, report);
    if (into.has(id))
      report(error(at, 'source', `the source "${id}" stands twice`, 'ids are the same for all files of sources'));
    if (!raw) continue;
    checkSource(id, raw, yaml, report);
    into.set(id, { id, ...raw, at });
  }
};

const checkSource = (id: string, raw: Omit<Source, 'id' | 'at'>, yaml: YamlFile, report: Report): void => {
  const { url, published, retrieved } = raw;
  const dead = url === undefined ? undefined : deadPage(url);
  if (dead !== undefined)
    report(error(yaml.at([id, 'url']), 'dead-address', `nobody can open ${url}: ${dead}`, 'copy it anew'));
  const complain = (key: string, message: string): void => report(error(yaml.at([id, key]), 'source', message));
  if (!parseDay(retrieved)) complain('retrieved', `there is no such day: ${retrieved}`);
  // A month or year counts as its first day: `published: 2025-12` may have been read in that month.
  if (published !== undefined && !parseDay(`${published}-01-01`.slice(0, 10)))
    complain('published', `there is no such day: ${published}`);
  else if (published !== undefined && published > retrieved)
    complain('published', `published on ${published}, but read on ${retrieved} already`);
};
