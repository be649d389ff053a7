import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newPersonKey } from '../../src/base/keys.ts';
import { ENVIRONMENT } from '../../test/support/doors.ts';
import { ROOT } from '../../test/support/repository.ts';

/** A server as people run it, in a process of its own. */
export interface Served {
  readonly url: string;
  readonly pid: number;
  /** Where its heap can be looked at. */
  readonly inspector: string;
  /** Ends it as an operator would; the code it ended with. */
  readonly stop: () => Promise<number | null>;
}

const NOW = '2026-11-21T18:00:00Z';
const INSPECTOR = /Debugger listening on (ws:\S+)/;
const LISTENS = /listens on http:\/\/[^:\s]+:(\d+)/;

export const serveReal = async (databaseUrl: string, telegramApi: string): Promise<Served> => {
  const child = spawn(process.execPath, ['--inspect=127.0.0.1:0', 'bin/ventanilla.js', 'serve'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      ...ENVIRONMENT,
      PORT: '0',
      DATABASE_URL: databaseUrl,
      PERSON_KEY: newPersonKey(),
      TELEGRAM_API_ROOT: telegramApi,
      LOG_LEVEL: 'error',
      NOW,
    },
  });
  const ended = once(child, 'exit');
  let told = '';
  const port = await new Promise<string>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told = (told + text).slice(-10_000);
      const found = LISTENS.exec(told)?.[1];
      if (found) resolve(found);
    });
    ended.then(() => reject(new Error(`the server did not start:\n${told}`)), reject);
  });
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid as number,
    inspector: INSPECTOR.exec(told)?.[1] ?? '',
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = await ended;
      return code as number | null;
    },
  };
};

/** A Bot API server that is content with everything: a pressed button is acknowledged there. */
export const openTelegramApi = async (): Promise<{ readonly url: string; readonly close: () => void }> => {
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json').end('{"ok":true,"result":true}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
