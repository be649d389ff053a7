import { error, type Report } from '../../base/diagnostic.ts';
import type { YamlFile } from '../../base/yaml.ts';
import type { Place } from '../place.ts';
import type { SourceFile } from '../tree.ts';
import { createGeo, type Geo } from './geo.ts';
import { readGeoSettings } from './settings.ts';

/** Where names are found: what editors say in `geo.yaml`, over the towns and codes beside it. */
export const readGeo = (
  yaml: YamlFile | undefined,
  files: readonly SourceFile[],
  places: ReadonlyMap<string, readonly Place[]>,
  report: Report,
): Geo | undefined => {
  const settings = yaml && readGeoSettings(yaml, report);
  if (!yaml || !settings) return undefined;
  const textOf = (name: string): string | undefined =>
    files.find(({ file }) => file === `content/geo/${name}.tsv`)?.text;
  const cities = textOf('cities');
  if (cities === undefined) {
    report(error(yaml.at([]), 'geo', 'there is no content/geo/cities.tsv beside it', 'scripts/build-geo.ts makes it'));
    return undefined;
  }
  return createGeo({ settings, cities, codes: textOf('codes'), places });
};
