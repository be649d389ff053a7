import { z } from 'zod';
import { geoSchema } from '../content/geo/settings.ts';
import { importsSchema } from '../content/imports.ts';
import {
  answerSchema,
  calendarSchema,
  entrySchema,
  factSchema,
  settingsSchema,
  sourcesSchema,
  tableSchema,
  talkSchema,
  unitsSchema,
} from '../content/schema.ts';
import { safetySchema, wordsSchema } from '../content/word-schema.ts';
import { headingForm, letForm, stepNameForm } from '../flow/form.ts';
import { KINDS } from '../flow/kinds/index.ts';

/** One kind of file that editors write. */
export interface FileKind {
  /** The name of its schema: `schemas/<name>.json`. */
  readonly name: string;
  /** Where such files stand; those behind an exclamation mark are of another kind. */
  readonly files: readonly string[];
  readonly schema: z.ZodType;
}

/** Any step may work values out before all else. */
const stepForm = z.union(
  KINDS.map(({ form }) => ('let' in form.shape ? form : form.extend({ let: letForm.optional() }))),
);

const flowForm = headingForm.extend({ steps: z.record(stepNameForm, stepForm).describe('Each step by its name') });

/** Every kind of YAML file there is. */
export const FILE_KINDS: readonly FileKind[] = [
  { name: 'flow', files: ['flows/*.yaml', '!flows/*.talk.yaml'], schema: flowForm },
  { name: 'talks', files: ['flows/*.talk.yaml'], schema: talkSchema },
  {
    name: 'texts',
    files: ['content/texts/*/*.yaml', '!content/texts/*/units.yaml'],
    schema: z.record(z.string(), entrySchema),
  },
  { name: 'units', files: ['content/texts/*/units.yaml'], schema: unitsSchema },
  {
    name: 'facts',
    files: ['content/facts/*/*.yaml'],
    schema: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), factSchema),
  },
  { name: 'table', files: ['content/tables/*/*.yaml'], schema: tableSchema },
  { name: 'answer', files: ['content/answers/*/*.yaml'], schema: answerSchema },
  { name: 'sources', files: ['content/sources.yaml', 'content/sources/*.yaml'], schema: sourcesSchema },
  { name: 'calendar', files: ['content/calendars/*.yaml'], schema: calendarSchema },
  { name: 'words', files: ['content/words/*.yaml'], schema: wordsSchema },
  { name: 'safety', files: ['content/safety/*.yaml'], schema: safetySchema },
  { name: 'geo', files: ['content/geo/geo.yaml'], schema: geoSchema },
  { name: 'imports', files: ['content/imports.yaml'], schema: importsSchema },
  { name: 'settings', files: ['content/settings.yaml'], schema: settingsSchema },
];

/** Where schemas stand, from the folder that holds flows/ and content/. */
export const SCHEMA_FOLDER = 'schemas';

/** The JSON Schema of a kind of file, as an editor's tools read it: what may be written, before any default is filled in. */
export const jsonSchemaOf = ({ name, schema }: FileKind): string => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  const title = `Ventanilla: ${name}`;
  return `${JSON.stringify({ $schema, title, $comment: 'made by: ventanilla schemas', ...rest }, undefined, 2)}\n`;
};

const patternOf = (glob: string): RegExp =>
  new RegExp(
    `^${glob
      .split('*')
      .map((part) => RegExp.escape(part))
      .join('[^/]*')}$`,
  );

/** What kind of file stands at a path. */
export const kindOfFile = (file: string): FileKind | undefined =>
  FILE_KINDS.find(
    ({ files }) =>
      files.some((glob) => !glob.startsWith('!') && patternOf(glob).test(file)) &&
      !files.some((glob) => glob.startsWith('!') && patternOf(glob.slice(1)).test(file)),
  );

/** The first line of a file by which any editor that knows the YAML language server finds its schema. */
export const schemaLine = (file: string, { name }: FileKind): string =>
  `# yaml-language-server: $schema=${'../'.repeat(file.split('/').length - 1)}${SCHEMA_FOLDER}/${name}.json`;
