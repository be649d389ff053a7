import closeWithGrace from 'close-with-grace';
import { createApp } from './app.ts';
import { systemClock } from './base/clock.ts';
import { requireNode } from './base/node-version.ts';
import { OperationalError } from './base/operational-error.ts';
import { type Config, type Environment, readConfig, shortSecrets } from './config.ts';
import { readTree } from './content/tree.ts';
import { createLogger } from './server/log.ts';

/** Opens, listens, and closes gracefully on SIGTERM or SIGINT. */
export const serve = async (env: Environment, dir: string): Promise<void> => {
  requireNode(process.versions.node);
  const config = readConfig(env);
  const log = createLogger(config.logLevel);
  const app = await createApp(config, readTree(dir), systemClock(config.startAt), log, dir);
  const { port, host } = config;
  try {
    await app.server.listen({ port, host });
  } catch (cause) {
    // Else it would go on without a door: fetch updates, claim messages and sweep beside the server that has the port.
    await app.close().catch((unclosed: unknown) => log.fatal({ err: unclosed }, 'not closed'));
    throw noPort(config, cause as NodeJS.ErrnoException);
  }
  // Only now: it also ends the program with 0 when nothing is left to do, and a start that failed must end with 1.
  closeWithGrace(
    {
      delay: 9000,
      // Its own logger is the console, and prints errors whole.
      logger: false,
      onSecondError: (err) => log.fatal({ err }, 'another error while closing'),
      onSecondSignal: () => log.fatal('closed at once by a second signal'),
      onTimeout: () => log.fatal('closed before everything was finished'),
    },
    async ({ err }) => {
      if (err) log.fatal({ err }, 'stopped by an error');
      await app.close().catch((cause: unknown) => {
        log.fatal({ err: cause }, 'not closed');
        throw cause;
      });
    },
  );
  app.prepare().catch((cause: unknown) => log.error({ err: cause }, 'not prepared'));
  const address = app.server.server.address();
  const opened = typeof address === 'object' && address ? address.port : port;
  const url = `http://${host === '127.0.0.1' ? 'localhost' : host}:${opened}`;
  process.stderr.write(
    [
      `Ventanilla listens on ${url}`,
      ...app.channels.map((line) => `  ${line}`),
      `  release: ${app.release().id}, ${app.releaseFrom() === 'store' ? 'the current one of the store (release list); the files of the folder wait for release publish' : 'the files of the folder'}`,
      `  simulator: ${url}/`,
      ...shortSecrets(config).map(
        (name) => `  ${name} is shorter than 16 characters and may be guessed; make a longer one: openssl rand -hex 32`,
      ),
      '',
    ].join('\n'),
  );
};

const noPort = ({ port, host }: Config, { code }: NodeJS.ErrnoException): OperationalError =>
  new OperationalError(
    'no-port',
    code === 'EADDRINUSE' ? `PORT ${port} is taken` : `PORT ${port} on HOST ${host} cannot be opened (${code})`,
  );
