import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { OperationalError } from '../../src/base/operational-error.ts';
import { readConfig } from '../../src/config.ts';
import { keptKeys } from '../../src/store/kept-keys.ts';
import { signature, twilioText } from '../support/doors.ts';
import { EVERYTHING, leaksIn, PLANTED } from '../support/planted.ts';
import { createTestDatabase, named, withoutPostgres } from '../support/postgres.ts';
import { FOREIGN, ROOT } from '../support/repository.ts';

type Settings = Readonly<Record<string, string>>;

const PUBLIC_URL = 'https://bot.example.org';
const ACCOUNT = `AC${'0'.repeat(32)}`;
const folder = mkdtempSync(join(tmpdir(), 'ventanilla-planted-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SECRETS: Settings = {
  PERSON_KEY: PLANTED.personKey,
  TWILIO_AUTH_TOKEN: PLANTED.authToken,
  TELEGRAM_BOT_TOKEN: PLANTED.botToken,
  TELEGRAM_WEBHOOK_SECRET: PLANTED.webhookSecret,
  WORKSHOP_TOKEN: PLANTED.workshopToken,
};
const ALL: Settings = { ...SECRETS, PUBLIC_URL, TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_SMS_FROM: '+15005550200' };

const clean = (settings: Settings): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'] ?? '', ...settings });

const ventanilla = (args: readonly string[], settings: Settings, typed = '') => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['bin/ventanilla.js', ...args], {
    cwd: ROOT,
    input: typed,
    encoding: 'utf8',
    env: clean(settings),
    timeout: 110_000,
  });
  return { code: status, out: stdout, err: stderr };
};

/** A server in a process of its own, with everything that it prints. */
const serve = async (settings: Settings) => {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', join(ROOT, 'test/support/crash.mjs'), 'bin/ventanilla.js', 'serve', '--dir', FOREIGN],
    { cwd: ROOT, env: clean({ ...ALL, PORT: '0', LOG_LEVEL: 'trace', PLANTED: EVERYTHING, ...settings }) },
  );
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (part: Buffer) => {
      printed += part.toString('latin1');
    });
  const ended = new Promise<number | null>((done) => child.on('exit', done));
  await expect.poll(() => printed).toMatch(/listens on http/);
  return {
    pid: child.pid ?? 0,
    url: /http:\/\/localhost:\d+/.exec(printed)?.[0].replace('localhost', '127.0.0.1') ?? '',
    printed: () => printed,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    ended,
  };
};

/** What anybody on the machine can read of the processes that a process began, itself included. */
const listed = (pid: number): string =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const parent = / (\d+) /.exec(readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) ./, ''))?.[1];
        return Number(name) === pid || Number(parent) === pid ? [readFileSync(`/proc/${name}/cmdline`, 'utf8')] : [];
      } catch {
        // It ended meanwhile.
        return [];
      }
    })
    .join('\n');

describe('a server process', () => {
  it('says nothing of what it is given or told, at the most talkative level and with the libraries’ own', async () => {
    const server = await serve({ DATABASE_URL: `sqlite:${folder}/said.db`, DEBUG: '*' });
    const path = '/webhooks/twilio';
    const form = { ...twilioText(PLANTED.phone, PLANTED.words), ProfileName: PLANTED.firstName };
    const reply = await fetch(server.url + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signature(PUBLIC_URL + path, form, PLANTED.authToken),
      },
      body: new URLSearchParams(form).toString(),
    });
    expect(reply.status).toBe(200);
    expect(listed(server.pid)).toContain('ventanilla.js');
    expect(leaksIn(listed(server.pid))).toEqual([]);
    server.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(server.printed()).toContain('"msg":"turn"');
    expect(leaksIn(server.printed())).toEqual([]);
  });

  it.each([
    ['an error that nobody caught', {}],
    ['another one while it closes', { PLANTED_TWICE: '1' }],
    ['something thrown that is no error', { PLANTED_TEXT: '1' }],
  ])('that ends by %s tells where it rose, and nothing that it holds', async (_, how: Settings) => {
    const server = await serve({ DATABASE_URL: 'sqlite::memory:', ...how });
    server.kill('SIGWINCH');
    expect(await server.ended).toBe(1);
    expect(server.printed()).toMatch(/"error":"TypeError","stack":\["at [^"]*crash\.mjs:\d+:\d+/);
    expect(server.printed()).toContain('"msg":"stopped by an error"');
    expect(leaksIn(server.printed())).toEqual([]);
  });
});

describe('a setting that cannot be used', () => {
  const bad: readonly Settings[] = [
    { PORT: PLANTED.words },
    { PUBLIC_URL: `ftp://${PLANTED.words}:${PLANTED.databasePassword}@example.org` },
    { PUBLIC_URL: PLANTED.words },
    { NOW: PLANTED.words },
    { LOG_LEVEL: PLANTED.words },
    { PERSON_KEY: PLANTED.words },
    { PERSON_KEY: `${PLANTED.personKey},${PLANTED.personKey}` },
    { PERSON_KEY: `${PLANTED.personKey},` },
    { PERSON_KEY: `${PLANTED.personKey}!` },
    { TELEGRAM_MODE: PLANTED.words },
    { TELEGRAM_WEBHOOK_SECRET: `${PLANTED.webhookSecret}!` },
    { TELEGRAM_WEBHOOK_SECRET: '' },
    { TELEGRAM_BOT_TOKEN: ' ' },
    { TWILIO_AUTH_TOKEN: `${PLANTED.authToken},` },
    { TWILIO_ACCOUNT_SID: '' },
    { WORKSHOP_TOKEN: '' },
    { DATABASE_URL: `postgres://u:${PLANTED.databasePassword}@localhost/x`, PERSON_KEY: '' },
  ];
  it.each(bad.map((settings) => [Object.keys(settings).join(' and '), settings] as const))(
    'is named: %s',
    (_, settings) => {
      let said = '';
      try {
        readConfig({ ...ALL, ...settings });
      } catch (thrown) {
        said = (thrown as Error).message;
      }
      expect(
        Object.keys(settings)
          .concat('TWILIO_AUTH_TOKEN', 'PERSON_KEY')
          .some((name) => said.includes(name)),
      ).toBe(true);
      expect(leaksIn(said)).toEqual([]);
    },
  );

  // A file where a folder would have to be.
  writeFileSync(join(folder, PLANTED.words), '');
  const URLS = [
    `mysql://u:${PLANTED.databasePassword}@localhost/x`,
    `postgres://u:${PLANTED.databasePassword}@local host/x`,
    `postgres://u:${PLANTED.databasePassword}%zz@127.0.0.1:9/x`,
    `postgres://u:${PLANTED.databasePassword}@127.0.0.1:9/x`,
    `postgres://u:${PLANTED.databasePassword}@127.0.0.1:9/x?pool=${PLANTED.words}`,
    `postgres://u:${PLANTED.databasePassword}@127.0.0.1:99999/x`,
    `postgres://u:${PLANTED.databasePassword}@127.0.0.1:9/x?sslmode=${PLANTED.words}`,
    `postgres://u:${PLANTED.databasePassword}@127.0.0.1:9/x?sslcert=/${PLANTED.words}`,
    `postgres://u:${PLANTED.databasePassword}@127.0.0.1:9/x?options=${PLANTED.words}`,
    `sqlite:${join(folder, PLANTED.words)}/x.db`,
    'sqlite:/',
    `sqlite:/proc/${PLANTED.words}/x.db`,
    PLANTED.databasePassword,
  ];
  it.each(URLS.map((url, i) => [i, url] as const))('is not repeated: DATABASE_URL %i', (_, url) => {
    const { code, out, err } = ventanilla(['serve', '--dir', FOREIGN], { ...ALL, DATABASE_URL: url, PORT: '0' });
    expect(code).toBe(1);
    expect(err).toContain('DATABASE_URL');
    expect(leaksIn(out + err)).toEqual([]);
  });

  it('is not repeated by the key that would stand beside the store', () => {
    const locked = join(folder, `${PLANTED.words}-locked`);
    mkdirSync(join(locked, 'person.key'), { recursive: true });
    for (const path of [
      join(folder, PLANTED.words),
      join(folder, PLANTED.words, 'deep'),
      `/proc/${PLANTED.words}`,
      locked,
    ]) {
      let thrown: unknown;
      try {
        keptKeys(`sqlite:${path}/x.db`);
      } catch (cause) {
        thrown = cause;
      }
      expect(thrown, path).toBeInstanceOf(OperationalError);
      expect((thrown as Error).message).toMatch(/DATABASE_URL names .* \([A-Z]+\)$/);
      expect(leaksIn((thrown as Error).message)).toEqual([]);
    }
  });
});

describe('the command line', () => {
  const away = `postgres://u:${PLANTED.databasePassword}@127.0.0.1:9/x`;
  const broken = join(folder, 'broken');
  mkdirSync(broken);
  writeFileSync(join(broken, 'kept.db'), EVERYTHING.repeat(40));

  it.each([
    ['export', []],
    ['forget', []],
    ['keys', ['status']],
    ['questions', ['--dir', FOREIGN]],
    ['release', ['list']],
    ['store', ['copy', 'sqlite::memory:']],
  ])('%s repeats nothing of a store that it cannot use', (command, args) => {
    for (const url of [away, `sqlite:${broken}/kept.db`, PLANTED.databasePassword]) {
      const all = command === 'store' ? [command, ...args, url] : [command, ...args];
      const { code, out, err } = ventanilla(all, { ...SECRETS, DATABASE_URL: url }, `${PLANTED.phone}\n`);
      expect(code, `${command} ${url}`).toBe(1);
      expect(err).toMatch(/^[^\n]+\n$/);
      expect(leaksIn(out + err)).toEqual([]);
    }
  });

  it('repeats no address that it cannot read, and no key', () => {
    for (const typed of [
      `${PLANTED.username}\n`,
      `+${PLANTED.words}\n`,
      `whatsapp:\n${PLANTED.phone}\n`,
      `${EVERYTHING}\n`,
    ])
      for (const command of ['export', 'forget']) {
        const { out, err } = ventanilla([command], { ...SECRETS, DATABASE_URL: `sqlite:${folder}/none.db` }, typed);
        expect(leaksIn(out + err), command).toEqual([]);
      }
    const { out, err } = ventanilla(['keys', 'status'], { PERSON_KEY: `${PLANTED.personKey}!`, DATABASE_URL: away });
    expect(err).toContain('PERSON_KEY');
    expect(leaksIn(out + err)).toEqual([]);
  });

  it.skipIf(withoutPostgres)(
    named('repeats no password that PostgreSQL refuses, nor what is kept in clear by mistake'),
    async () => {
      const database = await createTestDatabase();
      try {
        const wrong = new URL(database.url);
        wrong.password = PLANTED.databasePassword;
        wrong.username = PLANTED.username;
        // A row of another program in a table of the same name: PostgreSQL quotes it when the table is made.
        await database.query(
          `CREATE TABLE conversation (person TEXT); INSERT INTO conversation VALUES ('${PLANTED.phone}')`,
        );
        for (const url of [wrong.href, database.url])
          for (const args of [['keys', 'status'], ['export'], ['forget'], ['release', 'list']]) {
            const { out, err } = ventanilla(args, { ...SECRETS, DATABASE_URL: url }, `${PLANTED.phone}\n`);
            expect(err, args.join(' ')).toMatch(/^[^\n]+\n$/);
            expect(leaksIn(out + err)).toEqual([]);
          }
      } finally {
        await database.drop();
      }
    },
  );
});
