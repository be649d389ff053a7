import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Posted } from '../support/requests.ts';
import type { Talker } from './people.ts';

/** What came of one message: how long its answer took, or why there was none. */
export interface Answered {
  readonly ms: number;
  readonly failure: string | undefined;
}

export interface Load {
  /** One message and its answer, however long it takes. */
  readonly once: (talker: Talker) => Promise<void>;
  /** Messages answered a second when each of so many people writes again at once: a refusal is quick, and no answer. */
  readonly asFastAsItGoes: (talkers: readonly Talker[], seconds: number) => Promise<number>;
  /** So many messages a second, one as far from the next as any other, whatever the server does. */
  readonly evenly: (talkers: readonly Talker[], rate: number, seconds: number) => Promise<void>;
  readonly close: () => void;
}

/** As many as a provider would open; each is used in turn, so that none is closed for being idle. */
const CONNECTIONS = 32;
const TIME_OUT_MS = 15_000;
const BEAT_MS = 5;

export const createLoad = (url: string, note: (answered: Answered) => void, over: () => boolean): Load => {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, scheduling: 'fifo' });
  const post = (
    { path, headers, payload }: Posted,
    timeout = TIME_OUT_MS,
  ): Promise<{ readonly status: number; readonly body: string }> =>
    new Promise((resolve, reject) => {
      const sent = request(url + path, { agent, method: 'POST', headers, timeout }, (response) => {
        let text = '';
        response
          .setEncoding('utf8')
          .on('data', (part: string) => {
            text += part;
          })
          .on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
          .on('error', reject);
      });
      sent.on('timeout', () => sent.destroy(new Error('no answer in time'))).on('error', reject);
      sent.end(payload);
    });
  /** Whether it was answered. `due`: when it should have been sent; waiting for a connection counts. */
  const exchange = async (talker: Talker, due: number): Promise<boolean> => {
    const failure = await post(talker.next()).then(
      ({ status, body }) => (status !== 200 ? `status ${status}` : talker.heard(body) ? undefined : 'an empty answer'),
      (cause: unknown) => (cause as Error).message,
    );
    note({ ms: performance.now() - due, failure });
    return failure === undefined;
  };
  return {
    once: async (talker) => {
      await post(talker.next(), 10 * TIME_OUT_MS);
    },
    asFastAsItGoes: async (talkers, seconds) => {
      const begun = performance.now();
      let [done, next] = [0, 0];
      const worker = async (): Promise<void> => {
        while (performance.now() - begun < seconds * 1000 && !over()) {
          if (await exchange(talkers[next++ % talkers.length] as Talker, performance.now())) done++;
        }
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, worker));
      return done / ((performance.now() - begun) / 1000);
    },
    evenly: async (talkers, rate, seconds) => {
      const begun = performance.now();
      const free = [...talkers];
      const open = new Set<Promise<boolean>>();
      let sent = 0;
      for (let now = begun; now - begun < seconds * 1000 && !over(); now = performance.now()) {
        for (; sent < ((now - begun) / 1000) * rate; sent++) {
          const talker = free.shift();
          const due = begun + (sent / rate) * 1000;
          // Everybody waits for an answer: the server has long fallen behind.
          if (!talker) {
            note({ ms: now - due, failure: 'nobody free to write' });
            continue;
          }
          const exchanged = exchange(talker, due).finally(() => {
            open.delete(exchanged);
            free.push(talker);
          });
          open.add(exchanged);
        }
        await wait(BEAT_MS);
      }
      await Promise.all(open);
    },
    close: () => agent.destroy(),
  };
};
