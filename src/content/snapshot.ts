import { gunzipSync, gzipSync } from 'node:zlib';
import { OperationalError } from '../base/operational-error.ts';
import { type Release, releaseId } from './release.ts';
import type { SourceFile } from './tree.ts';

/** Far more than flows and content ever need: what grows beyond it was not packed here. */
const MOST_BYTES = 256 * 1024 * 1024;

/** The files of a release as one text that any store can keep: JSON, gzip, base64. */
export const packFiles = (files: readonly SourceFile[]): string =>
  gzipSync(JSON.stringify(files.map(({ file, text }) => [file, text])), { level: 9 }).toString('base64');

const unpacked = (packed: string): readonly SourceFile[] => {
  const bytes = gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: MOST_BYTES });
  return (JSON.parse(bytes.toString()) as [string, string][]).map(([file, text]) => ({ file, text }));
};

/** The files again; throws an OperationalError where they are not to the letter those of the release. */
export const unpackFiles = (packed: string, id: string): readonly SourceFile[] => {
  try {
    const files = unpacked(packed);
    if (releaseId(files) === id) return files;
  } catch (cause) {
    throw new OperationalError('bad-snapshot', `the files of the release ${id} cannot be unpacked`, { cause });
  }
  throw new OperationalError('bad-snapshot', `the files of the release ${id} are not those that were published`);
};

/** How much a release holds. */
export const countsOf = (
  { flows, answers, facts, places, settings }: Release,
  files: readonly SourceFile[],
): Readonly<Record<string, number>> => ({
  files: files.length,
  flows: flows.size,
  answers: answers.size,
  facts: facts.size,
  places: [...places.values()].reduce((sum, some) => sum + some.length, 0),
  languages: Object.keys(settings.languages).length,
});
