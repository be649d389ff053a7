import { describe, expect, test } from 'vitest';
import { createSimulated, type Shown, type Simulated } from '../../src/server/simulated.ts';
import { LIBRARY, NOW, openWorkshop, releaseOf } from '../workshop/app.ts';

const release = releaseOf(LIBRARY);
const app = await openWorkshop(release);
const LOCAL = { host: 'localhost:3000' };

const post = (payload: unknown, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/simulator/messages',
    headers: { ...LOCAL, 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });

const say = async (body: Record<string, unknown>): Promise<Shown | undefined> => {
  const answer = await post(body);
  expect(answer.statusCode, answer.body).toBe(200);
  const { messages } = answer.json() as { messages: Shown[] };
  expect(messages.length).toBeLessThanOrEqual(1);
  return messages[0];
};

describe('a simulated talk', () => {
  test('shows the reply with its options, its place in the files and its release', async () => {
    const reply = await say({ person: 'ana', channel: 'telegram', language: 'en', text: 'hello' });
    expect(reply).toMatchObject({
      text: 'Welcome.\n\nWhat do you need?',
      language: 'en',
      release: release.id,
      flow: 'desk',
      step: 'topic',
      at: 'flows/desk.yaml:3',
      facts: [],
      sources: [],
    });
    expect(reply?.options.map((o) => o.label)).toEqual(['Borrow books', 'The nearest library']);
    expect(reply).not.toHaveProperty('segments');
    expect(reply).not.toHaveProperty('encoding');
  });

  test('a choice is the id of an option of the reply before; facts and sources are named', async () => {
    const first = await say({ person: 'ben', channel: 'telegram', language: 'en', text: 'hello' });
    const reply = await say({ person: 'ben', channel: 'telegram', choice: first?.options[0]?.id });
    expect(reply).toMatchObject({
      text: 'You may borrow five books.',
      step: 'loans',
      facts: ['library.loans.most'],
      sources: ['board'],
    });
    const old = await say({ person: 'ben', channel: 'telegram', choice: first?.options[0]?.id });
    expect(old).toMatchObject({ step: 'loans' });
    const foreign = await say({ person: 'ben', channel: 'telegram', choice: 'nothing of ours' });
    expect(foreign).toMatchObject({ step: 'loans' });
  });

  test('says how it was come to, in which lines its words stand, and on what it rests', async () => {
    await say({ person: 'bea', channel: 'telegram', language: 'en', text: 'hello' });
    const reply = await say({ person: 'bea', channel: 'telegram', text: 'borrow books', day: '2026-12-01' });
    expect(reply?.path).toEqual([
      { flow: 'desk', step: 'topic' },
      { flow: 'desk', step: 'loans', option: 'books' },
    ]);
    expect(reply?.texts).toEqual(['content/texts/en/desk.yaml:5']);
    expect(reply?.size).toEqual({ characters: reply?.text.length, most: 4096 });
    expect(reply?.more).toBe(0);
    expect(reply?.grounds.facts).toEqual([
      {
        id: 'library.loans.most',
        value: 'five',
        holds: true,
        until: '2026-12-31',
        checked: '2026-11-21',
        freshness: 'fresh',
        source: 'board',
        at: 'content/facts/library/loans.yaml:5',
      },
    ]);
    expect(reply?.grounds.sources).toMatchObject([{ id: 'board', title: 'Notice board' }]);
    const later = await say({ person: 'bea', channel: 'telegram', text: 'menu', day: '2027-06-01' });
    expect(later?.path.at(-1)).toEqual({ flow: 'desk', step: 'topic' });
    const stale = await say({ person: 'bea', channel: 'telegram', text: 'borrow books', day: '2027-06-01' });
    expect(stale?.grounds.facts).toMatchObject([{ value: 'seven', from: '2027-01-01', freshness: 'overdue' }]);
  });

  test('a day turns the calendar', async () => {
    await say({ person: 'cleo', channel: 'sms', language: 'en', text: 'hello', day: '2027-02-01' });
    expect(await say({ person: 'cleo', channel: 'sms', text: 'books', day: '2027-02-01' })).toMatchObject({
      text: expect.stringContaining('seven'),
    });
  });

  test('an SMS tells its segments; a text message lists its options', async () => {
    const reply = await say({ person: 'ana', channel: 'sms', language: 'en', text: 'hello' });
    expect(reply).toMatchObject({ segments: 1, encoding: 'gsm7' });
    expect(reply?.text).toMatch('Borrow books');
    expect(reply?.options).toHaveLength(2);
  });

  test('each channel is another person', async () => {
    await say({ person: 'dan', channel: 'telegram', language: 'en', text: 'books' });
    expect(await say({ person: 'dan', channel: 'whatsapp', text: 'hola' })).toMatchObject({
      text: expect.stringContaining('Bienvenida'),
      step: 'topic',
      language: 'es',
    });
  });

  test('a location is asked for, taken, and not kept', async () => {
    await say({ person: 'eva', channel: 'telegram', language: 'en', text: 'hello' });
    expect(await say({ person: 'eva', channel: 'telegram', text: 'nearest library' })).toMatchObject({
      step: 'where',
      ask: 'location',
    });
    expect(
      await say({ person: 'eva', channel: 'telegram', location: { latitude: 20.5, longitude: -100 } }),
    ).toMatchObject({ step: 'topic' });
  });

  test('the language given starts the talk; one that nobody speaks here changes nothing', async () => {
    expect(await say({ person: 'fay', channel: 'sms', language: 'en', text: '1' })).toMatchObject({ language: 'en' });
    expect(await say({ person: 'fay', channel: 'sms', language: 'es', text: '1' })).toMatchObject({ language: 'en' });
    expect(await say({ person: 'gus', channel: 'sms', language: 'fr', text: '1' })).toMatchObject({ language: 'es' });
  });

  test('whoever said stop hears nothing until they say start', async () => {
    await say({ person: 'hal', channel: 'sms', language: 'en', text: 'hello' });
    expect(await say({ person: 'hal', channel: 'sms', text: 'stop' })).toMatchObject({
      text: expect.stringContaining('Not another word'),
    });
    expect(await say({ person: 'hal', channel: 'sms', text: 'hello' })).toBeUndefined();
    expect(await say({ person: 'hal', channel: 'sms', text: 'start' })).toMatchObject({
      text: expect.stringContaining('Here again'),
    });
    expect(await say({ person: 'hal', channel: 'sms', text: 'hello' })).toBeDefined();
  });

  test('the program’s own words leave the person where they stand', async () => {
    await say({ person: 'ida', channel: 'telegram', language: 'en', text: 'books' });
    expect(await say({ person: 'ida', channel: 'telegram', text: 'help' })).toMatchObject({
      text: 'Ask away.',
      flow: 'desk',
      step: 'loans',
      at: 'flows/desk.yaml:4',
    });
  });

  test('whoever is forgotten comes back as someone new', async () => {
    await say({ person: 'joe', channel: 'telegram', language: 'en', text: 'books' });
    expect(await say({ person: 'joe', channel: 'telegram', text: 'forget' })).toMatchObject({
      text: 'All gone.',
      language: 'en',
    });
    expect(await say({ person: 'joe', channel: 'telegram', language: 'es', text: 'x' })).toMatchObject({
      text: expect.stringContaining('Bienvenida'),
    });
  });
});

describe('a request to the simulator', () => {
  const good = { person: 'p', channel: 'sms', text: 'hola' };

  test.each<[string, unknown, string]>([
    ['no person', { ...good, person: undefined }, 'person'],
    ['an endless person', { ...good, person: 'SECRET'.repeat(100) }, 'person'],
    ['an unknown channel', { ...good, channel: 'SECRET' }, 'channel'],
    ['a day the calendar does not have', { ...good, day: '2026-02-30' }, 'day'],
    ['a day of another age', { ...good, day: '0001-01-01' }, 'day'],
    ['a day that is none', { ...good, day: 'SECRET' }, 'day'],
    ['a language of the wrong type', { ...good, language: 7 }, 'language'],
    ['an endless text', { ...good, text: 'SECRET'.repeat(1000) }, 'text'],
    ['nothing said', { person: 'p', channel: 'sms' }, 'text'],
    ['two things said', { ...good, choice: 'SECRET' }, 'text'],
    ['a place off the earth', { person: 'p', channel: 'sms', location: { latitude: 91, longitude: 0 } }, 'location'],
    ['half a place', { person: 'p', channel: 'sms', location: { latitude: 9 } }, 'location'],
  ])('with %s is refused by the name of the field, and hears nothing back of itself', async (_, body, field) => {
    const answer = await post(body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: { field, message: expect.any(String) } });
    expect(answer.body).not.toMatch('SECRET');
  });

  test.each(['', 'null', '[]', '7', '"SECRET"', '{"person": SECRET', '{"__proto__": {"SECRET": 1}}'])(
    'of the malformed body %s is refused',
    async (body) => {
      const answer = await post(body);
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({ error: { message: expect.any(String) } });
      expect(answer.body).not.toMatch('SECRET');
    },
  );

  test('that is too large is refused', async () => {
    const answer = await post({ ...good, extra: 'x'.repeat(40_000) });
    expect(answer.statusCode).toBe(413);
    expect(answer.json()).toHaveProperty('error.message');
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'multipart/form-data; boundary=application/json',
  ])('of type %s is refused: a form of another site could send it', async (type) => {
    expect((await post(good, { 'content-type': type })).statusCode).toBe(415);
  });

  test('without a type is refused', async () => {
    const answer = await app.inject({ method: 'POST', url: '/simulator/messages', headers: LOCAL });
    expect(answer.statusCode).toBe(415);
  });

  test.each([
    'http://evil.example',
    'null',
    'http://localhost:3001',
    'http://localhost',
    'http://localhost:3000.evil.example',
    'file://localhost:3000',
    '',
  ])('from the page of "%s" is refused', async (origin) => {
    expect((await post(good, { origin })).statusCode).toBe(403);
  });

  test('from our own page is answered, with or without a charset', async () => {
    expect(
      (await post(good, { origin: 'http://localhost:3000', 'content-type': 'application/json; charset=utf-8' }))
        .statusCode,
    ).toBe(200);
  });

  test('the settings say what there is to choose from', async () => {
    const answer = await app.inject({ url: '/simulator/settings', headers: LOCAL });
    expect(answer.json()).toEqual({
      languages: [
        { code: 'es', name: 'Español' },
        { code: 'en', name: 'English' },
      ],
      language: 'es',
      channels: ['telegram', 'whatsapp', 'sms'],
      today: '2026-11-21',
    });
  });
});

describe('the memory of the simulator', () => {
  const person = (name: string): Simulated => ({
    person: name,
    channel: 'telegram',
    language: 'en',
    content: { kind: 'text', text: 'books' },
  });
  const greets = (shown: readonly Shown[]): boolean => shown[0]?.text.includes('Welcome') === true;

  test('holds so many people and lets go of the one unheard of longest', () => {
    const answer = createSimulated(2);
    expect(['a', 'b'].map((name) => greets(answer(release, person(name), NOW)))).toEqual([true, true]);
    expect(greets(answer(release, person('a'), NOW))).toBe(false);
    expect(greets(answer(release, person('c'), NOW))).toBe(true);
    expect(greets(answer(release, person('a'), NOW))).toBe(false);
    expect(greets(answer(release, person('b'), NOW))).toBe(true);
  });

  test('does not mix up people whose names look alike', () => {
    const answer = createSimulated();
    answer(release, { ...person('x'), channel: 'sms' }, NOW);
    expect(greets(answer(release, { ...person('","x'), channel: 'sms' }, NOW))).toBe(true);
  });
});
