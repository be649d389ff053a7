import { isTimeZone } from '../base/day.ts';
import { error, type Report } from '../base/diagnostic.ts';
import { didYouMean } from '../base/spelling.ts';
import { readShape, type YamlFile } from '../base/yaml.ts';
import type { Settings } from './release.ts';
import { settingsSchema } from './schema.ts';

/** Reads `content/settings.yaml`; without it nothing can start. */
export const readSettings = (yaml: YamlFile | undefined, report: Report): Settings | undefined => {
  if (!yaml) {
    report(
      error(
        { file: 'content/settings.yaml', line: 1, column: 1 },
        'settings',
        'this file is missing or cannot be read',
        'it names the home flow, the time zone and the languages',
      ),
    );
    return undefined;
  }
  const settings = readShape(yaml, [], settingsSchema, report);
  if (!settings) return undefined;
  const languages = Object.keys(settings.languages);
  if (!languages.includes(settings.default))
    report(
      error(
        yaml.at(['default']),
        'settings',
        `"${settings.default}" is none of the languages`,
        didYouMean(settings.default, languages, `known: ${languages.join(', ')}`),
      ),
    );
  if (isTimeZone(settings.zone)) return settings;
  report(error(yaml.at(['zone']), 'settings', `there is no time zone "${settings.zone}"`, 'such as Europe/Madrid'));
  return undefined;
};

/** The flow in which everyone begins must exist. */
export const checkHome = (
  settings: Settings | undefined,
  yaml: YamlFile | undefined,
  flows: Iterable<string>,
  report: Report,
): void => {
  const known = [...flows];
  if (settings && yaml && !known.includes(settings.home))
    report(
      error(
        yaml.at(['home']),
        'unknown-flow',
        `home: names the flow "${settings.home}", which does not exist`,
        didYouMean(settings.home, known),
      ),
    );
};
