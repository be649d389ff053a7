import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Doors,
  openDoors,
  signature,
  telegramPress,
  telegramText,
  twilioText,
  twimlText,
} from '../support/doors.ts';
import { FOREIGN, filesOf, ROOT } from '../support/repository.ts';

const files = filesOf(FOREIGN);
const now = Date.UTC(2026, 2, 1, 12);
let doors: Doors;
beforeAll(async () => {
  doors = await openDoors(files, () => now);
});
afterAll(() => doors.close());

describe('the Twilio door', () => {
  it('answers a signed SMS with its reply in TwiML', async () => {
    const reply = await doors.twilio(twilioText('+15005550100', 'hello'));
    expect(reply).toMatchObject({ status: 200, type: expect.stringContaining('text/xml') });
    expect(twimlText(reply.body)).toContain('What can I do for you?');
  });
  it('refuses what is not signed, with 403 and an empty body, and stores nothing', async () => {
    const form = twilioText('+15005550111', 'hello');
    for (const value of [
      '',
      'wrong',
      signature('https://elsewhere.example.org/webhooks/twilio', form),
      signature('https://bot.example.org/webhooks/twilio', form, ''),
    ]) {
      const reply = await doors.twilio(form, { headers: { 'x-twilio-signature': value } });
      expect(reply).toMatchObject({ status: 403, body: '' });
    }
    expect(twimlText((await doors.twilio(form)).body)).toContain('FORGET');
  });
  it('never believes the Host header', async () => {
    const form = twilioText('+15005550112', 'hello');
    const forged = await doors.twilio(form, {
      headers: {
        'x-twilio-signature': signature('https://evil.example.org/webhooks/twilio', form),
        'x-forwarded-host': 'evil.example.org',
      },
    });
    expect(forged.status).toBe(403);
  });
  it('checks a query as part of the address', async () => {
    const reply = await doors.twilio(twilioText('+15005550113', 'hello'), { path: '/webhooks/twilio?x=1&y=%20' });
    expect(reply.status).toBe(200);
  });
  it('answers opt-out words that Twilio has handled with an empty response', async () => {
    const reply = await doors.twilio({ ...twilioText('+15005550114', 'ALTO'), OptOutType: 'STOP' });
    expect(reply.body).toMatch(/<Response\/>/);
    expect((await doors.twilio(twilioText('+15005550114', 'hello'))).body).toMatch(/<Response\/>/);
    await doors.twilio({ ...twilioText('+15005550114', 'START'), OptOutType: 'START' });
    expect(twimlText((await doors.twilio(twilioText('+15005550114', 'hello'))).body)).not.toBe('');
  });
  it('counts each delivery status once', async () => {
    const form = {
      MessageSid: 'SM1',
      AccountSid: 'AC',
      From: '+15005550200',
      To: '+15005550100',
      MessageStatus: 'delivered',
    };
    for (let i = 0; i < 3; i++)
      expect((await doors.twilio(form, { path: '/webhooks/twilio/status' })).status).toBe(204);
    const metrics = await (await fetch(`${doors.url}/metrics`)).text();
    expect(metrics).toContain('ventanilla_delivery_status_total{status="delivered",code=""} 1');
    expect(
      (await doors.twilio(form, { path: '/webhooks/twilio/status', headers: { 'x-twilio-signature': 'no' } })).status,
    ).toBe(403);
    expect((await doors.twilio({ a: 'b' }, { path: '/webhooks/twilio/status' })).status).toBe(400);
  });
});

describe('the Telegram door', () => {
  it('answers an update with the method in the response', async () => {
    const reply = await doors.telegram(telegramText(7, 'hello', 'en'));
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.body)).toMatchObject({
      method: 'sendMessage',
      chat_id: 7,
      text: expect.stringContaining('What can I do'),
    });
  });
  it('takes pressed buttons', async () => {
    const menu = JSON.parse((await doors.telegram(telegramText(8, 'hello', 'en'))).body);
    const data = menu.reply_markup.inline_keyboard[0][0].callback_data;
    expect(JSON.parse((await doors.telegram(telegramPress(8, data))).body).text).toBe('How old is the reader?');
  });
  it('refuses a wrong, missing or empty secret with 403 and an empty body', async () => {
    for (const value of ['', 'wrong', 'a-secret-of-telegram-000'])
      expect(
        await doors.telegram(telegramText(9, 'hello'), { 'x-telegram-bot-api-secret-token': value }),
      ).toMatchObject({ status: 403, body: '' });
    const bare = await fetch(`${doors.url}/webhooks/telegram`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect([bare.status, await bare.text()]).toEqual([403, '']);
  });
  it('meets edits, members and things to come with an empty 200', async () => {
    for (const update of [
      { update_id: 1 },
      { update_id: 2, edited_message: telegramText(9, 'x').message },
      { update_id: 3, something_new: {} },
    ])
      expect(await doors.telegram(update)).toMatchObject({ status: 200, body: '' });
  });
});

describe('bad bodies', () => {
  const huge = 'x'.repeat(300 * 1024);
  it('get a 4xx or a kind reply, never a 500', async () => {
    for (const body of [
      '',
      '{',
      '[1]',
      '{}',
      'null',
      '"x"',
      '{"update_id":"1"}',
      `{"update_id":1,"message":"${huge}"}`,
      '{"update_id":5,"message":{}}',
    ]) {
      const { status } = await doors.telegram(body);
      expect(status, body.slice(0, 40)).toBeGreaterThanOrEqual(400);
      expect(status, body.slice(0, 40)).toBeLessThan(500);
    }
    for (const form of [
      {},
      { MessageSid: 'SM1' },
      { From: '+1' },
      { ...twilioText('', 'x') },
      { ...twilioText('whatsapp:+1', ''), Latitude: 'north', Longitude: '1' },
    ]) {
      const { status } = await doors.twilio(form);
      expect(status, JSON.stringify(form).slice(0, 60)).toBe(400);
    }
    expect((await doors.twilio(twilioText('+15005550115', huge))).status).toBe(413);
    for (const type of ['text/plain', 'application/xml', 'multipart/form-data']) {
      const { status } = await doors.twilio(twilioText('+15005550115', 'x'), { headers: { 'content-type': type } });
      expect([403, 415]).toContain(status);
    }
  });
  it('of a person are answered kindly', async () => {
    for (const body of ['', '   ', '\u0000\u0007', '🙂', '<script>', '{{fact.x}}', 'a'.repeat(1600), '\ud83d']) {
      const reply = await doors.twilio(twilioText('+15005550116', body));
      expect(reply.status).toBe(200);
      expect(twimlText(reply.body).length).toBeGreaterThan(0);
    }
  });
  it('nor unknown addresses', async () => {
    const reply = await fetch(`${doors.url}/nothing`);
    expect([reply.status, await reply.text()]).toEqual([404, '']);
  });
});

describe('the same delivery fifty times at once', () => {
  it('moves one step and gets fifty identical replies, by SMS and by Telegram', async () => {
    await doors.twilio(twilioText('+15005550120', 'hello'));
    await doors.twilio(twilioText('+15005550120', '1'));
    const form = twilioText('+15005550120', '40');
    const replies = await Promise.all(Array.from({ length: 50 }, () => doors.twilio(form)));
    expect(new Set(replies.map((r) => r.body)).size).toBe(1);
    expect(twimlText(replies[0]?.body ?? '')).toBe('How many days is it late?');
    expect(twimlText((await doors.twilio(twilioText('+15005550120', '10'))).body)).toContain('You owe 2 euros');
    const update = telegramText(20, 'hello', 'en');
    const bodies = await Promise.all(Array.from({ length: 50 }, async () => (await doors.telegram(update)).body));
    expect(new Set(bodies).size).toBe(1);
  });
  it('two different messages of one person are both answered, in the order of arrival', async () => {
    await doors.twilio(twilioText('+15005550121', 'hello'));
    const [first, second] = await Promise.all([
      doors.twilio(twilioText('+15005550121', '1')),
      doors.twilio(twilioText('+15005550121', '40')),
    ]);
    expect([twimlText(first.body), twimlText(second.body)]).toEqual([
      'How old is the reader?',
      'How many days is it late?',
    ]);
  });
});

describe('the logs', () => {
  it('hold nothing of a person', async () => {
    await doors.twilio({
      ...twilioText('whatsapp:+15005550130', 'planted words of a person'),
      ProfileName: 'Planted Name',
      WaId: '15005550130',
      Latitude: '32.5149',
      Longitude: '-117.0382',
    });
    await doors.telegram(telegramText(424242, 'planted words of a person'));
    await doors.telegram('{"planted":');
    const logged = doors.logged();
    expect(logged).toContain('"msg":"turn"');
    for (const planted of [
      '5005550130',
      'planted',
      'Planted',
      '424242',
      '32.5149',
      'a-token-of-twilio',
      'a-secret-of-telegram',
      'hello',
    ])
      expect(logged).not.toContain(planted);
  });
});

const specs = join(ROOT, '../shared/specs');
describe.skipIf(!existsSync(specs))('with the providers’ own samples [needs ../shared]', () => {
  const read = (file: string) => JSON.parse(readFileSync(join(specs, file), 'utf8'));
  it('every inbound sample of Twilio is answered or meant to be silent', async () => {
    for (const [i, { name, params: sample }] of read('twilio-inbound-samples.json').samples.entries()) {
      // All samples come from one number: here each has its own, since one of them opts out.
      const params = { ...sample, From: sample.From.replace('5005550100', `50055502${10 + i}`) };
      const callback = name.startsWith('status');
      const reply = await doors.twilio(params, callback ? { path: '/webhooks/twilio/status' } : {});
      expect(reply.status, name).toBe(callback ? 204 : 200);
      const silent = callback || name.includes('short code') || params.OptOutType !== undefined;
      if (!callback) expect(twimlText(reply.body) === '', name).toBe(silent);
    }
  });
});
