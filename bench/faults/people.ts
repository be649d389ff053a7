import type { Option, Received } from '../../src/channel/channel.ts';
import { readTelegram } from '../../src/channel/telegram.ts';
import { readTwilio } from '../../src/channel/twilio.ts';
import type { Release } from '../../src/content/release.ts';
import { telegramPress, telegramText, twilioText } from '../../test/support/doors.ts';
import { createPerson } from '../../test/support/universe.ts';
import { type Chance, pick } from '../support/chance.ts';
import { type Posted, postForm, postUpdate } from '../support/requests.ts';

const CHANNELS = ['sms', 'whatsapp', 'telegram'] as const;

/** A message as its provider posts it to us, and what our own reading makes of it. */
export interface Message extends Posted {
  readonly received: Received;
  /** How often the provider hands it in again although it was answered. */
  readonly repeats: number;
}

/** What one person writes: the messages of one group leave at the same moment, the next group after all were answered. */
export interface Person {
  readonly channel: (typeof CHANNELS)[number];
  readonly address: string;
  readonly groups: readonly (readonly Message[])[];
}

const LEAST_MESSAGES = 4;
const MORE_MESSAGES = 7;
const TOGETHER = 0.3;
const REPEATED = 0.3;
const MOST_REPEATS = 3;
const NUMBERS = ['0', '7', '10', '40', '120', '900'];
const WORDS = [
  'hello',
  'menu',
  'back',
  'help',
  'source',
  'language',
  'more',
  'novel',
  'poetry',
  'how do I get a card',
  'x',
];
/** Rare words that change what is kept altogether. */
const SHARP = ['stop', 'start', 'forget'];

const byTwilio = (address: string, text: string, sid: string) => {
  const form = twilioText(address, text, sid);
  return { ...postForm(form), received: readTwilio(form) as Received };
};

const byTelegram = (update: unknown) => ({ ...postUpdate(update), received: readTelegram(update) as Received });

/** A seeded person who mostly answers what they are asked. They are walked along the pure fold, in the order of writing. */
export const writePerson = (release: Release, index: number, chance: Chance, now: number): Person => {
  const channel = CHANNELS[index % CHANNELS.length] as Person['channel'];
  const address =
    channel === 'telegram'
      ? String(1_000_000 + index)
      : `${channel === 'sms' ? '' : 'whatsapp:'}+1500${1_000_000 + index}`;
  const shadow = createPerson(release, { channel, language: 'en', now });
  let options: readonly Option[] = [];
  let written = 0;
  const next = (): Message => {
    written++;
    const kind = chance();
    const option = options.length > 0 && kind < 0.6 ? pick(chance, options) : undefined;
    const text = option
      ? String(options.indexOf(option) + 1)
      : kind < 0.8
        ? pick(chance, NUMBERS)
        : pick(chance, kind < 0.97 ? WORDS : SHARP);
    const id = index * 100 + written;
    const posted =
      channel !== 'telegram'
        ? byTwilio(address, text, `SM${String(id).padStart(32, '0')}`)
        : byTelegram(
            option
              ? telegramPress(Number(address), option.id, 'en', id)
              : telegramText(Number(address), text, 'en', id),
          );
    options = shadow.send(posted.received.content).options;
    const repeats = chance() < REPEATED ? 1 + Math.floor(chance() * MOST_REPEATS) : 0;
    return { ...posted, repeats };
  };
  const groups: Message[][] = [];
  const most = LEAST_MESSAGES + Math.floor(chance() * MORE_MESSAGES);
  while (written < most) groups.push(chance() < TOGETHER ? [next(), next()] : [next()]);
  return { channel, address, groups };
};
