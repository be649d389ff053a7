import { CAPABILITIES } from './capability.ts';
import type { Channel } from './channel.ts';
import { sendTwilio, type TwilioSender } from './twilio-send.ts';
import { twiml } from './twiml.ts';

/** SMS by Twilio: answered in the response to the webhook, sent by a Messaging Service or a number. */
export const createSms = (sender: TwilioSender): Channel => ({
  name: 'sms',
  can: CAPABILITIES.sms,
  inline: (laid) => twiml(laid),
  send: (address, laid) => sendTwilio(sender, address, laid),
});
