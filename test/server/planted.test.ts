import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKeys, readPersonKeys } from '../../src/base/keys.ts';
import { createSeal } from '../../src/base/seal.ts';
import type { ChannelName } from '../../src/channel/channel.ts';
import { outboxContext, stateContext } from '../../src/delivery/sealed.ts';
import { copyStore } from '../../src/store/copy.ts';
import { openStore } from '../../src/store/open.ts';
import { type Doors, type Form, openDoors, signature, telegramText, twilioText } from '../support/doors.ts';
import { EVERYTHING, leaksIn, type Mood, openProvider, PLANTED, type Provider } from '../support/planted.ts';
import { createTestDatabase, named, type TestDatabase, withoutPostgres } from '../support/postgres.ts';
import { FOREIGN, filesOf } from '../support/repository.ts';

const files = filesOf(FOREIGN);
const PUBLIC_URL = 'https://bot.example.org';
const { phone, businessId, telegramId, words } = PLANTED;
const BUSINESS = `whatsapp:MX.${businessId}`;
const RING = readPersonKeys(PLANTED.personKey);

/** A database behind the doors, which a test can break and read. */
interface Base {
  readonly url: string;
  readonly run: (sql: string) => Promise<unknown>;
  /** SQL that makes every write of a delivery fail with an error which quotes all that is planted. */
  readonly failing: readonly string[];
  readonly mended: readonly string[];
  /** SQL that keeps everybody else waiting, and a way to end it. */
  readonly hold: () => Promise<() => Promise<unknown>>;
  readonly cut: () => Promise<unknown>;
  /** All that is kept, byte for byte or cell for cell. */
  readonly everything: () => Promise<string>;
  readonly close: () => Promise<unknown>;
}

/** In two halves, so that the statement itself plants nothing. */
const halves =
  EVERYTHING.match(/.{1,5}/gs)
    ?.map((part) => `'${part}'`)
    .join(' || ') ?? "''";

const bytesOf = (folder: string): string =>
  readdirSync(folder)
    .filter((name) => name !== 'person.key')
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n');

const sqliteBase = async (): Promise<Base> => {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-planted-'));
  const file = join(folder, 'kept.db');
  await (await openStore(`sqlite:${file}`)).close();
  const other = new DatabaseSync(file, { timeout: 5000 });
  other.exec('PRAGMA secure_delete = ON');
  return {
    url: `sqlite:${file}`,
    run: async (sql) => other.exec(sql),
    failing: [`CREATE TRIGGER planted BEFORE INSERT ON delivery BEGIN SELECT RAISE(ABORT, ${halves}); END`],
    mended: ['DROP TRIGGER planted'],
    hold: async () => {
      other.exec('BEGIN EXCLUSIVE');
      return async () => other.exec('ROLLBACK');
    },
    cut: async () => undefined,
    everything: async () => bytesOf(folder),
    close: async () => {
      other.close();
      rmSync(folder, { recursive: true });
    },
  };
};

const postgresBase = async (): Promise<Base> => {
  const database: TestDatabase = await createTestDatabase();
  await database.query(`ALTER ROLE CURRENT_USER PASSWORD '${PLANTED.databasePassword}'`);
  const address = new URL(database.url);
  address.password = PLANTED.databasePassword;
  await (await openStore(address.href)).close();
  return {
    url: address.href,
    run: database.query,
    // As PostgreSQL itself does when a disk is full, with values in the message and in its details.
    failing: [
      `CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         RAISE EXCEPTION USING ERRCODE = '53100', MESSAGE = ${halves}, DETAIL = ${halves}, HINT = ${halves}; END $$`,
      'CREATE TRIGGER planted BEFORE INSERT ON delivery FOR EACH ROW EXECUTE FUNCTION planted()',
    ],
    mended: ['DROP TRIGGER planted ON delivery', 'DROP FUNCTION planted'],
    hold: () => database.hold('LOCK TABLE conversation, delivery IN ACCESS EXCLUSIVE MODE'),
    cut: database.cutAll,
    everything: async () => {
      const tables = await database.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
      const rows: unknown[] = [];
      for (const { tablename } of tables) rows.push(await database.query(`SELECT * FROM ${String(tablename)}`));
      return JSON.stringify(rows);
    },
    close: database.drop,
  };
};

/** A person as Twilio tells of them, with everything that it may tell. */
const twilioPerson = (from: string, text: string, more: Form = {}): Form => ({
  ...twilioText(from, text, `${PLANTED.sid.slice(0, 28)}${String(Math.random()).slice(2, 8)}`),
  ProfileName: `${PLANTED.firstName} ${PLANTED.lastName}`,
  WaId: phone.slice(1),
  ExternalUserId: `MX.${businessId}`,
  ChannelMetadata: JSON.stringify({ type: 'whatsapp', data: { context: { name: PLANTED.metadata } } }),
  FromCity: PLANTED.address,
  ...more,
});

const someone = {
  id: Number(telegramId),
  is_bot: false,
  first_name: PLANTED.firstName,
  last_name: PLANTED.lastName,
  username: PLANTED.username,
  language_code: 'en',
};
const chat = { id: someone.id, type: 'private', first_name: someone.first_name, username: someone.username };
let updates = 700;
const telegramMessage = (more: object) => ({
  update_id: ++updates,
  message: { message_id: updates, date: 1_795_000_000, chat, from: someone, ...more },
});
const telegramPressed = (data: string) => ({
  update_id: ++updates,
  callback_query: {
    id: PLANTED.press,
    chat_instance: words,
    from: someone,
    data,
    message: { message_id: 1, date: 1, chat },
  },
});
const location = { latitude: Number(PLANTED.latitude), longitude: -Number(PLANTED.longitude) };

interface Sent {
  readonly status: number;
  readonly body: string;
}

/** Everyone who may come to the doors, and all that they were told: headers always, bodies where they are errors. */
const visit = (doors: Doors) => {
  const told: string[] = [];
  const send = async (path: string, init: RequestInit = {}): Promise<Sent> => {
    const response = await fetch(doors.url + path, { redirect: 'manual', ...init });
    const body = await response.text();
    told.push(JSON.stringify([...response.headers]));
    if (response.status >= 400) told.push(body);
    return { status: response.status, body };
  };
  const twilio = (form: Form, path = '/webhooks/twilio', headers: Form = {}): Promise<Sent> =>
    send(path, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signature(PUBLIC_URL + path, form, PLANTED.authToken),
        ...headers,
      },
      body: new URLSearchParams(form).toString(),
    });
  const telegram = (update: unknown, headers: Form = {}): Promise<Sent> =>
    send('/webhooks/telegram', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-telegram-bot-api-secret-token': PLANTED.webhookSecret,
        ...headers,
      },
      body: typeof update === 'string' ? update : JSON.stringify(update),
    });
  /** What no browser would send. */
  const raw = (text: string): Promise<void> =>
    new Promise((done) => {
      const socket = connect(Number(new URL(doors.url).port), '127.0.0.1', () => socket.end(text));
      socket.on('data', (part) => told.push(part.toString()));
      socket.on('error', () => undefined).on('close', () => done());
    });
  return { send, twilio, telegram, raw, told: () => told.join('\n') };
};

type Visit = ReturnType<typeof visit>;

/** Each kind of message, from each kind of person; two of them never use the same words, or a third would bring them to light. */
const talk = async ({ twilio, telegram }: Visit): Promise<readonly number[]> => {
  const replies = [
    await twilio(twilioPerson(phone, 'hello')),
    await twilio(twilioPerson(phone, `${words} sms`)),
    await twilio(twilioPerson(`whatsapp:${phone}`, 'hello')),
    await twilio(
      twilioPerson(`whatsapp:${phone}`, PLANTED.title, { ButtonText: PLANTED.title, ButtonPayload: PLANTED.label }),
    ),
    await twilio(twilioPerson(`whatsapp:${phone}`, '', { ListTitle: PLANTED.title, ListId: PLANTED.label })),
    await twilio(
      twilioPerson(`whatsapp:${phone}`, '', {
        Latitude: PLANTED.latitude,
        Longitude: `-${PLANTED.longitude}`,
        Address: PLANTED.address,
        Label: PLANTED.label,
      }),
    ),
    await twilio(
      twilioPerson(BUSINESS, '', {
        NumMedia: '1',
        MediaUrl0: `https://api.example.org/${PLANTED.media}`,
        MediaContentType0: 'image/png',
      }),
    ),
    await twilio(twilioPerson(BUSINESS, `${PLANTED.media} ${PLANTED.metadata}`)),
    await twilio(twilioPerson(BUSINESS, 'STOP', { OptOutType: 'STOP' })),
    await telegram(telegramMessage({ text: 'hello' })),
    await telegram(telegramMessage({ text: `${PLANTED.title} ${PLANTED.label} ${PLANTED.address}` })),
    await telegram(telegramMessage({ text: `/start ${PLANTED.username}` })),
    await telegram(telegramMessage({ location, venue: { title: PLANTED.label, address: PLANTED.address } })),
    await telegram(telegramMessage({ photo: [{ file_id: PLANTED.media }], caption: PLANTED.label })),
    await telegram(telegramPressed(PLANTED.title)),
    await telegram({ update_id: ++updates, edited_message: telegramMessage({ text: words }).message }),
    await telegram(telegramMessage({ chat: { ...chat, type: 'group', title: PLANTED.title }, text: words })),
  ];
  return [...new Set(replies.map(({ status }) => status))];
};

/** Of someone who may come into the workshop: what is said there can hold more than what is said outside. */
const TOKEN: Form = { authorization: `Bearer ${PLANTED.workshopToken}` };

/** Everything that is refused at the doors. */
const knockWrongly = async ({ send, twilio, telegram, raw }: Visit): Promise<readonly number[]> => {
  const form = twilioPerson(phone, words);
  const query = new URLSearchParams(form).toString();
  const json = { 'content-type': 'application/json' };
  const huge = `${EVERYTHING} ${'x'.repeat(300 * 1024)}`;
  const replies = [
    await twilio(form, '/webhooks/twilio', { 'x-twilio-signature': PLANTED.authToken }),
    await twilio(form, '/webhooks/twilio', { 'content-type': 'application/json' }),
    await twilio(form, '/webhooks/twilio', { 'content-type': `application/${words}` }),
    await twilio({ ...form, Body: huge }),
    await twilio({ ...form, MessageSid: '' }),
    await twilio({ ...form, Latitude: words, Longitude: PLANTED.longitude }),
    await twilio({ ...form, MessageStatus: words }, '/webhooks/twilio/status'),
    await twilio(form, `/webhooks/twilio?${query}`, { 'x-twilio-signature': 'wrong' }),
    await telegram(telegramMessage({ text: words }), { 'x-telegram-bot-api-secret-token': PLANTED.botToken }),
    await telegram(`{"update_id": 1, "message": "${EVERYTHING}`),
    await telegram(`{"update_id": "${EVERYTHING}"}`),
    await telegram(`"${huge}"`),
    await telegram(telegramMessage({ text: words }), { 'content-type': `text/${words}` }),
    await telegram('{"__proto__": {"plantedxylophone": 1}}'),
    await send(`/webhooks/twilio?${query}`),
    await send(`/webhooks/telegram/${PLANTED.botToken}`, { method: 'PUT' }),
    await send(`/${encodeURIComponent(EVERYTHING)}?${query}`),
    await send(`/%zz${words}`),
    await send(`/workshop/flows/${words}`),
    await send(`/workshop/flows/${words}`, { headers: { ...TOKEN, 'x-forwarded-for': '192.0.2.1' } }),
    await send(`/workshop/flows/%zz${words}`, { headers: TOKEN }),
    await send(`/workshop/flows/${'x'.repeat(300)}${words}`, { headers: TOKEN }),
    await send(`/workshop/diff?from=${encodeURIComponent(`--${words}`)}`, { headers: TOKEN }),
    await send(`/workshop/diff?from=${words}`, { headers: TOKEN }),
    await send(`/workshop/board?day=${words}`, { headers: TOKEN }),
    await send(`/workshop/questions?days=${words}`, { headers: TOKEN }),
    await send('/sign-in', {
      method: 'POST',
      headers: { ...json, origin: `https://${words}.example.org` },
      body: '{}',
    }),
    await send('/sign-in', { method: 'POST', headers: json, body: JSON.stringify({ token: words }) }),
    await send('/sign-in', { method: 'POST', headers: json, body: JSON.stringify({ token: PLANTED.workshopToken }) }),
    await send('/sign-in', { method: 'POST', headers: json, body: `{"token": "${PLANTED.workshopToken}` }),
    await send('/', {
      headers: { 'x-forwarded-for': '192.0.2.1', cookie: `ventanilla_workshop=${PLANTED.workshopToken}` },
    }),
    await send('/metrics', { headers: { 'x-forwarded-for': '192.0.2.1', authorization: `Bearer ${words}` } }),
    await send('/simulator/messages', {
      method: 'POST',
      headers: { ...json, ...TOKEN },
      body: `{"person": "${EVERYTHING}`,
    }),
    await send('/simulator/messages', {
      method: 'POST',
      headers: { ...json, ...TOKEN },
      body: JSON.stringify({ person: phone, channel: words, text: words }),
    }),
    await send('/simulator/messages', {
      method: 'POST',
      headers: { ...json, ...TOKEN },
      body: JSON.stringify({ [words]: words }),
    }),
    await send('/simulator/messages', {
      method: 'POST',
      headers: { ...json, ...TOKEN },
      body: JSON.stringify({ text: huge }),
    }),
    await send('/workshop/talks', {
      method: 'POST',
      headers: { ...json, ...TOKEN },
      body: JSON.stringify({ name: EVERYTHING, [words]: 1 }),
    }),
  ];
  await raw(`GET /${words} HTTP/1.1\r\n${words}\r\n\r\n`);
  await raw(`${words} / HTTP/1.1\r\nhost: localhost\r\n\r\n`);
  await raw(`GET / HTTP/1.1\r\nhost: localhost\r\nx-planted: ${words.repeat(2000)}\r\n\r\n`);
  await raw(`POST /webhooks/telegram HTTP/1.1\r\nhost: localhost\r\ncontent-length: 99\r\n\r\n${words}`);
  return [...new Set(replies.map(({ status }) => status))].sort();
};

const bases: Readonly<Record<string, () => Promise<Base>>> = { SQLite: sqliteBase, PostgreSQL: postgresBase };

describe.each(Object.keys(bases))('planted values, with %s', (kind) => {
  const skipped = kind === 'PostgreSQL' && withoutPostgres;
  const title = kind === 'PostgreSQL' ? named : (text: string) => text;
  let base: Base;
  let provider: Provider;
  let doors: Doors;
  let door: Visit;
  const now = Date.UTC(2026, 2, 1, 12);

  const environment = (): Form => ({
    DATABASE_URL: base.url,
    PERSON_KEY: PLANTED.personKey,
    TWILIO_AUTH_TOKEN: PLANTED.authToken,
    TWILIO_API_ROOT: provider.url,
    TELEGRAM_BOT_TOKEN: PLANTED.botToken,
    TELEGRAM_WEBHOOK_SECRET: PLANTED.webhookSecret,
    TELEGRAM_API_ROOT: provider.url,
    WORKSHOP_TOKEN: PLANTED.workshopToken,
  });
  const open = async (more: Readonly<Record<string, string | undefined>> = {}): Promise<Doors> =>
    openDoors(files, () => now, { ...environment(), ...more }, { runs: true });
  const metrics = async (): Promise<string> => (await door.send('/metrics', { headers: TOKEN })).body;
  /** What everybody could have read so far. */
  const seen = async (): Promise<readonly string[]> => [
    ...leaksIn(doors.logged()).map((leak) => `log ${leak}`),
    ...leaksIn(door.told()).map((leak) => `reply ${leak}`),
    ...leaksIn(await metrics()).map((leak) => `metrics ${leak}`),
    ...leaksIn(await base.everything()).map((leak) => `store ${leak}`),
  ];

  beforeAll(async () => {
    if (skipped) return;
    base = await (bases[kind] as () => Promise<Base>)();
    provider = await openProvider();
    doors = await open();
    door = visit(doors);
  });
  afterAll(async () => {
    if (skipped) return;
    await doors.close();
    await provider.close();
    await base.close();
  });

  it.skipIf(skipped)(title('are found where they leak, however they are spelt'), () => {
    for (const value of Object.values(PLANTED)) {
      const bare = value.replace(/^\+/, '');
      for (const before of ['', 'x', 'xy'])
        for (const said of [bare, bare.toUpperCase(), encodeURIComponent(bare), Buffer.from(bare).toString('hex')])
          expect(leaksIn(`${before}${said}.`), said).not.toEqual([]);
      for (const before of ['', 'x', 'xy'])
        for (const how of ['base64', 'base64url'] as const)
          expect(leaksIn(Buffer.from(`${before}${bare} and more`).toString(how)), bare).not.toEqual([]);
    }
    expect(leaksIn('a plain line')).toEqual([]);
  });

  it.skipIf(skipped)(title('stay out of everything while people talk'), async () => {
    expect(await talk(door)).toEqual([200]);
    expect(doors.logged()).toContain('"msg":"turn"');
    expect(await seen()).toEqual([]);
  });

  it.skipIf(skipped)(title('stay out of every refusal'), async () => {
    const statuses = await knockWrongly(door);
    expect(statuses).toEqual(expect.arrayContaining([400, 403, 404, 413, 415]));
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect(await seen()).toEqual([]);
  });

  it.skipIf(skipped)(
    title('stay out of what a failing store says'),
    async () => {
      const say = () => door.twilio(twilioPerson(phone, `${words} again`));
      const status = { MessageSid: PLANTED.sid, MessageStatus: 'failed', To: phone, ErrorMessage: words };
      const tell = () => door.twilio(status, '/webhooks/twilio/status');
      for (const sql of base.failing) await base.run(sql);
      const refused = await Promise.all([say(), door.telegram(telegramMessage({ text: words }))]);
      expect(refused.map((reply) => reply.status)).toEqual([503, 503]);
      for (const sql of base.mended) await base.run(sql);

      await base.run('ALTER TABLE delivery RENAME TO gone');
      expect((await say()).status).toBe(503);
      await base.run('ALTER TABLE gone RENAME TO delivery');
      await base.run('ALTER TABLE status RENAME TO gone');
      expect((await tell()).status).toBe(503);
      await base.run('ALTER TABLE gone RENAME TO status');
      expect((await tell()).status).toBe(204);

      const end = await base.hold();
      try {
        expect((await say()).status).toBe(503);
      } finally {
        await end();
      }
      await base.cut();
      await expect.poll(async () => (await say()).status).toBe(200);
      expect(doors.logged()).toContain('"msg":"request failed"');
      expect(await seen()).toEqual([]);
    },
    90_000,
  );

  it.skipIf(skipped)(title('stay out of what is said of texts that cannot be read'), async () => {
    const seal = createSeal(RING);
    const [person = ''] = createKeys(RING).person('sms', phone);
    // A text that was sealed by this program and is no JSON: what reads it quotes it.
    await base.run(
      `UPDATE conversation SET state = '${seal.seal(`[${EVERYTHING}`, stateContext(person))}' WHERE person = '${person}'`,
    );
    await door.twilio(twilioPerson(phone, words));
    await base.run(`UPDATE conversation SET state = 'x.y', profile = '${'A'.repeat(80)}' WHERE person = '${person}'`);
    expect((await door.twilio(twilioPerson(phone, words))).status).toBe(200);
    expect(await seen()).toEqual([]);
  });

  it.skipIf(skipped)(title('stay out of what becomes of messages that are sent'), async () => {
    const store = await openStore(base.url);
    const write = async (
      id: string,
      key: readonly Buffer[],
      channel: ChannelName,
      address: string,
      message: string,
    ) => {
      const seal = createSeal(key);
      await store.commit({
        person: `person-of-${id}`,
        delivery: `delivery-of-${id}`,
        version: 0,
        release: 'r',
        outbox: [
          {
            id,
            channel,
            address: seal.seal(address, outboxContext(id)),
            message: seal.seal(message, outboxContext(id)),
            due: now,
          },
        ],
        at: now,
      });
    };
    const laid = JSON.stringify({ text: `${words} ${EVERYTHING}`, rest: [], buttons: [] });
    const moods: readonly Mood[] = ['sent', 'refused', 'forbidden', 'busy', 'broken', 'cut', 'page'];
    const settled = () => doors.logged().split('"msg":"sent"').length - 1;
    for (const [i, mood] of moods.entries()) {
      provider.be(mood);
      await write(`sms-${mood}`, RING, 'sms', phone, laid);
      await write(`whatsapp-${mood}`, RING, 'whatsapp', BUSINESS, laid);
      await write(`telegram-${mood}`, RING, 'telegram', telegramId, laid);
      // A button is acknowledged after its turn, and nobody waits for it.
      await door.telegram(telegramPressed(`${PLANTED.title} ${mood}`));
      await expect.poll(settled).toBeGreaterThanOrEqual(3 * (i + 1));
    }
    provider.be('sent');
    await write('unreadable', readPersonKeys(Buffer.alloc(32, 7).toString('base64')), 'sms', phone, laid);
    await write('no-json', RING, 'sms', phone, `{"text": ${EVERYTHING}`);
    await expect.poll(() => doors.logged()).toContain('"reason":"unreadable"');
    await expect.poll(() => doors.logged()).toMatch(/"error":"SyntaxError".*"msg":"outbox"/);
    await store.close();
    const asked = provider.asked();
    expect(asked.some((path) => path.includes(PLANTED.botToken))).toBe(true);
    expect(asked.some((path) => path.includes('answerCallbackQuery'))).toBe(true);
    for (const reason of ['21211', '403', 'network', 'unreadable'])
      expect(doors.logged()).toContain(`"reason":"${reason}"`);
    expect(await seen()).toEqual([]);
  });

  // The store has no part in it, and every failure is followed by a pause.
  if (kind === 'SQLite')
    it(title('stay out of what is polled'), async () => {
      const polling = await open({ TELEGRAM_MODE: 'polling', TELEGRAM_WEBHOOK_SECRET: undefined });
      provider.be('sent');
      provider.bring(
        [telegramMessage({ text: words }), telegramPressed(PLANTED.title)],
        [{ update_id: ++updates, message: EVERYTHING }],
      );
      await expect.poll(() => polling.logged()).toContain('"msg":"turn"');
      for (const mood of ['refused', 'broken', 'page', 'cut'] as const) {
        provider.be(mood);
        const before = provider.asked().length;
        await expect.poll(() => provider.asked().length).toBeGreaterThan(before + 1);
      }
      provider.be('sent');
      await polling.close();
      expect(polling.logged()).toContain('polling telegram');
      expect(leaksIn(polling.logged())).toEqual([]);
      expect(await seen()).toEqual([]);
    });

  it.skipIf(skipped)(title('stay out of a copy of the store'), async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ventanilla-planted-copy-'));
    await copyStore(base.url, `sqlite:${folder}/copy.db`);
    const bytes = bytesOf(folder);
    expect(bytes.length).toBeGreaterThan(10_000);
    expect(leaksIn(bytes)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it.skipIf(skipped)(
    title('of someone who asks to be forgotten leave not even their seals and their code name'),
    async () => {
      const from = '+15005550974';
      const [person = ''] = createKeys(RING).person('sms', from);
      for (const text of ['hello', '1', '40', `${words} forgotten`]) await door.twilio(twilioPerson(from, text));
      const store = await openStore(base.url);
      const { saved } = await store.load(person, 'none');
      const sealed = [saved.profile ?? '', saved.state ?? ''];
      const before = await base.everything();
      for (const one of [person, ...sealed]) expect(before).toContain(one);
      await door.twilio(twilioPerson(from, 'forget'));
      const after = await base.everything();
      // The server goes on: no file is closed, and nothing waits for a sweep.
      for (const one of [person, ...sealed]) {
        expect(one.length).toBeGreaterThan(20);
        expect(after).not.toContain(one);
      }
      await store.close();
    },
  );
});

describe('updates of strangers', () => {
  it('are the ones that the helpers of all tests make', () => {
    // Planted updates must have the shape that is answered, or nothing would be proved by silence.
    expect(Object.keys(telegramMessage({ text: 'x' }).message).sort()).toEqual(
      Object.keys(telegramText(1, 'x').message).sort(),
    );
  });
});
