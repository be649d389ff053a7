import { error, type Report } from '../base/diagnostic.ts';
import { nearestName } from '../base/spelling.ts';
import type { SourceFile } from './tree.ts';

/** What may stand for each name in angle brackets. */
const NAMES: Readonly<Record<string, string>> = {
  flow: '[a-z0-9-]+',
  language: '[a-z]{2,3}',
  name: '[a-z0-9_-]+',
  topic: '[a-z0-9_-]+',
};

/** Every kind of file there is, with what such files are called. Where two fit, the first one counts. */
const FORMS = {
  flow: ['flows/<flow>.yaml'],
  talks: ['flows/<flow>.talk.yaml'],
  units: ['content/texts/<language>/units.yaml'],
  texts: ['content/texts/<language>/<name>.yaml'],
  facts: ['content/facts/<topic>/<name>.yaml'],
  table: ['content/tables/<topic>/<name>.yaml'],
  answer: ['content/answers/<topic>/<name>.yaml'],
  sources: ['content/sources.yaml', 'content/sources/<name>.yaml'],
  calendar: ['content/calendars/<name>.yaml'],
  places: ['content/places/<name>.csv'],
  quotes: ['content/quotes/<name>.csv'],
  words: ['content/words/<language>.yaml'],
  safety: ['content/safety/<language>.yaml'],
  translations: ['content/translations/<language>.tsv'],
  geo: ['content/geo/geo.yaml'],
  towns: ['content/geo/cities.tsv', 'content/geo/codes.tsv'],
  imports: ['content/imports.yaml'],
  settings: ['content/settings.yaml'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type FileKindName = keyof typeof FORMS;

/** Which kind of file this is, and the name by which the rest of the content knows it. */
export interface Standing {
  readonly kind: FileKindName;
  readonly id: string;
}

export interface Placed extends Standing {
  readonly source: SourceFile;
}

const NAME = /<(\w+)>/;

/** Each name in angle brackets stands at every second place. */
const patternOf = (form: string): RegExp =>
  new RegExp(
    `^${form
      .split(NAME)
      .map((part, i) => (i % 2 === 1 ? `(${NAMES[part]})` : RegExp.escape(part)))
      .join('')}$`,
  );

const PATTERNS = (Object.keys(FORMS) as FileKindName[]).flatMap((kind) =>
  FORMS[kind].map((form) => ({ kind, form, pattern: patternOf(form) })),
);

/** The kind of the file that stands at a path; undefined where nothing would read it. */
export const standingOf = (file: string): Standing | undefined => {
  for (const { kind, pattern } of PATTERNS) {
    const match = pattern.exec(file);
    if (match) return { kind, id: match.slice(1).join('.') };
  }
  return undefined;
};

/** Where the files of a kind stand, as editors' tools are told. */
export const globsOf = (kind: FileKindName): readonly string[] =>
  FORMS[kind].map((form) => form.replaceAll(/<\w+>/g, '*'));

/** The files by their kinds. One that nothing reads is reported: whoever wrote it takes it for content. */
export const placedIn = (files: readonly SourceFile[], report: Report): readonly Placed[] =>
  files.flatMap((source) => {
    const standing = standingOf(source.file);
    if (standing) return [{ ...standing, source }];
    report(
      error(
        { file: source.file, line: 1, column: 1 },
        'file',
        'nothing reads a file of this name',
        hintFor(source.file),
      ),
    );
    return [];
  });

/** What the file may have been meant to be called; else what such files are called. */
const hintFor = (file: string): string => {
  const near = PATTERNS.flatMap(({ form }) => meant(file, form) ?? []);
  if (near.length > 0) return `did you mean "${nearestName(file, near) ?? near[0]}"?`;
  const folders = PATTERNS.filter(({ form }) => form.split('/')[0] === file.split('/')[0]);
  const second = nearestName(
    sectionOf(file),
    folders.map(({ form }) => sectionOf(form)),
  );
  const forms = folders.filter(({ form }) => form.startsWith('flows/') || sectionOf(form) === second);
  if (forms.length > 0) return `such files are called ${forms.map(({ form }) => form).join(' or ')}`;
  return `known in content/: ${[...new Set(folders.map(({ form }) => sectionOf(form)))].join(', ')}`;
};

/** A name without its ending, and the ending. */
const halves = (name: string): readonly [stem: string, ending: string] => {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
};

/** What comes after `content/`: a folder, or a file without its ending. */
const sectionOf = (path: string): string => halves(path.split('/')[1] ?? '')[0];

/** The path of this form that is nearest to the given one, where only spelling keeps them apart. */
const meant = (file: string, form: string): string | undefined => {
  const [given, wanted] = [file.split('/'), form.split('/')];
  if (given.length !== wanted.length) return undefined;
  const parts = wanted.flatMap((part, i) => meantPart(given[i] ?? '', part) ?? []);
  return parts.length === wanted.length ? parts.join('/') : undefined;
};

const meantPart = (given: string, wanted: string): string | undefined => {
  const plain = given
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\.yml$/, '.yaml')
    .replace(/\s+/g, '-');
  if (NAME.test(wanted)) return [plain, plain.replaceAll('_', '-')].find((name) => patternOf(wanted).test(name));
  const [[stem, ending], [known, due]] = [halves(plain), halves(wanted)];
  return ending === due && nearestName(stem, [known]) ? wanted : undefined;
};
