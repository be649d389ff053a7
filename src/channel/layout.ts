import type { Capabilities } from './capability.ts';
import type { Laid, Message } from './channel.ts';
import { foldGsm7 } from './gsm7.ts';
export const layout = (m: Message, can: Capabilities): Laid => {
  if (can.buttons) return { text: m.text, rest: [], buttons: m.options };
  const t = [m.text, ...(m.options.length ? ['', ...m.options.map((o, i) => `${i + 1}. ${o.label}`)] : [])].join('\n');
  return { text: can.alphabet === 'gsm7' ? foldGsm7(t) : t, rest: [], buttons: [] };
};
