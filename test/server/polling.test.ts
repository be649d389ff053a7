import { Api, GrammyError, HttpError } from 'grammy';
import { describe, expect, it } from 'vitest';
import { createKeys, newPersonKey, readPersonKeys } from '../../src/base/keys.ts';
import { OperationalError } from '../../src/base/operational-error.ts';
import { createSeal } from '../../src/base/seal.ts';
import { createTelegram, readTelegram } from '../../src/channel/telegram.ts';
import { createQuestions } from '../../src/delivery/questions.ts';
import { createReceive } from '../../src/delivery/receive.ts';
import { createLogger } from '../../src/server/log.ts';
import { pollTelegram } from '../../src/server/polling.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { telegramText } from '../support/doors.ts';
import { FOREIGN, filesOf, releaseOf } from '../support/repository.ts';

const release = releaseOf(filesOf(FOREIGN));
const NOON = Date.UTC(2026, 2, 1, 12);

type Update = ReturnType<typeof telegramText>;

const refusal = (code: number): GrammyError =>
  new GrammyError('planted', { ok: false, error_code: code, description: 'planted' }, 'sendMessage', {});

/** A Bot API that keeps updates until their successor is asked for, and whose sending fails as it is told to. */
const world = (updates: readonly Update[], failures: readonly unknown[] = [], fetching: readonly unknown[] = []) => {
  const sent: { chat_id: number; text: string }[] = [];
  const faults = [...failures];
  const unfetched = [...fetching];
  const asked: number[] = [];
  const logged: string[] = [];
  let busy: Promise<unknown> | undefined;
  let silent = false;
  const turns: string[] = [];
  let aborted = false;
  const api = new Api('12345:planted-token');
  api.config.use(async (_, method, payload, signal) => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (method === 'getUpdates') {
      const { offset = 0, timeout = 0 } = payload as { offset?: number; timeout?: number };
      asked.push(offset);
      const unfetchable = unfetched.shift();
      if (unfetchable !== undefined) throw unfetchable;
      const waiting = updates.filter(({ update_id }) => update_id >= offset);
      if (silent || (waiting.length === 0 && timeout > 0))
        await new Promise((_, reject) =>
          signal?.addEventListener('abort', () => {
            aborted = true;
            reject(new Error('aborted'));
          }),
        );
      return { ok: true, result: waiting as never };
    }
    const fault = faults.shift();
    if (fault !== undefined) throw fault;
    sent.push(payload as never);
    await busy;
    return { ok: true, result: { message_id: 1 } as never };
  });
  const personKeys = readPersonKeys(newPersonKey());
  const keys = createKeys(personKeys);
  const store = createMemoryStore();
  let down: unknown;
  const { receive } = createReceive({
    store: () => ({
      ...store,
      load: async (person, delivery) => {
        const failed = down;
        down = undefined;
        if (failed !== undefined) throw failed;
        return store.load(person, delivery);
      },
    }),
    keys,
    seal: createSeal(personKeys),
    channels: new Map([['telegram', createTelegram({ api })]]),
    release: () => release,
    now: () => NOON,
    note: ({ outcome }) => turns.push(outcome),
    questions: createQuestions({ store, keys, now: () => NOON, failed: () => undefined }),
  });
  const { stop } = pollTelegram({
    api,
    read: readTelegram,
    receive,
    acknowledge: () => undefined,
    // Only the pause between two tries is made short.
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms === 3000 ? 5 : ms)),
    log: createLogger('info', { write: (line) => void logged.push(line) }),
  });
  const done = async (): Promise<void> => {
    const last = (updates.at(-1)?.update_id ?? 0) + 1;
    await expect.poll(() => asked.at(-1)).toBe(last);
    await stop();
  };
  return {
    sent,
    turns,
    asked,
    logged: () => logged.join(''),
    done,
    stop,
    aborted: () => aborted,
    fail: (cause: unknown) => (down = cause),
    /** To send takes until this is over. */
    take: (work: Promise<unknown>) => (busy = work),
    /** The Bot API answers nothing any more. */
    silence: () => (silent = true),
  };
};

const text = (id: number, words: string, update: number): Update => telegramText(id, words, 'en', update);

describe('polling', () => {
  it('answers each update once and in order', async () => {
    const w = world([text(1, 'hello', 10), text(1, '1', 11)]);
    await w.done();
    expect(w.sent.map(({ text: words }) => words.split('\n').at(-1))).toHaveLength(2);
    expect(w.sent[1]?.text).toContain('How old is the reader?');
    expect(w.turns.filter((outcome) => outcome === 'duplicate')).toEqual([]);
  });

  it.each([
    ['the network', new HttpError('planted', new Error('gone'))],
    ['too many requests', refusal(429)],
    ['the Bot API', refusal(502)],
  ])('loses no reply of a turn that was made when sending fails by %s: the update comes again', async (_, failure) => {
    const w = world([text(1, 'hello', 10), text(1, '1', 11), text(2, 'hello', 12)], [undefined, failure]);
    await w.done();
    expect(w.sent.map(({ chat_id }) => chat_id)).toEqual([1, 1, 2]);
    expect(w.sent[1]?.text).toContain('How old is the reader?');
    expect(w.turns.filter((outcome) => outcome === 'duplicate')).toHaveLength(1);
    expect(w.asked).toContain(11);
  });

  it('waits for a store that is away, and then answers', async () => {
    const w = world([text(1, 'hello', 10)]);
    w.fail(new OperationalError('store-unreachable', 'planted'));
    await w.done();
    expect(w.sent).toHaveLength(1);
    expect(w.asked.filter((offset) => offset === 0)).toHaveLength(2);
  });

  it.each([
    ['by someone who blocked the bot', refusal(403)],
    ['and cannot be read by the Bot API', refusal(400)],
  ])('is not held up by a reply that is refused %s', async (_, failure) => {
    const w = world([text(1, 'hello', 10), text(2, 'hello', 11)], [failure]);
    await w.done();
    expect(w.sent.map(({ chat_id }) => chat_id)).toEqual([2]);
  });

  it('is not held up by a bug that one update meets', async () => {
    const w = world([text(1, 'hello', 10), text(2, 'hello', 11)]);
    w.fail(new TypeError('planted'));
    await w.done();
    expect(w.sent.map(({ chat_id }) => chat_id)).toEqual([2]);
  });

  it('that stops in the middle of an update says that it is done with: it does not come again after the start', async () => {
    const w = world([text(1, 'hello', 10), text(2, 'hello', 11)]);
    let end = (): void => undefined;
    w.take(new Promise<void>((done) => (end = done)));
    await expect.poll(() => w.sent).toHaveLength(1);
    const stopped = w.stop();
    end();
    await stopped;
    expect(w.sent).toHaveLength(1);
    expect(w.asked).toEqual([0, 11]);
  });

  it('that stops before anything was answered says nothing', async () => {
    const w = world([text(1, 'hello', 10)], [], [refusal(502)]);
    await w.stop();
    expect(w.asked).toEqual([0]);
  });

  it('that stops while the Bot API is silent does not wait for long', async () => {
    const w = world([text(1, 'hello', 10)]);
    await expect.poll(() => w.asked).toEqual([0, 11]);
    w.silence();
    const began = performance.now();
    await w.stop();
    expect(w.asked).toEqual([0, 11, 11]);
    expect(performance.now() - began).toBeLessThan(3000);
  });

  it.each([401, 409])(
    'says by its code why nothing can be fetched (%i), and not in the words of the Bot API',
    async (code) => {
      const w = world([], [], [refusal(code)]);
      await expect.poll(() => w.logged()).toContain('polling telegram');
      await w.stop();
      expect(w.logged()).toContain(`"code":${code},`);
      expect(w.logged()).not.toContain('planted');
    },
  );

  it('stops at once although it waits for updates', async () => {
    const w = world([]);
    await expect.poll(() => w.asked).toHaveLength(1);
    const began = performance.now();
    await w.stop();
    expect(w.aborted()).toBe(true);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
