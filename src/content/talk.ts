import { parseDay } from '../base/day.ts';
import { error, type Position, type Report } from '../base/diagnostic.ts';
import { type Path, readShape, type YamlFile } from '../base/yaml.ts';
import { type Talk, talkSchema } from './schema.ts';

/** Example conversations of one flow. */
export interface TalkFile {
  readonly file: string;
  readonly flow: string;
  readonly talks: readonly PlacedTalk[];
}

/** A conversation, and where each part of it stands. */
export interface PlacedTalk extends Talk {
  readonly place: (path: Path) => Position;
}

/** Reads `flows/<flow>.talk.yaml`; a talk on a day that never comes is left out. */
export const readTalks = (flow: string, yaml: YamlFile, report: Report): TalkFile => ({
  file: yaml.file,
  flow,
  talks: (readShape(yaml, [], talkSchema, report) ?? []).flatMap((talk, i): PlacedTalk[] => {
    if (parseDay(talk.day)) return [{ ...talk, place: (path) => yaml.at([i, ...path]) }];
    report(error(yaml.at([i, 'day']), 'talk', `there is no such day: ${talk.day}`));
    return [];
  }),
});
