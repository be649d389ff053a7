import nock from 'nock';
import { describe, expect, test, vi } from 'vitest';
import type { Receipt } from '../../src/channel/channel.ts';
import { createSms } from '../../src/channel/sms.ts';
import { createTwilioClient } from '../../src/channel/twilio-client.ts';
import { sendTwilio, type TwilioClient } from '../../src/channel/twilio-send.ts';
import { createWhatsapp } from '../../src/channel/whatsapp.ts';
import { interceptRequests } from '../support/nock.ts';
import { named, readSpec, withoutSpecs } from './specs.ts';

const laid = { text: 'Abre a las 8.\n\n1. Sí', rest: [], buttons: [] };
const NOON = Date.UTC(2026, 10, 21, 12);
const TO = '+15005550100';

const clientOf = (create: () => Promise<{ sid: string }>, taken: readonly object[] = []) => {
  const messages = { create: vi.fn(create), list: vi.fn(async () => taken) };
  return { messages, client: { messages } as unknown as TwilioClient };
};
const failing = (error: unknown, taken: readonly object[] = []) => clientOf(() => Promise.reject(error), taken);
const send = (client: TwilioClient, from = '+15005550200') =>
  sendTwilio({ from, client, wallClock: () => NOON }, TO, laid);

describe('a message handed to Twilio', () => {
  test('is sent once, from the number, and not after it could do harm', async () => {
    const { client, messages } = clientOf(async () => ({ sid: 'SM9' }));
    expect(await send(client)).toEqual({ kind: 'sent', id: 'SM9' });
    expect(messages.create.mock.calls).toEqual([
      [{ to: TO, body: laid.text, from: '+15005550200', validityPeriod: 3600 }],
    ]);
  });

  test('is sent by a Messaging Service where one is named', async () => {
    const { client, messages } = clientOf(async () => ({ sid: 'SM9' }));
    await send(client, `MG${'0'.repeat(32)}`);
    expect(messages.create).toHaveBeenCalledWith({
      to: TO,
      body: laid.text,
      messagingServiceSid: `MG${'0'.repeat(32)}`,
      validityPeriod: 3600,
    });
  });

  test.each<[unknown, Receipt]>([
    [
      { status: 429, code: 20429 },
      { kind: 'retry', afterSeconds: 15, reason: '20429' },
    ],
    [{ status: 429 }, { kind: 'retry', afterSeconds: 15, reason: '429' }],
    [
      { status: 400, code: 21611 },
      { kind: 'retry', afterSeconds: 15, reason: '21611' },
    ],
    ...[21610, 30004, 63014, 63033].map((code): [unknown, Receipt] => [
      { status: 400, code },
      { kind: 'refused', reason: String(code) },
    ]),
    [
      { status: 400, code: 21211 },
      { kind: 'refused', reason: '21211' },
    ],
    [{ status: 404 }, { kind: 'refused', reason: '404' }],
    [{ status: 503 }, { kind: 'ambiguous', reason: '503' }],
    [
      { status: 500, code: 20500 },
      { kind: 'ambiguous', reason: '20500' },
    ],
    [{ code: 'ECONNRESET' }, { kind: 'ambiguous', reason: 'network' }],
    [undefined, { kind: 'ambiguous', reason: 'network' }],
  ])('that fails with %j is %j', async (error, receipt) => {
    expect(await send(failing(error).client)).toEqual(receipt);
  });

  test('that may have been taken is looked for and never sent again', async () => {
    const mine = { sid: 'SM7', body: laid.text, direction: 'outbound-api', dateCreated: new Date(NOON) };
    const { client, messages } = failing({ status: 502 }, [mine]);
    expect(await send(client)).toEqual({ kind: 'sent', id: 'SM7' });
    expect(messages.create).toHaveBeenCalledTimes(1);
    expect(messages.list).toHaveBeenCalledWith({ to: TO, limit: 20 });
  });

  test.each([
    [
      'an older message with the same words',
      { body: laid.text, direction: 'outbound-api', dateCreated: new Date(NOON - 60_000) },
    ],
    ['other words', { body: 'otra', direction: 'outbound-api', dateCreated: new Date(NOON) }],
    ['what the person wrote', { body: laid.text, direction: 'inbound', dateCreated: new Date(NOON) }],
  ])('is not taken for %s', async (_, other) => {
    expect(await send(failing({ status: 502 }, [{ sid: 'SM7', ...other }]).client)).toEqual({
      kind: 'ambiguous',
      reason: '502',
    });
  });

  test('stays unclear where Twilio cannot be asked', async () => {
    const { client, messages } = failing({ code: 'ETIMEDOUT' });
    messages.list.mockRejectedValue(new Error('down'));
    expect(await send(client)).toEqual({ kind: 'ambiguous', reason: 'network' });
  });
});

describe("over Twilio's own client", () => {
  const ACCOUNT = `AC${'0'.repeat(32)}`;
  const MESSAGES = `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`;
  const client = (apiRoot?: string) =>
    createTwilioClient({ accountSid: ACCOUNT, authTokens: ['new-token', 'old-token'], apiRoot });
  const twilio = () => nock('https://api.twilio.com');

  interceptRequests();

  test('exactly the expected form is posted, signed in with the newest token', async () => {
    let posted = '';
    const scope = twilio()
      .post(MESSAGES, (body: Record<string, string>) => {
        posted = new URLSearchParams(body).toString();
        return true;
      })
      .basicAuth({ user: ACCOUNT, pass: 'new-token' })
      .reply(201, { sid: 'SM5' });
    expect(await createSms({ from: '+15005550200', client: client() }).send(TO, laid)).toEqual({
      kind: 'sent',
      id: 'SM5',
    });
    expect(Object.fromEntries(new URLSearchParams(posted))).toEqual({
      To: TO,
      Body: laid.text,
      From: '+15005550200',
      ValidityPeriod: '3600',
    });
    scope.done();
  });

  test.skipIf(withoutSpecs)(
    named('the form has only fields that the reference knows, and all it asks for'),
    async () => {
      const spec = readSpec<{ paths: Record<string, { post: Post }> }>('twilio-api-v2010.messages.json');
      const path = spec.paths['/2010-04-01/Accounts/{AccountSid}/Messages.json'] as { post: Post };
      const { requestBody, 'x-twilio': rules } = path.post;
      const { properties, required } = requestBody.content['application/x-www-form-urlencoded'].schema;
      let fields: readonly string[] = [];
      twilio()
        .post(MESSAGES, (body: Record<string, string>) => {
          fields = Object.keys(body);
          return true;
        })
        .reply(201, { sid: 'SM5' });
      await createWhatsapp({ from: 'whatsapp:+15005550200', client: client() }).send('whatsapp:US.1349', laid);
      for (const field of fields) expect(Object.keys(properties)).toContain(field);
      for (const field of required) expect(fields).toContain(field);
      const snake = fields.map((field) => field.replace(/(?<=.)[A-Z]/g, '_$&').toLowerCase());
      for (const oneOf of rules.conditional) expect(snake.filter((field) => oneOf.includes(field))).toHaveLength(1);
    },
  );

  test('an opt-out is told by its code', async () => {
    twilio()
      .post(MESSAGES)
      .reply(400, { status: 400, code: 21610, message: `${TO} has opted out` });
    expect(await createSms({ from: '+15005550200', client: client() }).send(TO, laid)).toEqual({
      kind: 'refused',

      reason: '21610',
    });
  });

  test('after a broken connection Twilio is asked what it took', async () => {
    twilio().post(MESSAGES).replyWithError('socket hang up');
    const created = new Date().toUTCString();
    twilio()
      .get(MESSAGES)
      .query({ To: TO, PageSize: '20' })
      .reply(200, {
        messages: [{ sid: 'SM6', body: laid.text, direction: 'outbound-api', date_created: created }],
        next_page_uri: null,
      });
    expect(await createSms({ from: '+15005550200', client: client() }).send(TO, laid)).toEqual({
      kind: 'sent',
      id: 'SM6',
    });
  });

  test('another server can take its place', async () => {
    const scope = nock('http://fake.test:8080').post(`/twilio${MESSAGES}`).reply(201, { sid: 'SM8' });
    expect(
      await createSms({ from: '+15005550200', client: client('http://fake.test:8080/twilio/') }).send(TO, laid),
    ).toEqual({ kind: 'sent', id: 'SM8' });
    scope.done();
  });
});

interface Post {
  readonly requestBody: {
    readonly content: {
      readonly 'application/x-www-form-urlencoded': {
        readonly schema: { readonly properties: object; readonly required: readonly string[] };
      };
    };
  };
  readonly 'x-twilio': { readonly conditional: readonly (readonly string[])[] };
}
