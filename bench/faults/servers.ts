import { type ChildProcess, spawn } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ENVIRONMENT } from '../../test/support/doors.ts';

const COMMAND = fileURLToPath(new URL('../../bin/ventanilla.js', import.meta.url));
const WITHOUT = fileURLToPath(new URL('./without.ts', import.meta.url));

export interface ServerDeps {
  readonly dir: string;
  readonly databaseUrl: string;
  readonly personKey: string;
  /** The instant that a process started now is to take for the present. */
  readonly now: () => number;
  readonly outbound: string;
  /** The safeguard that is left out. */
  readonly without?: string | undefined;
}

/** A real server process that is started again whenever it dies. */
export interface Server {
  readonly url: string;
  readonly ready: () => Promise<void>;
  readonly kill: () => void;
  /** Starts that came after the first. */
  readonly restarts: () => number;
  readonly stop: () => Promise<void>;
}

const ASK_EVERY_MS = 25;
const AGAIN_AFTER_MS = 100;

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

export const startServer = async (deps: ServerDeps): Promise<Server> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess;
  let starts = 0;
  let stopping = false;
  let exited: Promise<unknown> = Promise.resolve();
  let complaint = '';
  const start = (): void => {
    starts++;
    const node = deps.without === undefined ? [] : ['--import', WITHOUT];
    child = spawn(process.execPath, [...node, COMMAND, 'serve', '--dir', deps.dir], {
      env: {
        ...process.env,
        ...ENVIRONMENT,
        PORT: String(port),
        HOST: '127.0.0.1',
        DATABASE_URL: deps.databaseUrl,
        PERSON_KEY: deps.personKey,
        NOW: new Date(deps.now()).toISOString(),
        LOG_LEVEL: 'error',
        TELEGRAM_API_ROOT: deps.outbound,
        TWILIO_API_ROOT: deps.outbound,
        FAULTS_WITHOUT: deps.without ?? '',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr?.on('data', (part: Buffer) => {
      complaint = (complaint + part.toString('utf8')).slice(-2000);
    });
    exited = new Promise((resolve) => {
      child.on('exit', () => {
        resolve(undefined);
        if (!stopping) setTimeout(() => !stopping && start(), AGAIN_AFTER_MS);
      });
    });
  };
  start();
  const isReady = async (): Promise<boolean> => {
    try {
      return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) })).ok;
    } catch {
      return false;
    }
  };
  return {
    url,
    ready: async () => {
      const until = performance.now() + 60_000;
      while (!(await isReady())) {
        if (performance.now() > until) throw new Error(`a server did not become ready: ${complaint}`);
        await pause(ASK_EVERY_MS);
      }
    },
    kill: () => void child.kill('SIGKILL'),
    restarts: () => starts - 1,
    stop: async () => {
      stopping = true;
      child.kill('SIGTERM');
      await exited;
    },
  };
};
