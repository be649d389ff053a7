import { ENVIRONMENT, type Form, signature } from '../../test/support/doors.ts';

/** A request as a provider posts it; other headers than its own make it a forged one. */
export interface Posted {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string;
}

const TWILIO = '/webhooks/twilio';

/** A form as Twilio posts it, signed. */
export const postForm = (form: Form, headers: Posted['headers'] = {}): Posted => ({
  path: TWILIO,
  headers: {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': signature(`${ENVIRONMENT['PUBLIC_URL']}${TWILIO}`, form),
    ...headers,
  },
  payload: new URLSearchParams(form).toString(),
});

/** An update as Telegram posts it, with the secret of the webhook. */
export const postUpdate = (update: unknown, headers: Posted['headers'] = {}): Posted => ({
  path: '/webhooks/telegram',
  headers: {
    'content-type': 'application/json',
    'x-telegram-bot-api-secret-token': ENVIRONMENT['TELEGRAM_WEBHOOK_SECRET'] ?? '',
    ...headers,
  },
  payload: JSON.stringify(update),
});
