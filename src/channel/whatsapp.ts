import { CAPABILITIES } from './capability.ts';
import type { Channel } from './channel.ts';
import { sendTwilio, type TwilioSender } from './twilio-send.ts';
import { twiml } from './twiml.ts';

/** WhatsApp by Twilio: the same two ways out as SMS, with accents and without a price for each segment. */
export const createWhatsapp = (sender: TwilioSender): Channel => ({
  name: 'whatsapp',
  can: CAPABILITIES.whatsapp,
  inline: (laid) => twiml(laid),
  send: (address, laid) => sendTwilio(sender, address, laid),
});
