import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { segments } from '../../src/channel/gsm7.ts';
import { contentOf, noonOf, says } from '../../src/check/rehearse.ts';
import type { TalkFile } from '../../src/content/talk.ts';
import type { Turned } from '../../src/dialog/room.ts';
import {
  type Doors,
  openDoors,
  telegramLocation,
  telegramPress,
  telegramText,
  twilioLocation,
  twilioText,
  twimlText,
} from '../support/doors.ts';
import { filesOf, ROOT, releaseOf } from '../support/repository.ts';
import { telegramSchemas } from '../support/telegram-schema.ts';
import { createPerson } from '../support/universe.ts';

const files = filesOf(ROOT);
const release = releaseOf(files);
const specs = join(ROOT, '../shared/specs');
const limits = existsSync(specs) ? JSON.parse(readFileSync(join(specs, 'limits.json'), 'utf8')) : undefined;

type Talk = TalkFile['talks'][number];
type Channel = 'sms' | 'whatsapp' | 'telegram';

/** The scripts that the front desk offers, by the options that lead there: a stranger can reach nothing else. */
const home = release.flows.get(release.settings.home);
const doorsTo = new Map<string, readonly string[]>();
const open = (id: string, picked: readonly string[]): void => {
  const step = home?.steps.get(id);
  if (!step || picked.length > 3) return;
  if (step.kind.key === 'call') doorsTo.set((step.spec as { flow: string }).flow, picked);
  else for (const { to, option } of step.kind.exits(step.spec)) if (option) open(to, [...picked, option]);
};
open(home?.start ?? '', []);

/** Every talk that begins at the first question of such a script or at the door, on its own channel; those that prove an example on all three. */
const runs = release.talks.flatMap((file) =>
  file.talks
    .filter((talk) => talk.from === 'door' || doorsTo.has(file.flow))
    .flatMap((talk) => {
      const own = talk.channel ?? 'sms';
      const shares = talk.talk.some(({ me }) => typeof me === 'object' && 'location' in me);
      const every: readonly Channel[] = talk.example ? ['sms', 'whatsapp', 'telegram'] : [own];
      // Nobody can share a position by SMS.
      const channels = shares ? every.filter((channel) => channel !== 'sms') : every;
      return channels.map((channel) => ({ file, talk, channel }));
    }),
);

/** One organisation at its doors; its clock stands at noon of the day of each talk. */
let doors: Doors;
let now = 0;
beforeAll(async () => {
  doors = await openDoors(files, () => now);
});
afterAll(() => doors.close());

let people = 0;

/** One person at a door. A pure person walks along and knows what the numbers and buttons mean. */
const createCaller = (channel: Channel, language: string, day: string) => {
  const id = 7_000_000 + ++people;
  const from = channel === 'sms' ? `+1500${id}` : `whatsapp:+1500${id}`;
  const shadow = createPerson(doors.app.release(), { channel, language, now: noonOf(release, day) });
  let last: Turned | undefined;
  return async (me: Talk['talk'][number]['me']): Promise<{ read: string; body: string }> => {
    const content = contentOf(me, last?.options ?? []);
    const position = content.kind === 'pick' ? (last?.options.findIndex((o) => o.id === content.id) ?? -1) + 1 : 0;
    const text = content.kind === 'text' ? content.text : String(position);
    last = shadow.send(channel === 'telegram' || content.kind !== 'pick' ? content : { kind: 'text', text });
    const point = content.kind === 'location' ? content.point : undefined;
    if (channel !== 'telegram') {
      const { body } = await doors.twilio(point ? twilioLocation(from, point) : twilioText(from, text));
      // The pure fold is the oracle: what left the door is what the fold says, to the letter.
      expect(twimlText(body)).toBe(last.laid?.text);
      return { read: twimlText(body), body };
    }
    const update = point
      ? telegramLocation(id, point, language)
      : content.kind === 'pick'
        ? telegramPress(id, content.id, language)
        : telegramText(id, text, language);
    checkSchema(updateSchema, update);
    const { body } = await doors.telegram(update);
    const { method, ...payload } = JSON.parse(body);
    expect(method).toBe('sendMessage');
    checkSchema(sendSchema, payload);
    const sent = JSON.parse(body || '{}');
    expect(sent.text).toBe(last.laid?.text);
    const buttons = (sent.reply_markup?.inline_keyboard ?? sent.reply_markup?.keyboard ?? []).flat() as {
      text: string;
    }[];
    return { read: [sent.text, ...buttons.map((b) => b.text)].join('\n'), body };
  };
};

const api = existsSync(specs)
  ? telegramSchemas(JSON.parse(readFileSync(join(specs, 'telegram-bot-api.trimmed.json'), 'utf8')))
  : undefined;
/** Compiled once: there are thousands of messages to check. */
const updateSchema = api?.('types', 'Update');
const sendSchema = api?.('methods', 'sendMessage');

const checkSchema = (valid: typeof updateSchema, value: unknown): void => {
  if (valid) expect(valid(value), JSON.stringify(valid.errors)).toBe(true);
};

const checkLimits = (channel: Channel, read: string, body: string): void => {
  if (channel === 'telegram')
    expect(JSON.parse(body).text.length).toBeLessThanOrEqual(limits?.telegram.textMax.v ?? 4096);
  else expect(read.length).toBeLessThanOrEqual(limits?.twilio.bodyMax.v ?? 1600);
  if (channel === 'sms') expect(segments(read)).toMatchObject({ encoding: 'gsm7' });
};

describe('through the doors, from the first word to the result', () => {
  it('there are scripts to reach', () => {
    expect(doorsTo.size).toBeGreaterThan(0);
    expect(runs.length).toBeGreaterThan(20);
  });
  it.each(
    runs.map(
      ({ file, talk, channel }) =>
        [
          `${file.flow}: ${talk.name} (${channel}, ${talk.language ?? 'es'}, ${talk.day})`,
          file,
          talk,
          channel,
        ] as const,
    ),
  )('%s', async (_, file, talk, channel) => {
    const language = talk.language ?? release.settings.default;
    now = noonOf(release, talk.day);
    const send = createCaller(channel, language, talk.day);
    if (talk.from !== 'door') {
      await send(language === 'es' ? 'hola' : 'hello');
      for (const pick of doorsTo.get(file.flow) ?? []) await send({ pick });
    }
    for (const line of talk.talk) {
      const { read, body } = await send(line.me);
      checkLimits(channel, read, body);
      if (talk.channel !== undefined && talk.channel !== channel) continue;
      if (talk.channel === undefined && channel !== 'sms') continue;
      for (const words of line.says ?? []) expect(says(read, words), `"${words}" in: ${read}`).toBe(true);
      for (const words of line.never ?? []) expect(says(read, words), `"${words}" in: ${read}`).toBe(false);
    }
  });
});
