import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Doors, openDoors, type Reply, twilioText, twimlText } from '../support/doors.ts';
import { createTestDatabase, named, type TestDatabase, withoutPostgres } from '../support/postgres.ts';
import { FOREIGN, filesOf } from '../support/repository.ts';
import { createTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

const files = filesOf(FOREIGN);
const now = () => Date.UTC(2026, 2, 1, 12);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Timed extends Reply {
  readonly seconds: number;
}

const timed = async (work: Promise<Reply>): Promise<Timed> => {
  const began = performance.now();
  const reply = await work;
  return { ...reply, seconds: (performance.now() - began) / 1000 };
};

describe.skipIf(withoutPostgres)(named('a server whose PostgreSQL database fails'), () => {
  let database: TestDatabase;
  let wire: TcpProxy;
  let doors: Doors;
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= doors.close());
  let people = 100;
  const nobody = (): string => `+15005550${++people}`;
  const ready = async (): Promise<number> => (await fetch(`${doors.url}/readyz`)).status;
  const metric = async (name: string): Promise<string | undefined> =>
    new RegExp(`^${name} (\\S+)$`, 'm').exec(await (await fetch(`${doors.url}/metrics`)).text())?.[1];
  const turns = async (): Promise<unknown> =>
    (await database.query('SELECT count(*)::int AS turns, max(version)::int AS version FROM conversation'))[0];

  /** Lets a statement run before each turn is written. */
  const before = (statement: string) =>
    database.query(`
      CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${statement}; RETURN NEW; END $$;
      CREATE TRIGGER fault BEFORE INSERT OR UPDATE ON conversation FOR EACH ROW EXECUTE FUNCTION fault()`);
  const mend = () => database.query('DROP FUNCTION IF EXISTS fault CASCADE');

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    const url = new URL(database.url);
    wire = await createTcpProxy({ host: url.hostname, port: Number(url.port) });
    url.searchParams.set('host', '127.0.0.1');
    url.searchParams.set('port', String(wire.port));
    doors = await openDoors(
      files,
      now,
      { DATABASE_URL: url.href, PERSON_KEY: randomBytes(32).toString('base64') },
      { runs: true },
    );
    closed = undefined;
    await database.empty();
  });
  afterEach(async () => {
    await mend();
    await close();
    await wire.cut();
  });

  it('for three seconds answers late, rightly and once; and says meanwhile that it is not ready', async () => {
    const from = nobody();
    await doors.twilio(twilioText(from, 'hello'));
    await wire.cut();
    const waiting = Array.from({ length: 20 }, (_, i) =>
      timed(doors.twilio(twilioText(i === 0 ? from : nobody(), '1'))),
    );
    await pause(1500);
    expect(await ready()).toBe(503);
    expect(await metric('ventanilla_store_down')).toBe('1');
    await pause(1500);
    await wire.mend();
    const replies = await Promise.all(waiting);
    expect(replies.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(twimlText(replies[0]?.body ?? '')).toBe('How old is the reader?');
    for (const { seconds } of replies) expect(seconds).toBeGreaterThan(2.9);
    expect(await turns()).toEqual({ turns: 20, version: 2 });
    expect(await ready()).toBe(200);
    expect(await metric('ventanilla_store_down')).toBe('0');
    expect(doors.logged()).toContain('"state":"away"');
    expect(doors.logged()).toContain('"state":"back"');
  });

  it('for longer answers 503 while the provider still waits, and the repeat of the message is answered', async () => {
    await wire.cut();
    const message = twilioText(nobody(), 'hello');
    const began = performance.now();
    const response = doors.twilio(message);
    const refused = await timed(response);
    expect(refused).toMatchObject({ status: 503, body: '' });
    expect(performance.now() - began).toBeLessThan(13_000);
    expect(refused.seconds).toBeGreaterThan(7.5);
    const repeated = timed(doors.twilio(message));
    await pause(500);
    await wire.mend();
    const reply = await repeated;
    expect(reply).toMatchObject({ status: 200 });
    expect(reply.seconds).toBeLessThan(8);
    expect(twimlText(reply.body)).toContain('I am Ventanilla');
    expect(await doors.twilio(message)).toMatchObject({ body: reply.body });
    expect(await turns()).toEqual({ turns: 1, version: 1 });
  });

  it('by falling silent answers as soon as a new connection is heard, however many old ones are dead', async () => {
    const from = nobody();
    await Promise.all(Array.from({ length: 8 }, () => doors.twilio(twilioText(nobody(), 'hello'))));
    await doors.twilio(twilioText(from, 'hello'));
    wire.silence();
    const reply = await timed(doors.twilio(twilioText(from, '1')));
    expect(reply.status).toBe(200);
    expect(twimlText(reply.body)).toBe('How old is the reader?');
    expect(reply.seconds).toBeLessThan(13);
  });

  it('with a full disk for a second answers all the same', async () => {
    await before("RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'");
    const replies = Array.from({ length: 10 }, () => timed(doors.twilio(twilioText(nobody(), 'hello'))));
    await pause(1000);
    expect(await metric('ventanilla_store_down')).toBe('1');
    await mend();
    for (const { status, seconds } of await Promise.all(replies)) {
      expect(status).toBe(200);
      expect(seconds).toBeLessThan(8);
    }
    expect(await turns()).toEqual({ turns: 10, version: 1 });
  });

  it('by being too slow to write answers 503 in time, and once it is fast again the same message is answered', async () => {
    await before('PERFORM pg_sleep(20)');
    const message = twilioText(nobody(), 'hello');
    const refused = await timed(doors.twilio(message));
    expect(refused.status).toBe(503);
    expect(refused.seconds).toBeLessThan(13);
    await mend();
    const reply = await timed(doors.twilio(message));
    expect(reply.status).toBe(200);
    expect(await turns()).toEqual({ turns: 1, version: 1 });
  });

  it('when the connection is lost after a turn was written gives the reply of that turn, to the byte', async () => {
    const from = nobody();
    await doors.twilio(twilioText(from, 'hello'));
    // The turn is written, and nothing comes back of it: the wire is cut while the row is being flushed.
    await database.query(`
      CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1); RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER fault AFTER UPDATE ON conversation DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION fault()`);
    const message = twilioText(from, '1');
    const answer = doors.twilio(message);
    await pause(500);
    await wire.cut();
    await pause(1500);
    expect(await turns()).toEqual({ turns: 1, version: 2 });
    await mend();
    await wire.mend();
    const reply = await answer;
    expect(twimlText(reply.body)).toBe('How old is the reader?');
    expect(await doors.twilio(message)).toEqual(reply);
    expect(await turns()).toEqual({ turns: 1, version: 2 });
    expect(doors.logged().match(/"outcome":"duplicate"/g)).toHaveLength(1);
  });

  it('by falling silent for good is no reason to close late', async () => {
    await doors.twilio(twilioText(nobody(), 'hello'));
    wire.silence('new');
    const waiting = Array.from({ length: 30 }, () => doors.twilio(twilioText(nobody(), 'hello')));
    await pause(500);
    const began = performance.now();
    await close();
    expect(performance.now() - began).toBeLessThan(9900);
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(Array(30).fill(503));
  });
});
