import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineCommand } from 'citty';
import { OperationalError } from '../base/operational-error.ts';
import { readTree } from '../content/tree.ts';
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

/** Files that do not yet name their schema, with the line in front. */
const linedUp = (dir: string): readonly (readonly [file: string, text: string])[] =>
  readTree(dir).flatMap(({ file, text }) => {
    const kind = kindOfFile(file);
    if (!kind || text.startsWith('# yaml-language-server:')) return [];
    return [[file, `${schemaLine(file, kind)}\n${text}`] as const];
  });

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
    const files = [
      ...FILE_KINDS.map((kind) => [`${SCHEMA_FOLDER}/${kind.name}.json`, jsonSchemaOf(kind)] as const),
      [SETTINGS, settingsIn(args.dir)] as const,
      ...(args.lines ? linedUp(args.dir) : []),
    ];
    for (const folder of [SCHEMA_FOLDER, '.vscode']) mkdirSync(join(args.dir, folder), { recursive: true });
    for (const [file, text] of files) {
      const path = join(args.dir, file);
      const changed = !existsSync(path) || readFileSync(path, 'utf8') !== text;
      if (changed) writeFileSync(path, text);
      process.stdout.write(`${file}: ${changed ? 'written' : 'as before'}\n`);
    }
  },
});
