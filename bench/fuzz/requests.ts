import {
  ENVIRONMENT,
  type Form,
  signature,
  telegramLocation,
  telegramPress,
  telegramText,
  twilioLocation,
  twilioText,
} from '../../test/support/doors.ts';
import { bent, type Chance, degrees, noise, pick, words } from './words.ts';

/** A request to one door. `good`: it is signed and well formed, and must be answered with 200. */
export interface Inbound {
  readonly good: boolean;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string;
}

const PATH = '/webhooks/twilio';
const FORM = 'application/x-www-form-urlencoded';

const postForm = (form: Form, good: boolean, signed = true, type = FORM): Inbound => ({
  good,
  url: PATH,
  headers: {
    'content-type': type,
    ...(signed ? { 'x-twilio-signature': signature(`${ENVIRONMENT['PUBLIC_URL']}${PATH}`, form) } : {}),
  },
  payload: new URLSearchParams(form).toString(),
});

/** What posting a form makes of a text: half a character cannot be sent. */
const sendable = (form: Form): Form =>
  Object.fromEntries(Object.entries(form).map(([name, value]) => [name, value.toWellFormed()]));

const FIELDS = [
  'MessageSid',
  'From',
  'Body',
  'OptOutType',
  'ButtonPayload',
  'ListId',
  'Latitude',
  'Longitude',
  'NumMedia',
];

/** A request to the door of Twilio: seven in ten good, the others nearly so or hostile. */
export const twilioRequest = (chance: Chance, people: number): Inbound => {
  const number = `+1500555${String(Math.floor(chance() * people)).padStart(4, '0')}`;
  const from = chance() < 0.5 ? number : `whatsapp:${number}`;
  const text = sendable(twilioText(from, words(chance)));
  const kind = chance();
  if (kind < 0.55) return postForm(text, true);
  if (kind < 0.6) return postForm(twilioLocation(`whatsapp:${number}`, degrees(chance)), true);
  if (kind < 0.65) return postForm(sendable({ ...text, ButtonPayload: words(chance).trim() || 'x' }), true);
  if (kind < 0.7) return postForm({ ...text, Body: '', NumMedia: '1', MediaUrl0: 'https://example.org/a' }, true);
  if (kind < 0.85)
    return postForm(
      sendable({ ...text, [pick(chance, FIELDS)]: pick(chance, ['', words(chance), noise(chance)]) }),
      false,
    );
  if (kind < 0.9) return postForm(text, false, false);
  if (kind < 0.95)
    return postForm(
      text,
      false,
      true,
      pick(chance, [
        'application/json',
        'text/plain',
        'multipart/form-data; boundary=x',
        noise(chance).replace(/[^ -~]/g, '') || 'x',
      ]),
    );
  return {
    ...postForm(text, false),
    payload: chance() < 0.5 ? noise(chance) : `${postForm(text, false).payload}&Body=%&From=%ff%fe&__proto__=1`,
  };
};

const JSON_TYPE = { 'content-type': 'application/json' };
const SECRET = { 'x-telegram-bot-api-secret-token': ENVIRONMENT['TELEGRAM_WEBHOOK_SECRET'] ?? '' };

const postUpdate = (update: unknown, good: boolean, headers: Readonly<Record<string, string>> = SECRET): Inbound => ({
  good,
  url: '/webhooks/telegram',
  headers: { ...JSON_TYPE, ...headers },
  payload: typeof update === 'string' ? update : JSON.stringify(update),
});

/** A request to the door of Telegram: seven in ten good, the others nearly so or hostile. */
export const telegramRequest = (chance: Chance, people: number): Inbound => {
  const id = 1000 + Math.floor(chance() * people);
  const text = telegramText(id, words(chance) || 'x', pick(chance, ['es', 'en', 'ht', 'zz-ZZ', '']));
  const kind = chance();
  if (kind < 0.5) return postUpdate(text, true);
  if (kind < 0.65) return postUpdate(telegramPress(id, words(chance).slice(0, 60)), true);
  if (kind < 0.7) return postUpdate(telegramLocation(id, degrees(chance)), true);
  if (kind < 0.88) return postUpdate(bent(chance, text), false);
  if (kind < 0.93)
    return postUpdate(text, false, { 'x-telegram-bot-api-secret-token': noise(chance).replace(/[^ -~]/g, '') });
  if (kind < 0.97)
    return postUpdate(
      pick(chance, ['', '{', '[[[[', '{"__proto__":{"a":1}}', `${'['.repeat(5000)}`, noise(chance)]),
      false,
    );
  return postUpdate(text, false, {
    ...SECRET,
    'content-type': pick(chance, ['text/xml', 'x', 'application/x-www-form-urlencoded']),
  });
};
