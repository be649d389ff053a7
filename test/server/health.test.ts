import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { healthRoutes } from '../../src/server/health.ts';
import { FOREIGN, filesOf, releaseOf } from '../support/repository.ts';

const release = releaseOf(filesOf(FOREIGN));

/** The doors for operators over a store that answers when it is told to. */
const open = () => {
  let now = 0;
  let waiting = false;
  const asked: { readonly resolve: () => void; readonly reject: (cause: Error) => void }[] = [];
  const app = Fastify();
  healthRoutes(app, {
    store: { ready: () => new Promise((resolve, reject) => asked.push({ resolve, reject })) },
    patience: { isWaiting: () => waiting },
    live: { release: () => release, refused: () => undefined },
    clock: { monotonic: () => now },
  });
  const ready = async () => {
    const answer = await app.inject('/readyz');
    return { status: answer.statusCode, ...answer.json<{ ok: boolean; store: boolean; waiting: boolean }>() };
  };
  return {
    ready,
    asked,
    go: (ms: number) => {
      now += ms;
    },
    wait: (is: boolean) => {
      waiting = is;
    },
  };
};

describe('/readyz', () => {
  it('asks the store once for all who come while it is being asked, and for a second after', async () => {
    const { ready, asked, go } = open();
    const first = Array.from({ length: 50 }, ready);
    await expect.poll(() => asked.length).toBe(1);
    go(4000);
    const late = ready();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toHaveLength(1);
    asked[0]?.resolve();
    for (const { status, ok } of await Promise.all([...first, late])) expect([status, ok]).toEqual([200, true]);
    go(999);
    expect((await ready()).status).toBe(200);
    expect(asked).toHaveLength(1);
    go(1);
    const again = ready();
    await expect.poll(() => asked.length).toBe(2);
    asked[1]?.reject(new Error('planted'));
    expect(await again).toMatchObject({ status: 503, ok: false, store: false });
    expect((await ready()).status).toBe(503);
    go(1000);
    const back = ready();
    await expect.poll(() => asked.length).toBe(3);
    asked[2]?.resolve();
    expect(await back).toMatchObject({ status: 200, store: true });
  });

  it('says that messages wait for a store that can be read, and lets the next one come and try', async () => {
    const { ready, asked, wait } = open();
    wait(true);
    const waits = ready();
    await expect.poll(() => asked.length).toBe(1);
    asked[0]?.resolve();
    expect(await waits).toMatchObject({ status: 200, store: true, waiting: true });
    wait(false);
    expect(await ready()).toMatchObject({ status: 200, waiting: false });
  });
});
