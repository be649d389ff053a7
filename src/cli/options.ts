import { fileURLToPath } from 'node:url';
import { parseDay } from '../base/day.ts';
import { OperationalError } from '../base/operational-error.ts';
import { loadRelease } from '../content/load.ts';
import { localesOf, type Release } from '../content/release.ts';
import { readTree, type SourceFile } from '../content/tree.ts';

/** The repository's own folder. */
const HERE = fileURLToPath(new URL('../../', import.meta.url));

export const dirOption = {
  type: 'string',
  description: 'read flows/ and content/ of this folder',
  default: HERE,
  valueHint: 'DIR',
} as const;

/** The release of a folder; the first mistake in one line when it cannot be used. */
export const openRelease = (dir: string): Release => releaseOf(readTree(dir));

/** The release of files; the first mistake in one line when it cannot be used. */
export const releaseOf = (files: readonly SourceFile[]): Release => {
  const { release, diagnostics } = loadRelease(files);
  const [wrong] = diagnostics.filter((d) => d.severity === 'error');
  if (!release || wrong)
    throw new OperationalError(
      'bad-release',
      `${wrong?.file}:${wrong?.line}:${wrong?.column} ${wrong?.message}; run check to see all`,
    );
  return release;
};

/** A language of the release, by its code. */
export const localeOption = (release: Release, lang: string | undefined): string | undefined => {
  if (lang !== undefined && !release.settings.languages[lang])
    throw new OperationalError('bad-option', `--lang must be one of ${localesOf(release).join(', ')}`);
  return lang;
};

export const dayOption = (text: string | undefined, name: string): string | undefined => {
  if (text === undefined) return undefined;
  if (!parseDay(text)) throw new OperationalError('bad-option', `${name} must be a day such as 2026-11-21`);
  return text;
};
