import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDoors } from '../support/doors.ts';
import { createTestDatabase, named, withoutPostgres } from '../support/postgres.ts';
import { FOREIGN, filesOf, ROOT, withFile } from '../support/repository.ts';

type Settings = Readonly<Record<string, string>>;

const folder = mkdtempSync(join(tmpdir(), 'ventanilla-start-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts the program; `until` says by what it printed when it is to be ended. */
const start = async (settings: Settings, until?: RegExp) => {
  const child = spawn(process.execPath, ['bin/ventanilla.js', 'serve', '--dir', FOREIGN], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'error', DATABASE_URL: `sqlite:${folder}/kept.db`, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (part: string) => (said.out += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    said.err += part;
    if (until?.test(said.err)) child.kill('SIGTERM');
  });
  const tooLong = setTimeout(() => child.kill('SIGKILL'), 60_000);
  const [code, signal] = await once(child, 'close');
  clearTimeout(tooLong);
  return { ...said, end: code ?? signal };
};

/** A server on a port of its own, which counts who calls it. */
const listen = async () => {
  const called: string[] = [];
  const server = createServer((request, response) => {
    called.push(request.url ?? '');
    // The Bot API has nothing new, and says so only after a while.
    setTimeout(() => response.end('{"ok":true,"result":[]}'), 500);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    called,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(done);
      }),
  };
};

describe('a start', () => {
  it('on a port that is taken ends with 1 and one plain line, and nothing goes on behind it', async () => {
    const other = await listen();
    const settings = { TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_API_ROOT: `http://127.0.0.1:${other.port}` };
    const ended = await start({ ...settings, PORT: String(other.port) });
    expect(ended).toEqual({ out: '', err: `PORT ${other.port} is taken\n`, end: 1 });
    const before = other.called.length;
    await new Promise((done) => setTimeout(done, 1000));
    expect(other.called).toHaveLength(before);
    await other.close();
  });

  it('on an address that is not this machine’s ends with 1 and one plain line', async () => {
    const ended = await start({ PORT: '0', HOST: '192.0.2.1' });
    expect(ended).toEqual({ out: '', err: 'PORT 0 on HOST 192.0.2.1 cannot be opened (EADDRNOTAVAIL)\n', end: 1 });
  });

  it.skipIf(withoutPostgres)(named('that fails so lets go of a PostgreSQL database'), async () => {
    const [other, database] = [await listen(), await createTestDatabase()];
    const ended = await start({
      PORT: String(other.port),
      DATABASE_URL: database.url,
      PERSON_KEY: randomBytes(32).toString('base64'),
    });
    expect(ended).toEqual({ out: '', err: `PORT ${other.port} is taken\n`, end: 1 });
    await database.drop();
    await other.close();
  });

  it.skipIf(withoutPostgres)(named('with mistakes in its folder lets go of a PostgreSQL database too'), async () => {
    const database = await createTestDatabase();
    const environment = { DATABASE_URL: database.url, PERSON_KEY: randomBytes(32).toString('base64') };
    const broken = withFile(filesOf(FOREIGN), 'flows/counter.yaml', () => 'start: [\n');
    await expect(openDoors(broken, Date.now, environment)).rejects.toThrow('mistakes in flows and content');
    // It cuts, and counts, what is still open.
    expect(await database.cutAll()).toBe(0);
    await database.drop();
  });

  it('names secrets that are short, never with their value, and goes on', async () => {
    const settings = { PUBLIC_URL: 'https://bot.example.org', TELEGRAM_BOT_TOKEN: '1:a' };
    const short = { WORKSHOP_TOKEN: 'tok-1234', TELEGRAM_WEBHOOK_SECRET: 'sec-1234' };
    const ended = await start({ ...settings, ...short, PORT: '0' }, /simulator: [^\n]*\n[\s\S]*\n$/);
    expect(ended.end).toBe(0);
    expect(ended.err).toMatch(/^ {2}WORKSHOP_TOKEN is shorter than 16 characters [^\n]*$/m);
    expect(ended.err).toMatch(/^ {2}TELEGRAM_WEBHOOK_SECRET is shorter than 16 characters [^\n]*$/m);
    expect(ended.err).not.toContain('1234');
  });

  it('says nothing of secrets that are long', async () => {
    const ended = await start({ WORKSHOP_TOKEN: 'x'.repeat(16), PORT: '0' }, /simulator: [^\n]*\n$/);
    expect(ended.end).toBe(0);
    expect(ended.err).not.toContain('WORKSHOP_TOKEN');
  });
});
