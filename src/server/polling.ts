import type { Api } from 'grammy';
import type { Logger } from 'pino';
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

/** Fetches updates instead of waiting for them: for a laptop without a public address. The replies are the webhook's own. */
export const pollTelegram = (deps: PollingDeps): { readonly stop: () => Promise<void> } => {
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    let offset = 0;
    while (!stopping.signal.aborted) {
      try {
        const updates = await deps.api.getUpdates({ offset, timeout: WAIT_SECONDS, allowed_updates: ALLOWED_UPDATES });
        for (const update of updates) {
          await answer(deps, update);
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
      await Promise.race([running, deps.sleep(WAIT_SECONDS * 1000 + 1000)]);
    },
  };
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
