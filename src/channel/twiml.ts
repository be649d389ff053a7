// The whole library takes ten times as long to load as its TwiML builder.
import MessagingResponse from 'twilio/lib/twiml/MessagingResponse.js';
import type { HttpBody, Laid } from './channel.ts';
import { clean } from './clean.ts';

/** The answer in the webhook's own response; without one, an empty response: Twilio then sends nothing. */
export const twiml = (laid?: Laid): HttpBody => {
  const response = new MessagingResponse();
  if (laid) response.message(clean(laid.text));
  return { status: 200, type: 'text/xml', body: response.toString() };
};
