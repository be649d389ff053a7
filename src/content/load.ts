import { type Diagnostic, error, type Report } from '../base/diagnostic.ts';
import type { Locale } from '../base/locale.ts';
import type { YamlFile } from '../base/yaml.ts';
import { compileFlow, givesOf } from '../flow/compile.ts';
import type { Flow } from '../flow/model.ts';
import { type Answer, readAnswer } from './answer.ts';
import { type Calendar, readCalendar } from './calendar.ts';
import { type Fact, readFact } from './fact.ts';
import { type FileKindName, type Placed, placedIn } from './file-kinds.ts';
import { readUnits, type Units } from './format.ts';
import { readGeo } from './geo/read.ts';
import { readImports } from './imports.ts';
import { formatters, lazy } from './lazy.ts';
import { createMemory } from './memory.ts';
import { namesOf } from './names.ts';
import { type Place, readPlaces } from './place.ts';
import type { Quote } from './quotes/quote.ts';
import { readQuotes } from './quotes/read.ts';
import { readBook } from './read-text.ts';
import { readable } from './readable.ts';
import { type Release, releaseId } from './release.ts';
import { learnSafety, readSafety, type SafetyExamples } from './safety/safety.ts';
import { compileSearch } from './search/search.ts';
import { checkHome, readSettings } from './settings.ts';
import { readSources, type Source } from './source.ts';
import { readTable, type Table } from './table.ts';
import { readTalks } from './talk.ts';
import { type Book, createTexts } from './text.ts';
import { readAgreements } from './translation.ts';
import type { SourceFile } from './tree.ts';
import { readWords, type Words } from './words.ts';

export interface Loaded {
  /** Missing only when there are no settings to stand on. */
  readonly release: Release | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** A YAML file by its kind and name. */
interface Read {
  readonly id: string;
  readonly yaml: YamlFile;
}

/** Makes a release of files; every mistake of form is reported with its line, and as much as possible is loaded all the same. */
export const loadRelease = (found: readonly SourceFile[], memory = createMemory()): Loaded => {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (d) => diagnostics.push(d);
  const files = readable(found, report);
  const placed = placedIn(files, report);
  const yamls = placed.flatMap(({ kind, id, source }) => {
    const yaml = source.file.endsWith('.yaml') ? memory.yaml(source, report) : undefined;
    return yaml ? [{ kind, id, yaml }] : [];
  });
  const under = (wanted: FileKindName): readonly Read[] => yamls.filter(({ kind }) => kind === wanted);
  const rows = (wanted: FileKindName): readonly Placed[] => placed.filter(({ kind }) => kind === wanted);
  const of = (kinds: readonly FileKindName[]): readonly SourceFile[] =>
    placed.filter(({ kind }) => kinds.includes(kind)).map(({ source }) => source);
  const [{ yaml: settingsFile } = { yaml: undefined }] = under('settings');
  const settings = readSettings(settingsFile, report);
  const facts = new Map<string, Fact>();
  for (const { yaml, id } of under('facts')) readFacts(id, yaml, facts, report);
  const tables = readAll(under('table'), (id, yaml): Table | undefined => readTable(id, yaml, facts, report));
  const answers = readAll(under('answer'), (id, yaml): Answer | undefined => readAnswer(id, yaml, report));
  const calendars = readAll(under('calendar'), (id, yaml): Calendar | undefined => readCalendar(id, yaml, report));
  const words = readAll(under('words'), (_, yaml): Words | undefined => readWords(yaml, report));
  const safety = readAll(under('safety'), (_, yaml): SafetyExamples | undefined => readSafety(yaml, report));
  const sources = new Map<string, Source>();
  for (const { yaml } of under('sources')) readSources(yaml, sources, report);
  const places = new Map<string, readonly Place[]>();
  for (const { id, source } of rows('places')) places.set(id, readPlaces(source.file, source.text, report));
  const quotes = rows('quotes').flatMap(({ source }): readonly Quote[] => readQuotes(source.file, source.text, report));
  const geo = readGeo(under('geo')[0]?.yaml, files, places, report);
  const [importing] = under('imports');
  const imports = importing && readImports(importing.yaml, report);
  const units = new Map<Locale, Units>();
  for (const { yaml, id: locale } of under('units')) units.set(locale, readUnits(locale, yaml, report));
  const books = new Map<Locale, Map<string, Book>>();
  for (const { yaml, id } of under('texts')) {
    const [locale = '', name = ''] = id.split('.');
    books.set(locale, (books.get(locale) ?? new Map<string, Book>()).set(name, readBook(yaml, report)));
  }
  for (const answer of answers.values()) addAnswer(answer, books);
  const flowFiles = under('flow');
  const gives = new Map(flowFiles.map(({ id, yaml }) => [id, givesOf(yaml)]));
  const names = namesOf({ facts, tables, answers, places, calendars, quotes, countries: geo?.countries ?? [], gives });
  const flows = readAll(flowFiles, (id, yaml): Flow | undefined => compileFlow(id, yaml, names, report));
  checkHome(settings, settingsFile, flows.keys(), report);
  const talks = under('talks').map(({ yaml, id }) => readTalks(id, yaml, report));
  const spoken = spokenIn(facts);
  const search = lazy(() => memory.kept('search', [...of(SEARCHED), spoken], () => compileSearch(release as Release)));
  const heeding = lazy(() =>
    memory.kept('safety', [...of(HEEDED), spoken], () =>
      learnSafety(safety, { spellings: spellingsOf(words), meanings: search.get().meanings }),
    ),
  );
  const release: Release | undefined = settings && {
    id: releaseId(files),
    settings,
    flows,
    facts,
    tables,
    answers,
    places,
    geo,
    calendars,
    quotes,
    imports,
    texts: createTexts(books),
    units,
    formatter: formatters(settings, units),
    words,
    sources,
    talks,
    agreements: readAgreements(files),
    search: search.get,
    safety: heeding.get,
    prepare: function* () {
      yield* search.prepare();
      yield* heeding.prepare();
    },
  };
  return { release, diagnostics };
};

/** Files that search is made of, and those by which danger is told. */
const SEARCHED: readonly FileKindName[] = ['settings', 'answer', 'words'];
const HEEDED: readonly FileKindName[] = [...SEARCHED, 'safety'];

/** The words that facts are said in, which search reads within answers: all of them together, as one file. */
const spokenIn = (facts: ReadonlyMap<string, Fact>): SourceFile => ({
  file: 'content/facts',
  text: JSON.stringify([...facts].map(([id, { history }]) => [id, history.at(-1)?.spoken])),
});

const spellingsOf = (words: ReadonlyMap<Locale, Words>): ReadonlyMap<string, string> =>
  new Map([...words.values()].flatMap(({ search }) => Object.entries(search.spellings)));

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

const readAll = <T>(files: readonly Read[], read: (id: string, yaml: YamlFile) => T | undefined): Map<string, T> => {
  const all = new Map<string, T>();
  for (const { yaml, id } of files) {
    const one = read(id, yaml);
    if (one !== undefined) all.set(id, one);
  }
  return all;
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
