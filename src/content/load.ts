import { type Diagnostic, error, type Report } from '../base/diagnostic.ts';
import type { Locale } from '../base/locale.ts';
import { readShape, readYaml, type YamlFile } from '../base/yaml.ts';
import { compileFlow, givesOf } from '../flow/compile.ts';
import type { Flow } from '../flow/model.ts';
import type { Names } from '../flow/scene.ts';
import type { Type } from '../flow/type.ts';
import { type Answer, readAnswer } from './answer.ts';
import { type Fact, readFact } from './fact.ts';
import { createFormatter, type Formatter, readUnits, type Units } from './format.ts';
import { type Place, readPlaces } from './place.ts';
import { readBook } from './read-text.ts';
import { type Release, releaseId, type Settings, type TalkFile } from './release.ts';
import { settingsSchema, talkSchema } from './schema.ts';
import { createSearch } from './search/search.ts';
import { readSources, type Source } from './source.ts';
import { readTable, type Table } from './table.ts';
import { type Book, createTexts } from './text.ts';
import type { SourceFile } from './tree.ts';
import { readWords, type Words } from './words.ts';

export interface Loaded {
  /** Missing only when there are no settings to stand on. */
  readonly release: Release | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes a release of files; every mistake of form is reported with its line, and as much as possible is loaded all the same. */
export const loadRelease = (files: readonly SourceFile[]): Loaded => {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (d) => diagnostics.push(d);
  const yamls = files.filter((f) => !f.file.endsWith('.csv')).map((f) => readYaml(f.file, f.text, report));
  const under = (pattern: RegExp): { yaml: YamlFile; id: string }[] =>
    yamls.flatMap((yaml) => {
      const match = yaml && pattern.exec(yaml.file);
      return match ? [{ yaml, id: match.slice(1).join('.') }] : [];
    });
  const settings = readSettings(under(/^content\/settings\.yaml$/)[0]?.yaml, report);
  const facts = new Map<string, Fact>();
  for (const { yaml, id } of under(/^content\/facts\/([a-z0-9_-]+)\/([a-z0-9_-]+)\.yaml$/))
    readFacts(id, yaml, facts, report);
  const tables = readAll(
    under(/^content\/tables\/([a-z0-9_-]+)\/([a-z0-9_-]+)\.yaml$/),
    (id, yaml): Table | undefined => readTable(id, yaml, facts, report),
  );
  const answers = readAll(
    under(/^content\/answers\/([a-z0-9_-]+)\/([a-z0-9_-]+)\.yaml$/),
    (id, yaml): Answer | undefined => readAnswer(id, yaml, report),
  );
  const words = readAll(under(/^content\/words\/([a-z]+)\.yaml$/), (_, yaml): Words | undefined =>
    readWords(yaml, report),
  );
  const sources = new Map<string, Source>();
  for (const { yaml } of under(/^content\/sources(?:\/[a-z0-9_-]+)?\.yaml$/)) readSources(yaml, sources, report);
  const places = new Map<string, readonly Place[]>();
  for (const { file, text } of files) {
    const kind = /^content\/places\/([a-z0-9_-]+)\.csv$/.exec(file)?.[1];
    if (kind) places.set(kind, readPlaces(file, text, report));
  }
  const books = new Map<Locale, Map<string, Book>>();
  const units = new Map<Locale, Units>();
  for (const { yaml, id } of under(/^content\/texts\/([a-z]+)\/([a-z0-9_-]+)\.yaml$/)) {
    const [locale = '', name = ''] = id.split('.');
    if (name === 'units') units.set(locale, readUnits(yaml, report));
    else books.set(locale, (books.get(locale) ?? new Map<string, Book>()).set(name, readBook(yaml, report)));
  }
  for (const answer of answers.values()) addAnswer(answer, books);
  const flowFiles = under(/^flows\/([a-z0-9-]+)\.yaml$/);
  const names = namesOf(facts, tables, answers, places, new Map(flowFiles.map(({ id, yaml }) => [id, givesOf(yaml)])));
  const flows = readAll(flowFiles, (id, yaml): Flow | undefined => compileFlow(id, yaml, names, report));
  const talks = under(/^flows\/([a-z0-9-]+)\.talk\.yaml$/).map(({ yaml, id }) => readTalks(id, yaml, report));
  const release: Release | undefined = settings && {
    id: releaseId(files),
    settings,
    flows,
    facts,
    tables,
    answers,
    places,
    texts: createTexts(books),
    units,
    formatter: formatters(settings, units),
    words,
    sources,
    talks,
    search: once(() => createSearch(release as Release)),
  };
  return { release, diagnostics };
};

/** What is costly to make and not always needed is made when it is first asked for. */
const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/** One formatter a language, made when it is first needed. */
const formatters = (settings: Settings, units: ReadonlyMap<Locale, Units>): Release['formatter'] => {
  const made = new Map<Locale, Formatter>();
  return (locale) => {
    const formatter =
      made.get(locale) ?? createFormatter(settings.languages[locale]?.format ?? locale, units.get(locale) ?? new Map());
    made.set(locale, formatter);
    return formatter;
  };
};

/** The book under which the texts of answers stand. */
export const ANSWERS = 'answers:';

const addAnswer = (answer: Answer, books: Map<Locale, Map<string, Book>>): void => {
  for (const [locale, text] of Object.entries(answer.text)) {
    const byName = books.get(locale) ?? new Map<string, Book>();
    books.set(locale, byName);
    const book = new Map(byName.get(ANSWERS) ?? []);
    byName.set(
      ANSWERS,
      book.set(answer.id, { key: answer.id, at: text.text?.at ?? answer.at, text, again: {}, options: new Map() }),
    );
  }
};

const readAll = <T>(
  files: readonly { yaml: YamlFile; id: string }[],
  read: (id: string, yaml: YamlFile) => T | undefined,
): Map<string, T> => {
  const all = new Map<string, T>();
  for (const { yaml, id } of files) {
    const one = read(id, yaml);
    if (one !== undefined) all.set(id, one);
  }
  return all;
};

const readSettings = (yaml: YamlFile | undefined, report: Report): Settings | undefined => {
  if (yaml) return readShape(yaml, [], settingsSchema, report);
  report(
    error(
      { file: 'content/settings.yaml', line: 1, column: 1 },
      'settings',
      'this file is missing',
      'it names the home flow, the time zone and the languages',
    ),
  );
  return undefined;
};

const readFacts = (prefix: string, yaml: YamlFile, facts: Map<string, Fact>, report: Report): void => {
  for (const key of Object.keys((yaml.value as Record<string, unknown> | null) ?? {})) {
    const id = `${prefix}.${key}`;
    if (!/^[a-z][a-z0-9_]*$/.test(key))
      report(error(yaml.keyAt([key]), 'name', `"${key}" cannot be the name of a fact`, 'small letters, digits and _'));
    const fact = readFact(id, yaml, [key], report);
    if (fact) facts.set(id, fact);
  }
};

const readTalks = (flow: string, yaml: YamlFile, report: Report): TalkFile => ({
  file: yaml.file,
  flow,
  talks: (readShape(yaml, [], talkSchema, report) ?? []).map((talk, i) => ({ ...talk, line: yaml.at([i]).line })),
});

const namesOf = (
  facts: ReadonlyMap<string, Fact>,
  tables: ReadonlyMap<string, Table>,
  answers: ReadonlyMap<string, Answer>,
  places: ReadonlyMap<string, unknown>,
  flows: ReadonlyMap<string, ReadonlyMap<string, Type>>,
): Names => ({
  fact: (id) => facts.get(id)?.type,
  facts: () => facts.keys(),
  table: (id) => tables.get(id),
  tables: () => tables.keys(),
  answers: () => answers.keys(),
  places: () => places.keys(),
  flows: () => flows.keys(),
  gives: (flow) => flows.get(flow) ?? new Map(),
});
