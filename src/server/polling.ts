import { type Api, GrammyError, HttpError } from 'grammy';
import type { Logger } from 'pino';
import { OperationalError } from '../base/operational-error.ts';
import type { HttpBody, Received } from '../channel/channel.ts';
import { errorFields } from './log.ts';

export interface PollingDeps {
  readonly api: Api;
  readonly read: (update: unknown) => Received | { readonly kind: 'ignore' | 'bad'; readonly reason?: string };
  readonly receive: (received: Received) => Promise<HttpBody>;
  readonly acknowledge: (press: string) => void;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: Logger;
}

const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;
const WAIT_SECONDS = 8;
const PAUSE_MS = 3000;
/** What is being answered when it is to stop is waited for so long. */
const STOP_MS = 5000;
/** And after it, so long, that the Bot API hears what was answered: both together stay under the closing of the program. */
const CONFIRM_MS = 2000;

/** Fetches updates instead of waiting for them: for a laptop without a public address. The replies are the webhook's own. */
export const pollTelegram = (deps: PollingDeps): { readonly stop: () => Promise<void> } => {
  const stopping = new AbortController();
  /** The first update that was not answered yet. */
  let offset = 0;
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const query = { offset, timeout: WAIT_SECONDS, allowed_updates: ALLOWED_UPDATES };
        for (const update of await deps.api.getUpdates(query, signalOf(stopping))) {
          if (stopping.signal.aborted) return;
          // Only now it is done with: what fails is fetched again, and a turn that was made gives the same reply again.
          await answerOrSkip(deps, update);
          offset = update.update_id + 1;
        }
      } catch (cause) {
        if (stopping.signal.aborted) return;
        deps.log.warn(errorFields(cause), 'polling telegram');
        await deps.sleep(PAUSE_MS);
      }
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      await Promise.race([running, deps.sleep(STOP_MS)]);
      if (offset > 0) await confirm(deps, offset);
    },
  };
};

/** grammY names the signal of a library here; that of Node is as good to it. */
const signalOf = ({ signal }: AbortController) => signal as unknown as NonNullable<Parameters<Api['getUpdates']>[1]>;

/**
 * An answered update is done with only when the next ones are asked for: without this last question, the one that was
 * being answered would come again after the start, and with it the same reply. Best effort, since nobody waits for it.
 */
const confirm = async ({ api, sleep, log }: PollingDeps, offset: number): Promise<void> => {
  const late = new AbortController();
  const asked = api
    .getUpdates({ offset, limit: 1, timeout: 0 }, signalOf(late))
    .catch((cause: unknown) => log.warn(errorFields(cause), 'last update not confirmed'));
  await Promise.race([asked, sleep(CONFIRM_MS)]);
  late.abort();
};

/** Whether the same may succeed later. */
const passes = (cause: unknown): boolean =>
  cause instanceof OperationalError ||
  cause instanceof HttpError ||
  (cause instanceof GrammyError && (cause.error_code === 429 || cause.error_code >= 500));

/** An update that can never be answered, such as one of someone who has blocked the bot, must not hold up all that come after it. */
const answerOrSkip = async (deps: PollingDeps, update: unknown): Promise<void> => {
  try {
    await answer(deps, update);
  } catch (cause) {
    if (passes(cause)) throw cause;
    deps.log.error(errorFields(cause), 'update skipped');
  }
};

const answer = async ({ api, read, receive, acknowledge }: PollingDeps, update: unknown): Promise<void> => {
  const received = read(update);
  if ('kind' in received) return;
  const { body } = await receive(received);
  if (received.press !== undefined) acknowledge(received.press);
  if (body === '') return;
  const { method, ...payload } = JSON.parse(body) as { method: 'sendMessage' } & Record<string, unknown>;
  await (api.raw[method] as (payload: unknown) => Promise<unknown>)(payload);
};
