import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineCommand } from 'citty';
import type { Report } from '../base/diagnostic.ts';
import { OperationalError } from '../base/operational-error.ts';
import { visible } from '../base/visible.ts';
import { readYaml } from '../base/yaml.ts';
import { readable } from '../content/readable.ts';
import { readTree, type SourceFile } from '../content/tree.ts';
import { FILE_KINDS, jsonSchemaOf, kindOfFile, SCHEMA_FOLDER, schemaLine } from '../report/schemas.ts';
import { dirOption } from './options.ts';

const SETTINGS = '.vscode/settings.json';
const ASSOCIATIONS = 'yaml.schemas';

/** The settings of VS Code, with which schema is for which files; whatever else stands there stays. */
const settingsIn = (dir: string): string => {
  const file = join(dir, SETTINGS);
  const known = existsSync(file) ? readJson(file) : {};
  const others = Object.entries((known[ASSOCIATIONS] ?? {}) as Record<string, unknown>).filter(
    ([schema]) => !schema.startsWith(`./${SCHEMA_FOLDER}/`),
  );
  const own = FILE_KINDS.map(({ name, files }) => [`./${SCHEMA_FOLDER}/${name}.json`, files] as const);
  return `${JSON.stringify({ ...known, [ASSOCIATIONS]: Object.fromEntries([...others, ...own]) }, undefined, 2)}\n`;
};

const readJson = (file: string): Record<string, unknown> => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch (cause) {
    throw new OperationalError('bad-settings', `${file} is not plain JSON: ${(cause as Error).message}`, { cause });
  }
};

interface Lined {
  readonly written: readonly (readonly [file: string, text: string])[];
  /** Why others are left as they are, by file. */
  readonly left: ReadonlyMap<string, string>;
}

const BYTE_ORDER_MARK = '\ufeff';

/** Files that do not yet name their schema, with the line in front. What `check` does not read would come back otherwise than it stands there. */
const linedUp = (dir: string): Lined => {
  const left = new Map<string, string>();
  const report: Report = ({ file, message }) => left.set(file, left.get(file) ?? message);
  const known = readTree(dir).filter(({ file }) => kindOfFile(file));
  const files = readable(known, report).filter(({ file, text }) => readYaml(file, text, report));
  return { written: files.flatMap(withLine), left };
};

const withLine = ({ file, text }: SourceFile): readonly (readonly [file: string, text: string])[] => {
  const [kind, mark] = [kindOfFile(file), text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : ''];
  const words = text.slice(mark.length);
  if (!kind || words.startsWith('# yaml-language-server:')) return [];
  return [[file, `${mark}${schemaLine(file, kind)}\n${words}`]];
};

export const schemas = defineCommand({
  meta: {
    name: 'schemas',
    description: 'writes the JSON Schema of every kind of file that editors write, and tells VS Code of them',
  },
  args: {
    lines: { type: 'boolean', description: 'also name the schema in the first line of each file, for other editors' },
    dir: dirOption,
  },
  run: ({ args }) => {
    const lined = args.lines ? linedUp(args.dir) : undefined;
    const files = [
      ...FILE_KINDS.map((kind) => [`${SCHEMA_FOLDER}/${kind.name}.json`, jsonSchemaOf(kind)] as const),
      [SETTINGS, settingsIn(args.dir)] as const,
      ...(lined?.written ?? []),
    ];
    for (const folder of [SCHEMA_FOLDER, '.vscode'].map((name) => join(args.dir, name)))
      if (!existsSync(folder)) mkdirSync(folder);
    for (const [file, text] of files) {
      const path = join(args.dir, file);
      const changed = !existsSync(path) || readFileSync(path, 'utf8') !== text;
      if (changed) writeFileSync(path, text);
      process.stdout.write(`${file}: ${changed ? 'written' : 'as before'}\n`);
    }
    for (const [file, why] of lined?.left ?? [])
      process.stdout.write(`${visible(file)}: left as it is, ${visible(why)}\n`);
  },
});
