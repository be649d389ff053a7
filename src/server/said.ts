import { z } from 'zod';
import type { Content } from '../channel/channel.ts';

/** The channels that can be tried out. */
export const SIMULATED_CHANNELS = ['telegram', 'whatsapp', 'sms'] as const;

/** What a simulated person can send: a text, an option of the reply before, or where they are. */
export const saidShape = {
  text: z.string().max(4096).optional(),
  choice: z.string().min(1).max(200).optional(),
  location: z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }).optional(),
};

type Said = z.infer<z.ZodObject<typeof saidShape>>;

export const saysOneThing = ({ text, choice, location }: Said): boolean =>
  [text, choice, location].filter((part) => part !== undefined).length === 1;

export const contentOf = ({ text, choice, location }: Said): Content => {
  if (location) return { kind: 'location', point: { kind: 'point', ...location } };
  return choice === undefined ? { kind: 'text', text: text ?? '' } : { kind: 'pick', id: choice };
};
