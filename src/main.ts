import closeWithGrace from 'close-with-grace';
import { createApp } from './app.ts';
import { systemClock } from './base/clock.ts';
import { requireNode } from './base/node-version.ts';
import { OperationalError } from './base/operational-error.ts';
import { type Environment, readConfig } from './config.ts';
import { readTree } from './content/tree.ts';
import { createLogger } from './server/log.ts';

/** Opens, listens, and closes gracefully on SIGTERM or SIGINT. */
export const serve = async (env: Environment, dir: string): Promise<void> => {
  requireNode(process.versions.node);
  const config = readConfig(env);
  const log = createLogger(config.logLevel);
  const app = await createApp(config, readTree(dir), systemClock(config.startAt), log, dir);
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
  await app.server.listen({ port: config.port, host: config.host }).catch((cause: NodeJS.ErrnoException) => {
    throw new OperationalError(
      'no-port',
      cause.code === 'EADDRINUSE'
        ? `PORT ${config.port} is taken`
        : `PORT ${config.port} on HOST ${config.host} cannot be opened (${cause.code})`,
    );
  });
  app.prepare().catch((cause: unknown) => log.error({ err: cause }, 'not prepared'));
  const address = app.server.server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  const host = config.host === '127.0.0.1' ? 'localhost' : config.host;
  process.stderr.write(
    [
      `Ventanilla listens on http://${host}:${port}`,
      ...app.channels.map((line) => `  ${line}`),
      `  release: ${app.release().id}, ${app.releaseFrom() === 'store' ? 'the current one of the store (release list); the files of the folder wait for release publish' : 'the files of the folder'}`,
      `  simulator: http://${host}:${port}/`,
      '',
    ].join('\n'),
  );
};
