import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCommand } from '../../src/dialog/command.ts';
import { openStore } from '../../src/store/open.ts';
import { KEPT, LEAST_PEOPLE } from '../../src/store/store.ts';
import { createTestDatabase, named, type TestDatabase, withoutPostgres } from '../support/postgres.ts';
import { filesOf, ROOT, releaseOf } from '../support/repository.ts';

const FOLDER = join(ROOT, 'docs/privacy');
const HOUR = 3_600_000;
/** How each notice says the units of time. */
const UNITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  es: { horas: HOUR, días: 24 * HOUR },
  en: { hours: HOUR, days: 24 * HOUR },
  fr: { heures: HOUR, jours: 24 * HOUR },
  pt: { horas: HOUR, dias: 24 * HOUR },
  ht: { èdtan: HOUR, jou: 24 * HOUR },
};
/** What Twilio says of itself, in days. */
const TWILIO = 400 * 24 * HOUR;

interface Line {
  /** `table.column`, one or several. */
  readonly columns: readonly string[];
  readonly what: string;
  readonly howLong: string;
}

const readNotice = (language: string) => {
  const text = readFileSync(join(FOLDER, `${language}.md`), 'utf8');
  const units = UNITS[language] ?? {};
  const times = (part: string): readonly number[] =>
    [...part.matchAll(/(\d+) (\p{L}+)/gu)].flatMap(([, count, unit = '']) =>
      units[unit] === undefined ? [] : [Number(count) * units[unit]],
    );
  const lines: readonly Line[] = [...text.matchAll(/^\| <!-- (.+?) --> (.+?) \| (.+?) \|$/gm)].map(
    ([, columns = '', what = '', howLong = '']) => ({ columns: columns.split(' '), what, howLong }),
  );
  return { text, lines, times };
};

const languages = Object.keys(UNITS);
const notices = new Map(languages.map((language) => [language, readNotice(language)]));
const original = readNotice('es');
const columnsIn = (lines: readonly Line[]): readonly string[] => lines.flatMap(({ columns }) => columns);

type Rows = readonly Readonly<Record<string, unknown>>[];

/** A database of either kind, as it really is. */
interface Real {
  readonly url: string;
  readonly columns: () => Promise<ReadonlyMap<string, readonly string[]>>;
  readonly rows: (table: string) => Promise<Rows>;
}

const sqlite = (file: string): Real => {
  const ask = (sql: string): Rows => {
    const db = new DatabaseSync(file);
    try {
      return db.prepare(sql).all();
    } finally {
      db.close();
    }
  };
  return {
    url: `sqlite:${file}`,
    columns: async () =>
      new Map(
        ask("SELECT name FROM sqlite_schema WHERE type = 'table'").map(({ name }) => [
          String(name),
          ask(`SELECT name FROM pragma_table_info('${String(name)}')`).map((column) => String(column['name'])),
        ]),
      ),
    rows: async (table) => ask(`SELECT * FROM ${table}`),
  };
};

const postgres = ({ url, query }: TestDatabase): Real => ({
  url,
  columns: async () => {
    const found = new Map<string, string[]>();
    for (const { table, column } of await query(
      `SELECT table_name AS table, column_name AS column FROM information_schema.columns
       WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, ordinal_position`,
    ))
      found.set(String(table), [...(found.get(String(table)) ?? []), String(column)]);
    return found;
  },
  rows: (table) => query(`SELECT * FROM ${table}`),
});

/** Midnight: terms are kept by the day. */
const AT = Date.UTC(2026, 2, 9);

/** Something in every table: a conversation, an opt-out, what was sent and what could not be, and a term that enough people used. */
const fill = async (url: string): Promise<void> => {
  const store = await openStore(url);
  const letter = (id: string) => ({ id, channel: 'sms', address: 'sealed', message: 'sealed', due: AT }) as const;
  await store.commit({
    person: 'ana',
    delivery: 'd1',
    version: 0,
    profile: 'sealed',
    state: 'sealed',
    reply: 'sealed',
    release: 'r1',
    consent: 'stopped',
    outbox: [letter('o1'), letter('o2')],
    at: AT,
  });
  await store.status('s1', AT);
  const said = { words: 'remolque', kind: 'none', locale: 'es' } as const;
  for (const who of Array.from({ length: LEAST_PEOPLE }, (_, i) => `w${i}`))
    await store.noteTerms([{ term: 't1', who, said }], AT);
  await store.releases.publish({ id: 'r1', counts: { files: 1 }, packed: 'packed' }, AT);
  await store.close();
};

const settle = async (url: string): Promise<void> => {
  const store = await openStore(url);
  expect(await store.claim(AT, 1000, 2)).toHaveLength(2);
  await store.settle('o1', { kind: 'sent', providerId: 'SM1' });
  await store.settle('o2', { kind: 'given-up', reason: '30003' });
  await store.close();
};

const sweep = async (url: string, at: number): Promise<void> => {
  const store = await openStore(url);
  await store.sweep(at);
  await store.close();
};

/** How long each column really holds something: 0 when it is emptied once its message was sent, Infinity when nothing erases it by time. */
const measure = async ({ url, columns, rows }: Real): Promise<ReadonlyMap<string, number>> => {
  const tables = await columns();
  const held = async (): Promise<ReadonlySet<string>> => {
    const full = new Set<string>();
    for (const table of tables.keys())
      for (const row of await rows(table))
        for (const [column, value] of Object.entries(row)) if (value !== null) full.add(`${table}.${column}`);
    return full;
  };
  await fill(url);
  const first = await held();
  await settle(url);
  let before = await held();
  const found = new Map([...first].filter((column) => !before.has(column)).map((column) => [column, 0]));
  for (const age of [...new Set(Object.values(KEPT))].sort((a, b) => a - b)) {
    await sweep(url, AT + age - 1);
    expect(await held(), 'nothing goes before its time').toEqual(before);
    await sweep(url, AT + age);
    const after = await held();
    for (const column of before) if (!after.has(column)) found.set(column, age);
    before = after;
  }
  for (const column of before) found.set(column, Number.POSITIVE_INFINITY);
  return found;
};

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-privacy-'));
const real = new Map<
  string,
  { readonly tables: ReadonlyMap<string, readonly string[]>; readonly kept: ReadonlyMap<string, number> }
>();
let database: TestDatabase | undefined;
const release = releaseOf(filesOf(ROOT));

beforeAll(async () => {
  const embedded = sqlite(join(folder, 'kept.db'));
  await (await openStore(embedded.url)).close();
  real.set('SQLite', { tables: await embedded.columns(), kept: await measure(embedded) });
  if (withoutPostgres) return;
  database = await createTestDatabase();
  const served = postgres(database);
  await (await openStore(served.url)).close();
  real.set('PostgreSQL', { tables: await served.columns(), kept: await measure(served) });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database?.drop();
});

describe('the privacy notice', () => {
  it('stands in each language, says where the others are, and the README leads to it', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(languages.map((language) => `${language}.md`).sort());
    for (const [language, { text }] of notices)
      for (const other of languages.filter((one) => one !== language))
        expect(text, language).toContain(`(${other}.md)`);
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain('(docs/privacy/es.md)');
  });

  it.each(languages)('%s: has the lines of the original, each with words of its own', (language) => {
    const { lines } = readNotice(language);
    expect(lines.map(({ columns }) => columns)).toEqual(original.lines.map(({ columns }) => columns));
    const columns = columnsIn(lines);
    expect(new Set(columns).size).toBe(columns.length);
    for (const { what } of lines) expect(what.length, what).toBeGreaterThan(3);
  });

  it.each(languages)('%s: has as many parts and as many points as the original', (language) => {
    const shape = (text: string) => text.split('\n').map((line) => /^(#+|- |\||)/.exec(line)?.[0]);
    expect(shape(readNotice(language).text)).toEqual(shape(original.text));
  });

  it.each(languages)('%s: says no time that is none of the program', (language) => {
    const { text, times } = readNotice(language);
    const said = new Set(times(text));
    expect([...said].filter((time) => time !== TWILIO).sort()).toEqual([...new Set(Object.values(KEPT))].sort());
    expect(said.has(TWILIO)).toBe(true);
    expect(text).toMatch(/\b911\b/);
    const others = text
      .replace(/<!--.*?-->/g, '')
      .match(/\d+/g)
      ?.filter((number) => !times(text).some((time) => [time / HOUR, time / HOUR / 24].includes(Number(number))));
    // What is left: 911, how many people must have said a word, and an amount as an example.
    expect(new Set(others)).toEqual(new Set(['911', '700', String(LEAST_PEOPLE)]));
  });

  it.each(languages)(
    '%s: writes in bold capitals only words that the program understands, so too how to be forgotten',
    (language) => {
      const words = [...readNotice(language).text.matchAll(/\*\*(\p{Lu}{3,})\*\*/gu)]
        .map(([, word = '']) => word)
        .filter((word) => word !== 'SMS');
      const said = words.map((word) => [word, readCommand(release, word, 'es')?.name] as const);
      expect(said.filter(([, name]) => name === undefined)).toEqual([]);
      expect(new Set(said.map(([, name]) => name))).toEqual(new Set(['forget', 'stop', 'start']));
    },
  );
});

describe.each(['SQLite', 'PostgreSQL'])('%s', (kind) => {
  const title = kind === 'PostgreSQL' ? named : (text: string) => text;
  const skip = kind === 'PostgreSQL' && withoutPostgres;

  it.skipIf(skip)(title('has no column that a notice leaves out'), () => {
    const columns = [...(real.get(kind)?.tables ?? [])].flatMap(([table, names]) =>
      names.map((name) => `${table}.${name}`),
    );
    expect(columns.length).toBeGreaterThan(30);
    for (const [language, { lines }] of notices) {
      const said = new Set(columnsIn(lines));
      expect(
        columns.filter((column) => !said.has(column)),
        language,
      ).toEqual([]);
    }
  });

  it.skipIf(skip)(title('has every column that a notice names'), () => {
    const tables = real.get(kind)?.tables;
    expect(
      columnsIn(original.lines).filter(
        (column) => !tables?.get(column.split('.')[0] ?? '')?.includes(column.split('.')[1] ?? ''),
      ),
    ).toEqual([]);
  });

  it.skipIf(skip)(title('keeps each of them as long as the notices say'), () => {
    const kept = real.get(kind)?.kept ?? new Map<string, number>();
    for (const [language, { lines, times }] of notices)
      for (const { columns, howLong } of lines)
        for (const column of columns.filter((one) => kept.has(one))) {
          const measured = kept.get(column) ?? 0;
          const ends = measured > 0 && Number.isFinite(measured);
          expect(times(howLong), `${language} ${column}`).toEqual(ends ? [measured] : []);
        }
    // Nothing of the tables is left unmeasured.
    const all = [...(real.get(kind)?.tables ?? [])].flatMap(([table, names]) =>
      names.map((name) => `${table}.${name}`),
    );
    expect(all.filter((column) => !kept.has(column))).toEqual([]);
  });
});
