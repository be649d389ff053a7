import { CAPABILITIES } from './capability.ts';
import type { Channel } from './channel.ts';

/** A conversation in a terminal: plain text, options by number. */
export const createTerminal = ({ print }: { readonly print: (text: string) => void }): Channel => ({
  name: 'terminal',
  can: CAPABILITIES.terminal,
  inline: (laid) => ({ status: 200, type: 'text/plain', body: laid?.text ?? '' }),
  send: async (_address, laid) => {
    print(laid.text);
    return { kind: 'sent', id: 'terminal' };
  },
});
