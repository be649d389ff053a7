import type { TwilioClient } from './twilio-send.ts';

export interface TwilioAccount {
  readonly accountSid: string;
  /** The newest first; that one signs in. */
  readonly authTokens: readonly string[];
  /** Another server than Twilio's own. */
  readonly apiRoot?: string | undefined;
}

const TIMEOUT_MS = 15_000;

/** Twilio's own client, loaded when something is first sent: it takes a tenth of a second, and inline answers never need it. */
export const createTwilioClient = (account: TwilioAccount): TwilioClient => {
  let opened: Promise<TwilioClient> | undefined;
  const open = (): Promise<TwilioClient> => (opened ??= load(account));
  return {
    messages: {
      create: async (message) => (await open()).messages.create(message),
      list: async (query) => (await open()).messages.list(query),
    },
  };
};

const load = async ({ accountSid, authTokens, apiRoot }: TwilioAccount): Promise<TwilioClient> => {
  const { default: twilio } = await import('twilio');
  const http = new twilio.RequestClient({ timeout: TIMEOUT_MS });
  if (apiRoot !== undefined) {
    const request = http.request.bind(http);
    http.request = (options) => request({ ...options, uri: elsewhere(options.uri, apiRoot) });
  }
  return twilio(accountSid, authTokens[0] ?? '', { httpClient: http });
};

/** The same path on another server. */
const elsewhere = (uri: string, root: string): string => {
  const { pathname, search } = new URL(uri);
  return root.replace(/\/+$/, '') + pathname + search;
};
