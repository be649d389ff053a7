import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, test } from 'vitest';
import { readYaml } from '../../src/base/yaml.ts';
import { FILE_KINDS, jsonSchemaOf, kindOfFile, SCHEMA_FOLDER, schemaLine } from '../../src/report/schemas.ts';
import { FOREIGN, filesOf, ROOT } from '../support/repository.ts';

const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictTuples: false });
const validators = new Map<string, ValidateFunction>(
  FILE_KINDS.map((kind) => [kind.name, ajv.compile(JSON.parse(jsonSchemaOf(kind)))]),
);
const isYaml = ({ file }: { readonly file: string }): boolean => file.endsWith('.yaml');
const parsed = (file: string, text: string): unknown =>
  readYaml(file, text, (d) => {
    throw new Error(d.message);
  })?.value;

const real = filesOf(ROOT)
  .filter(isYaml)
  .map(({ file, text }) => ({ file, value: parsed(file, text) }));

/** What a schema has against a file. */
const complaints = (file: string, value: unknown): readonly string[] => {
  const validate = validators.get(kindOfFile(file)?.name ?? '');
  if (!validate) return [`${file} has no schema`];
  return validate(value) ? [] : (validate.errors ?? []).map((e) => `${file}${e.instancePath} ${e.message}`);
};

/** The same value with the first key of this name misspelt, wherever it stands. */
const misspelt = (value: unknown, key: string): { readonly value: unknown; readonly done: boolean } => {
  if (typeof value !== 'object' || value === null) return { value, done: false };
  let done = false;
  const entries = Object.entries(value).map(([name, inner]): [string, unknown] => {
    if (done) return [name, inner];
    if (name === key && !Array.isArray(value)) {
      done = true;
      return [`${name}e`, inner];
    }
    const changed = misspelt(inner, key);
    done = changed.done;
    return [name, changed.value];
  });
  return { value: Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries), done };
};

describe('the schemas of the files that editors write', () => {
  test.each(FILE_KINDS)('$name: the written one is the one the program reads by', (kind) => {
    const file = join(ROOT, SCHEMA_FOLDER, `${kind.name}.json`);
    expect(existsSync(file), 'run: npx ventanilla schemas').toBe(true);
    expect(readFileSync(file, 'utf8'), 'run: npx ventanilla schemas').toBe(jsonSchemaOf(kind));
  });

  test('VS Code is told of each', () => {
    const settings = JSON.parse(readFileSync(join(ROOT, '.vscode/settings.json'), 'utf8'));
    expect(settings['yaml.schemas']).toEqual(
      Object.fromEntries(FILE_KINDS.map(({ name, files }) => [`./${SCHEMA_FOLDER}/${name}.json`, [...files]])),
    );
  });

  test('every file of this repository fits its own', () => {
    expect(real.length).toBeGreaterThan(100);
    expect(real.flatMap(({ file, value }) => complaints(file, value))).toEqual([]);
  });

  test('every file of a foreign organisation fits its own', () => {
    const files = filesOf(FOREIGN).filter(isYaml);
    expect(files.length).toBeGreaterThan(10);
    expect(files.flatMap(({ file, text }) => complaints(file, parsed(file, text)))).toEqual([]);
  });

  test.each([
    ['flow', 'start'],
    ['flow', 'steps'],
    ['flow', 'say'],
    ['flow', 'choose'],
    ['flow', 'ask'],
    ['flow', 'options'],
    ['flow', 'next'],
    ['flow', 'when'],
    ['flow', 'to'],
    ['flow', 'end'],
    ['talks', 'name'],
    ['talks', 'day'],
    ['talks', 'me'],
    ['talks', 'says'],
    ['talks', 'at'],
    ['texts', 'again'],
    ['texts', 'sms'],
    ['texts', 'options'],
    ['texts', 'label'],
    ['texts', 'also'],
    ['units', 'other'],
    ['facts', 'unit'],
    ['facts', 'history'],
    ['facts', 'value'],
    ['facts', 'until'],
    ['facts', 'checked'],
    ['table', 'inputs'],
    ['table', 'when'],
    ['answer', 'examples'],
    ['answer', 'text'],
    ['answer', 'sms'],
    ['answer', 'reviewed'],
    ['sources', 'title'],
    ['sources', 'retrieved'],
    ['calendar', 'rest'],
    ['words', 'commands'],
    ['words', 'danger'],
    ['words', 'search'],
    ['safety', 'harmless'],
    ['geo', 'aliases'],
    ['imports', 'corridors'],
    ['settings', 'home'],
    ['settings', 'format'],
  ])('%s: a misspelt "%s" is refused', (name, key) => {
    const tried = real
      .filter(({ file }) => kindOfFile(file)?.name === name)
      .map(({ file, value }) => ({ file, ...misspelt(value, key) }))
      .find(({ done }) => done);
    expect(tried).toBeDefined();
    expect(complaints(tried?.file ?? '', tried?.value)).not.toEqual([]);
  });

  test('say what a key means to whoever writes it', () => {
    const facts = JSON.parse(readFileSync(join(ROOT, SCHEMA_FOLDER, 'facts.json'), 'utf8'));
    expect(facts.additionalProperties.properties.review.description).toMatch(/^Days after/);
  });

  test('a file of no kind has none, and a line names the schema from where the file stands', () => {
    expect(kindOfFile('content/places/offices.csv')).toBeUndefined();
    expect(kindOfFile('flows/deep/down.yaml')).toBeUndefined();
    expect(kindOfFile('flows/a.talk.yaml')?.name).toBe('talks');
    expect(kindOfFile('content/texts/es/units.yaml')?.name).toBe('units');
    const [flow] = FILE_KINDS;
    if (!flow) throw new Error('there are no kinds');
    expect(schemaLine('flows/a.yaml', flow)).toBe('# yaml-language-server: $schema=../schemas/flow.json');
    expect(schemaLine('content/texts/es/a.yaml', flow)).toContain('=../../../schemas/');
  });
});
