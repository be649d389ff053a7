import type { FastifyInstance, InjectOptions } from 'fastify';
import { describe, expect, test } from 'vitest';
import { LIBRARY, openWorkshop, releaseOf } from '../workshop/app.ts';

const TOKEN = 'a long; secret, with "odd" signs = 0123456789';
const LOCAL = { host: 'localhost:3000' };
const FAR = { host: 'bot.example.org' };
const release = releaseOf(LIBRARY);

const ask = (app: FastifyInstance, url: string, headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
  app.inject({ url, headers, remoteAddress } satisfies InjectOptions);

const signIn = (app: FastifyInstance, token: string, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/sign-in',
    headers: { ...FAR, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams({ token }).toString(),
  });

describe('without a token', async () => {
  const app = await openWorkshop(release);

  test.each(['localhost', 'localhost:3000', 'LOCALHOST:80', '127.0.0.1:3000', '[::1]:3000'])(
    'a person at this machine is let in by the name %s',
    async (host) => {
      expect((await ask(app, '/', { host })).statusCode).toBe(200);
    },
  );

  test.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])(
    'the loopback address %s is this machine',
    async (address) => {
      expect((await ask(app, '/', LOCAL, address)).statusCode).toBe(200);
    },
  );

  test.each(['10.0.0.7', '192.168.1.5', '2001:db8::1', '::ffff:10.0.0.7', '128.0.0.1'])(
    'somebody at %s finds nothing',
    async (address) => {
      const answer = await ask(app, '/', LOCAL, address);
      expect([answer.statusCode, answer.body]).toEqual([404, '']);
    },
  );

  test.each([
    'evil.example',
    'localhost.evil.example',
    'localhost.',
    'evil@localhost',
    'localhost/evil',
    '127.1',
    '127.0.0.1.evil.example',
    '0.0.0.0',
    'localhost:',
  ])('the name "%s" is not this machine, whatever it resolves to', async (host) => {
    expect((await ask(app, '/simulator/settings', { host })).statusCode).toBe(404);
  });

  test.each(['forwarded', 'x-forwarded-for', 'X-Forwarded-Host', 'x-forwarded-proto', 'x-forwarded-anything', 'via'])(
    'what a proxy hands on (%s) is not local',
    async (name) => {
      expect((await ask(app, '/', { ...LOCAL, [name]: '127.0.0.1' })).statusCode).toBe(404);
    },
  );

  test('nothing inline and nothing from elsewhere may run in the pages', async () => {
    const { headers, body } = await ask(app, '/', LOCAL);
    expect(headers['content-security-policy']).toMatch("default-src 'none'");
    expect(headers['content-security-policy']).not.toMatch(/unsafe|http|\*/);
    expect(body).not.toMatch(/<script>|<style|style=|\son\w+=/);
  });

  test('every door of the workshop is shut alike', async () => {
    const workshop = ['questions', 'board', 'flows', 'flows/desk', 'diff?from=main', 'news'].map(
      (door) => `/workshop/${door}`,
    );
    for (const url of ['/', '/simulator.js', '/simulator.css', '/simulator/settings', ...workshop])
      expect((await ask(app, url, FAR)).statusCode).toBe(404);
    const post = await app.inject({
      method: 'POST',
      url: '/simulator/messages',
      headers: { ...FAR, 'content-type': 'application/json' },
      payload: 'not json',
    });
    expect([post.statusCode, post.body]).toEqual([404, '']);
  });

  test('there is nowhere to sign in, and no token lets anyone in', async () => {
    expect((await signIn(app, '')).statusCode).toBe(404);
    for (const authorization of ['Bearer', 'Bearer ', 'Bearer undefined'])
      expect((await ask(app, '/', { ...FAR, authorization })).statusCode).toBe(404);
  });
});

describe('with a token', async () => {
  const log: string[] = [];
  const app = await openWorkshop(release, TOKEN, log);

  test('whoever bears it is let in from anywhere', async () => {
    expect(
      (await ask(app, '/simulator/settings', { ...FAR, authorization: `Bearer ${TOKEN}` }, '203.0.113.9')).statusCode,
    ).toBe(200);
    expect(
      (await ask(app, '/', { ...FAR, authorization: `bearer ${TOKEN}`, 'x-forwarded-for': '1.2.3.4' })).statusCode,
    ).toBe(200);
  });

  test.each([`Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, `Basic ${TOKEN}`, 'Bearer ', TOKEN])(
    '"%s" is not it',
    async (authorization) => {
      expect((await ask(app, '/simulator/settings', { ...FAR, authorization })).statusCode).toBe(404);
    },
  );

  test.each([
    ['127.0.0.1:3000', '127.0.0.1'],
    ['localhost:3000', '127.0.0.1'],
    ['[::1]:3000', '::1'],
  ])('a request for %s from %s is let in no sooner: a proxy may send nothing else', async (host, address) => {
    expect((await ask(app, '/', { host }, address)).statusCode).toBe(401);
    for (const url of ['/simulator.js', '/simulator/settings', '/workshop/board', '/workshop/news'])
      expect((await ask(app, url, { host }, address)).statusCode).toBe(404);
    const bearer = { host, authorization: `Bearer ${TOKEN}` };
    expect((await ask(app, '/simulator/settings', bearer, address)).statusCode).toBe(200);
  });

  test('a person at this machine signs in as everybody does', async () => {
    const answer = await signIn(app, TOKEN, { ...LOCAL, origin: `http://${LOCAL.host}` });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/']);
    const pair = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    for (const url of ['/', '/simulator.js', '/simulator/settings'])
      expect((await ask(app, url, { ...LOCAL, cookie: pair })).statusCode).toBe(200);
  });

  test('the page shows the way to sign in; what is no page stays unseen', async () => {
    const page = await ask(app, '/', FAR);
    expect(page.statusCode).toBe(401);
    expect(page.headers['content-type']).toMatch('text/html');
    expect(page.body).toMatch(/<form method="post" action="\/sign-in">/);
    expect(page.body).not.toMatch('role="alert"');
    const script = await ask(app, '/simulator.js', FAR);
    expect([script.statusCode, script.body]).toEqual([404, '']);
  });

  test('signing in sets a cookie that opens the workshop and does not hold the token', async () => {
    const answer = await signIn(app, TOKEN, { origin: 'https://bot.example.org' });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/']);
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
    expect(cookie).not.toMatch(/secret|Domain/i);
    const pair = cookie.split(';')[0] ?? '';
    expect((await ask(app, '/', { ...FAR, cookie: `other=1; ${pair}; more=2` })).statusCode).toBe(200);
    expect((await ask(app, '/', { ...FAR, cookie: `${pair}x` })).statusCode).toBe(401);
    expect((await ask(app, '/', { ...FAR, cookie: `${pair.split('=')[0]}=` })).statusCode).toBe(401);
  });

  test('without TLS the cookie still works', async () => {
    expect(String((await signIn(app, TOKEN, { origin: 'http://bot.example.org' })).headers['set-cookie'])).not.toMatch(
      'Secure',
    );
  });

  test('a wrong token is told so and sets nothing', async () => {
    const answer = await signIn(app, 'hunter2hunter2hunter2');
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.body).toMatch('role="alert"');
    expect(answer.body).not.toMatch('hunter2');
  });

  test('another site cannot sign anybody in, and odd forms are no error', async () => {
    expect((await signIn(app, TOKEN, { origin: 'https://evil.example' })).statusCode).toBe(403);
    expect((await app.inject({ method: 'POST', url: '/sign-in', headers: FAR })).statusCode).toBe(401);
    expect(
      (
        await app.inject({
          method: 'POST',
          url: '/sign-in',
          headers: { ...FAR, 'content-type': 'application/x-www-form-urlencoded' },
          payload: 'token=a&token=b',
        })
      ).statusCode,
    ).toBe(401);
    expect(
      (
        await app.inject({
          method: 'POST',
          url: '/sign-in',
          headers: { ...FAR, 'content-type': 'application/json' },
          payload: 'null',
        })
      ).statusCode,
    ).toBe(401);
    expect((await signIn(app, 'x'.repeat(10_000))).statusCode).toBe(413);
  });

  test('no token is ever written to a log', async () => {
    await ask(app, `/?token=${encodeURIComponent(TOKEN)}`, FAR);
    expect(log.length).toBeGreaterThan(0);
    expect(log.join('\n')).not.toMatch(/secret, with|secret%2C|hunter2/);
  });
});
