import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Doors, openDoors, telegramText, twilioText, twimlText } from '../support/doors.ts';
import { createTestDatabase, named, type TestDatabase, withoutPostgres } from '../support/postgres.ts';
import { FOREIGN, filesOf } from '../support/repository.ts';

const files = filesOf(FOREIGN);
const now = () => Date.UTC(2026, 2, 1, 12);

describe.skipIf(withoutPostgres)(named('two servers on one PostgreSQL database'), () => {
  let database: TestDatabase;
  let servers: readonly [Doors, Doors];
  beforeAll(async () => {
    database = await createTestDatabase();
    const environment = { DATABASE_URL: database.url, PERSON_KEY: randomBytes(32).toString('base64') };
    servers = [await openDoors(files, now, environment), await openDoors(files, now, environment)];
  });
  afterAll(async () => {
    for (const server of servers) await server.close();
    await database.drop();
  });

  /** Every cell of every table, as text. */
  const everything = async (): Promise<string> => {
    const tables = await database.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
    const rows: unknown[] = [];
    for (const { tablename } of tables) rows.push(await database.query(`SELECT * FROM ${tablename}`));
    return JSON.stringify(rows);
  };

  it('carry on one conversation between them, and repeat a reply to the byte', async () => {
    const [one, other] = servers;
    const from = '+15005550100';
    await one.twilio(twilioText(from, 'hello'));
    await other.twilio(twilioText(from, '1'));
    const asked = twilioText(from, '40');
    const reply = await one.twilio(asked);
    expect(await other.twilio(asked)).toEqual(reply);
    expect(twimlText((await other.twilio(twilioText(from, '10'))).body)).toContain('You owe 2 euros');
  });

  it('answer fifty deliveries of one message once, whichever of them gets it', async () => {
    const message = twilioText('+15005550101', 'hello');
    const replies = await Promise.all(Array.from({ length: 50 }, (_, i) => (servers[i % 2] as Doors).twilio(message)));
    expect(new Set(replies.map(({ body }) => body)).size).toBe(1);
    expect(replies.map(({ status }) => status)).toEqual(Array(50).fill(200));
  });

  it('write nothing of a person in clear, in the tables or in the log', async () => {
    const [one, other] = servers;
    const planted = ['planted words', '987654321', '5005550199', 'Planted Name', 'planted-sid'];
    await one.twilio(twilioText('+15005550199', 'hello', 'planted-sid-1'));
    await one.twilio(twilioText('+15005550199', 'planted words', 'planted-sid-2'));
    await other.twilio(twilioText('whatsapp:+15005550199', 'STOP', 'planted-sid-3'));
    await other.telegram(telegramText(987_654_321, 'hello planted words', 'en'));
    await other.telegram(telegramText(987_654_321, 'forget', 'en'));
    const kept = await everything();
    expect(kept.length).toBeGreaterThan(1000);
    for (const text of [kept, one.logged(), other.logged()])
      for (const secret of planted) expect(text).not.toContain(secret);
    // Replies and places in the script are sealed too: no word of theirs stands in a table.
    expect(kept).not.toMatch(/library|counter|Window|<Response/i);
  });

  it('say not ready and 503 without the database, and serve again once it is back', async () => {
    const [one] = servers;
    await database.query('ALTER TABLE conversation RENAME TO gone');
    expect((await fetch(`${one.url}/readyz`)).status).toBe(503);
    expect(await one.twilio(twilioText('+15005550102', 'hello'))).toMatchObject({ status: 503, body: '' });
    await database.query('ALTER TABLE gone RENAME TO conversation');
    // What was found is told again for a second.
    await expect.poll(async () => (await fetch(`${one.url}/readyz`)).status).toBe(200);
    expect((await one.twilio(twilioText('+15005550102', 'hello'))).status).toBe(200);
  });
});
