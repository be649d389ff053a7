import { z } from 'zod';
import { type FileKindName, globsOf, standingOf } from '../content/file-kinds.ts';
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
  readonly name: FileKindName;
  /** Where such files stand; those behind an exclamation mark are of another kind. */
  readonly files: readonly string[];
  readonly schema: z.ZodType;
}

/** Any step may work values out before all else. */
const stepForm = z.union(
  KINDS.map(({ form }) => ('let' in form.shape ? form : form.extend({ let: letForm.optional() }))),
);

const flowForm = headingForm.extend({ steps: z.record(stepNameForm, stepForm).describe('Each step by its name') });

const SCHEMAS: readonly (readonly [name: FileKindName, schema: z.ZodType])[] = [
  ['flow', flowForm],
  ['talks', talkSchema],
  ['texts', z.record(z.string(), entrySchema)],
  ['units', unitsSchema],
  ['facts', z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), factSchema)],
  ['table', tableSchema],
  ['answer', answerSchema],
  ['sources', sourcesSchema],
  ['calendar', calendarSchema],
  ['words', wordsSchema],
  ['safety', safetySchema],
  ['geo', geoSchema],
  ['imports', importsSchema],
  ['settings', settingsSchema],
];

const patternOf = (glob: string): RegExp =>
  new RegExp(
    `^${glob
      .split('*')
      .map((part) => RegExp.escape(part))
      .join('[^/]*')}$`,
  );

/** The globs of a kind, and those of narrower kinds that would fall under them. */
const globsFor = (name: FileKindName): readonly string[] => {
  const own = globsOf(name);
  const others = SCHEMAS.flatMap(([other]) => (other === name ? [] : globsOf(other)));
  const within = others.filter((glob) => own.some((wide) => patternOf(wide).test(glob)));
  return [...own, ...within.map((glob) => `!${glob}`)];
};

/** Every kind of YAML file there is. */
export const FILE_KINDS: readonly FileKind[] = SCHEMAS.map(([name, schema]) => ({
  name,
  files: globsFor(name),
  schema,
}));

/** Where schemas stand, from the folder that holds flows/ and content/. */
export const SCHEMA_FOLDER = 'schemas';

/** The JSON Schema of a kind of file, as an editor's tools read it: what may be written, before any default is filled in. */
export const jsonSchemaOf = ({ name, schema }: FileKind): string => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  const title = `Ventanilla: ${name}`;
  return `${JSON.stringify({ $schema, title, $comment: 'made by: ventanilla schemas', ...rest }, undefined, 2)}\n`;
};

/** What kind of file stands at a path. */
export const kindOfFile = (file: string): FileKind | undefined => {
  const standing = standingOf(file);
  return FILE_KINDS.find(({ name }) => name === standing?.kind);
};

/** The first line of a file by which any editor that knows the YAML language server finds its schema. */
export const schemaLine = (file: string, { name }: FileKind): string =>
  `# yaml-language-server: $schema=${'../'.repeat(file.split('/').length - 1)}${SCHEMA_FOLDER}/${name}.json`;
