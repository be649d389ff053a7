import {
  type Form,
  telegramLocation,
  telegramPress,
  telegramText,
  twilioLocation,
  twilioText,
} from '../../test/support/doors.ts';
import { type Chance, pick } from '../support/chance.ts';
import { type Posted, postForm, postUpdate } from '../support/requests.ts';
import { bent, degrees, noise, words } from './words.ts';

/** A request to one door. `good`: it is signed and well formed, and must be answered with 200. */
export interface Inbound extends Posted {
  readonly good: boolean;
}

const good = (posted: Posted): Inbound => ({ ...posted, good: true });
const bad = (posted: Posted, payload = posted.payload): Inbound => ({ ...posted, payload, good: false });

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
  if (kind < 0.55) return good(postForm(text));
  if (kind < 0.6) return good(postForm(twilioLocation(`whatsapp:${number}`, degrees(chance))));
  if (kind < 0.65) return good(postForm(sendable({ ...text, ButtonPayload: words(chance).trim() || 'x' })));
  if (kind < 0.7) return good(postForm({ ...text, Body: '', NumMedia: '1', MediaUrl0: 'https://example.org/a' }));
  if (kind < 0.85)
    return bad(
      postForm(sendable({ ...text, [pick(chance, FIELDS)]: pick(chance, ['', words(chance), noise(chance)]) })),
    );
  const signed = postForm(text);
  if (kind < 0.9) {
    const { 'x-twilio-signature': _, ...unsigned } = signed.headers;
    return bad({ ...signed, headers: unsigned });
  }
  if (kind < 0.95) {
    const oddType = noise(chance).replace(/[^ -~]/g, '') || 'x';
    const types = ['application/json', 'text/plain', 'multipart/form-data; boundary=x', oddType];
    return bad(postForm(text, { 'content-type': pick(chance, types) }));
  }
  return bad(signed, chance() < 0.5 ? noise(chance) : `${signed.payload}&Body=%&From=%ff%fe&__proto__=1`);
};

/** A request to the door of Telegram: seven in ten good, the others nearly so or hostile. */
export const telegramRequest = (chance: Chance, people: number): Inbound => {
  const id = 1000 + Math.floor(chance() * people);
  const text = telegramText(id, words(chance) || 'x', pick(chance, ['es', 'en', 'ht', 'zz-ZZ', '']));
  const kind = chance();
  if (kind < 0.5) return good(postUpdate(text));
  if (kind < 0.65) return good(postUpdate(telegramPress(id, words(chance).slice(0, 60))));
  if (kind < 0.7) return good(postUpdate(telegramLocation(id, degrees(chance))));
  if (kind < 0.88) return bad(postUpdate(bent(chance, text)));
  if (kind < 0.93)
    return bad(postUpdate(text, { 'x-telegram-bot-api-secret-token': noise(chance).replace(/[^ -~]/g, '') }));
  if (kind < 0.97) {
    const payloads = ['', '{', '[[[[', '{"__proto__":{"a":1}}', '['.repeat(5000), noise(chance)];
    return bad(postUpdate(text), pick(chance, payloads));
  }
  const types = ['text/xml', 'x', 'application/x-www-form-urlencoded'];
  return bad(postUpdate(text, { 'content-type': pick(chance, types) }));
};
