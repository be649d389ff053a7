import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defineCommand } from 'citty';
import { formatDiagnostic } from '../base/diagnostic.ts';
import { staleTranslation } from '../check/translations.ts';
import type { Release } from '../content/release.ts';
import {
  agreedNow,
  agreementsFile,
  type Translation,
  translated,
  translationsOf,
  writeAgreements,
} from '../content/translation.ts';
import { readTree } from '../content/tree.ts';
import { namedFiles } from './named-files.ts';
import { dirOption, releaseOf } from './options.ts';

/** Keeps that the translations in some files (all, where none is named) say what their originals say. */
const agree = (release: Release, dir: string, only: ReadonlySet<string>): number => {
  const wanted = ({ original, own }: Translation): boolean =>
    only.size === 0 || only.has(original.at.file) || only.has(own.at.file);
  let changed = 0;
  for (const locale of translated(release)) {
    const before = release.agreements.get(locale);
    const after = translationsOf(release, locale).flatMap((one) => {
      const [agreed, now] = [before?.get(one.name), agreedNow(one)];
      if (!wanted(one)) return agreed ? [[one.name, agreed] as const] : [];
      if (agreed?.original !== now.original) changed++;
      return [[one.name, now] as const];
    });
    // An account without a row would make all that is ever written in the language look unsettled.
    if (!before && after.length === 0) continue;
    const path = join(dir, agreementsFile(locale));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, writeAgreements(new Map(after)));
  }
  return changed;
};

export const translations = defineCommand({
  meta: { name: 'translations', description: 'lists translations older than what they were made of' },
  args: {
    files: { type: 'positional', required: false, description: 'only these files, of either language' },
    done: { type: 'boolean', description: 'keep that they say the same now' },
    dir: dirOption,
  },
  run: ({ args }) => {
    const files = readTree(args.dir);
    const release = releaseOf(files);
    const only = namedFiles(
      args.dir,
      args._,
      files.map(({ file }) => file),
    );
    if (args.done) {
      process.stdout.write(`${agree(release, args.dir, only)} translations are of today's wording now\n`);
      return;
    }
    let open = 0;
    staleTranslation.check?.(release, (d) => {
      if (only.size > 0 && !only.has(d.file)) return;
      open++;
      process.stdout.write(`${formatDiagnostic(d)}\n`);
    });
    process.stdout.write(`${open} translations to look at\n`);
  },
});
