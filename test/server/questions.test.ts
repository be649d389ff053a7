import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPersonKey } from '../../src/base/keys.ts';
import { TABLES } from '../../src/store/tables.ts';
import { townFiles } from '../content/search/town.ts';
import { type Doors, openDoors, twilioText, twimlText } from '../support/doors.ts';
import { createTestDatabase, named, type TestDatabase, withoutPostgres } from '../support/postgres.ts';
import { ROOT } from '../support/repository.ts';

const run = promisify(execFile);
const files = townFiles();
const folder = mkdtempSync(join(tmpdir(), 'ventanilla-questions-'));
const town = join(folder, 'town');
for (const { file, text } of files) {
  mkdirSync(dirname(join(town, file)), { recursive: true });
  writeFileSync(join(town, file), text);
}
afterAll(() => rmSync(folder, { recursive: true }));

const NOW = '2026-03-09T12:00:00Z';
const KEY = newPersonKey();
const people = ['+15005550101', '+15005550102', '+15005550103'] as const;

/** What one of them asks; nothing of it may be seen but what all three have in common and is no name and no number. */
const question = (who: number): string =>
  `hola soy Wenceslaa Xochitiotzin, mi tel es 55 8642 97${who}3, mi primo wenceslao${'abc'[who]} quiere trombones en tlatelolco curp WEXO850101HDF, escribe a xochi${who}@example.org`;
// Sealed bytes may spell four letters by chance: what is short stands as a word of its own.
const NEVER = [/wencesla/i, /xochi/i, /\b8642\b/, /\b97[012]3\b/, /\bwexo\b|wexo85/i, /example\.org/i, /\+1500555/];

const ask = async (doors: Doors, who: number, sid?: string): Promise<string> =>
  twimlText((await doors.twilio(twilioText(people[who] ?? '', question(who), sid))).body);

const cli = (databaseUrl: string, ...args: readonly string[]) =>
  run(process.execPath, ['bin/ventanilla.js', 'questions', '--dir', town, ...args], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: databaseUrl, PERSON_KEY: KEY, NOW },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }) => ({ code, out: stdout, err: stderr }),
  );

const listOf = async (doors: Doors, query = ''): Promise<readonly { term: string; people: number }[]> => {
  const answer = await fetch(`${doors.url}/workshop/questions${query}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return ((await answer.json()) as { questions: { term: string; people: number }[] }).questions;
};

/** Three people, one after the other, and what can be seen after each of them: by editors, and in whatever is kept. */
const tellStory = async (databaseUrl: string, kept: () => Promise<string>): Promise<void> => {
  const doors = await openDoors(files, () => Date.parse(NOW), { DATABASE_URL: databaseUrl, PERSON_KEY: KEY });
  const seen = async (): Promise<string> => `${await kept()}${doors.logged()}`;
  for (const who of [0, 1]) {
    const sid = `SM${String(who).repeat(32)}`;
    const reply = await ask(doors, who, sid);
    expect(await ask(doors, who, sid)).toBe(reply);
    await ask(doors, who);
  }
  await expect.poll(() => listOf(doors)).toEqual([]);
  const early = await seen();
  for (const pattern of [...NEVER, /trombon/i, /tlatelolco/i]) expect(early).not.toMatch(pattern);
  expect(await cli(databaseUrl)).toEqual({
    code: 0,
    out: 'nothing that 3 different people asked in the last 30 days\n',
    err: '',
  });
  expect(await cli(databaseUrl, '--json')).toEqual({ code: 0, out: '', err: '' });

  await ask(doors, 2);
  await expect.poll(async () => (await listOf(doors)).map(({ term }) => term)).toContain('tlatelolco');
  const terms = (await listOf(doors)).map(({ term }) => term);
  expect(terms).toContain('trombones tlatelolco');
  expect((await listOf(doors)).every(({ people: count }) => count === 3)).toBe(true);
  const { out } = await cli(databaseUrl);
  expect(out).toMatch(/^ {3}3 {2}es {2}2026-03-09 {2}tlatelolco {2}content\/answers\/library\/\w+\.yaml$/m);
  const lines = (await cli(databaseUrl, '--json', '--days', '7')).out.trimEnd().split('\n');
  expect(lines.map((line: string) => JSON.parse(line))).toEqual(await listOf(doors));
  for (const pattern of NEVER) expect((await seen()) + out + lines.join('')).not.toMatch(pattern);
  expect(await kept()).toMatch(/tlatelolco/);

  await doors.twilio(twilioText(people[0], 'borrar'));
  expect(await listOf(doors)).toEqual([]);
  expect(await kept()).not.toMatch(/tlatelolco/);
  await doors.close();
};

describe('questions without an answer, from the door to the editors', () => {
  it('show nothing of two people and no name or number of three, in SQLite', async () => {
    const place = join(folder, 'kept');
    // Another process reads: closing these files in this one would take the locks of the store away.
    await tellStory(`sqlite:${place}/kept.db`, async () => {
      const names = readdirSync(place).map((file) => join(place, file));
      return (await run('cat', names, { encoding: 'latin1', maxBuffer: 1e8 })).stdout;
    });
  });

  describe.skipIf(withoutPostgres)(named('in PostgreSQL'), () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await createTestDatabase();
    });
    afterAll(() => database.drop());

    it('show no more', async () => {
      await tellStory(database.url, async () => {
        const rows: unknown[] = [];
        for (const { name } of TABLES) rows.push(await database.query(`SELECT * FROM ${name}`));
        return JSON.stringify(rows);
      });
    });
  });

  it('are listed to editors only, for a number of days that makes sense', async () => {
    const doors = await openDoors(files, () => Date.parse(NOW));
    for (const query of ['?days=1', '?days=30', '']) expect(await listOf(doors, query)).toEqual([]);
    for (const query of ['?days=0', '?days=31', '?days=x', '?days=', '?days=1&days=2', '?days=1e1']) {
      const answer = await fetch(`${doors.url}/workshop/questions${query}`);
      expect(answer.status, query).toBe(400);
      expect(await answer.json()).toMatchObject({ error: { field: 'days' } });
    }
    const far = await fetch(`${doors.url}/workshop/questions`, { headers: { 'x-forwarded-for': '10.0.0.7' } });
    expect([far.status, await far.text()]).toEqual([404, '']);
    await doors.close();
  });

  it('without a database, or for a strange number of days, are an error in one line', async () => {
    const nowhere = join(folder, 'nowhere', 'kept.db');
    expect(await cli(`sqlite:${nowhere}`)).toEqual({
      code: 1,
      out: '',
      err: 'there is no database file where DATABASE_URL says\n',
    });
    for (const days of ['0', '31', 'x'])
      expect(await cli(`sqlite:${nowhere}`, '--days', days)).toEqual({
        code: 1,
        out: '',
        err: '--days must be a whole number from 1 to 30\n',
      });
  });
});
