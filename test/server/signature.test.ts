import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import formbody from '@fastify/formbody';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { signedByTwilio } from '../../src/server/twilio.ts';
import { signature } from '../support/doors.ts';
import { ROOT } from '../support/repository.ts';

const door = { authTokens: ['new-token', 'old-token'], publicUrl: 'https://bot.example.org' };
const form = { Body: ' hola ñ & = + ', From: 'whatsapp:+15005550100', Empty: '' };
const url = 'https://bot.example.org/webhooks/twilio';

describe('a signature', () => {
  it('is good under any token in force, and under no other', () => {
    expect(signedByTwilio(door, '/webhooks/twilio', signature(url, form, 'new-token'), form)).toBe(true);
    expect(signedByTwilio(door, '/webhooks/twilio', signature(url, form, 'old-token'), form)).toBe(true);
    expect(signedByTwilio(door, '/webhooks/twilio', signature(url, form, 'other'), form)).toBe(false);
    expect(signedByTwilio({ ...door, authTokens: [''] }, '/webhooks/twilio', signature(url, form, ''), form)).toBe(
      false,
    );
  });
  it('breaks with one letter of the address, a value or a field', () => {
    const good = signature(url, form, 'new-token');
    expect(signedByTwilio(door, '/webhooks/twilio/', good, form)).toBe(false);
    expect(signedByTwilio(door, '/webhooks/twilio', good, { ...form, Body: 'hola ñ & = + ' })).toBe(false);
    expect(signedByTwilio(door, '/webhooks/twilio', good, { ...form, More: 'x' })).toBe(false);
    for (const none of [undefined, '', ['a', 'b'], 7])
      expect(signedByTwilio(door, '/webhooks/twilio', none, form)).toBe(false);
  });
  it('of an address that cannot be read is false, not a failure', () => {
    expect(signedByTwilio({ ...door, publicUrl: 'nonsense' }, '/x', 'abc', form)).toBe(false);
  });
});

interface Vector {
  readonly kind: string;
  readonly name: string;
  readonly url: string;
  readonly params: Record<string, string | string[]>;
  readonly signature: string;
  readonly expect: boolean;
}

const specs = join(ROOT, '../shared/specs/twilio-signature-vectors.json');
const vectors: { authToken: string; vectors: Vector[] } = existsSync(specs)
  ? JSON.parse(readFileSync(specs, 'utf8'))
  : { authToken: '', vectors: [] };
// The door takes forms only: vectors of JSON bodies are about another kind of callback.
const forms = vectors.vectors.filter(({ kind }) => kind === 'form');

describe.skipIf(forms.length === 0)('the vectors of Twilio’s own library, posted to a server [needs ../shared]', () => {
  it.each(forms.map((v) => [v.name, v] as const))('%s', async (_, vector) => {
    // Credentials, port and query stay as they were written.
    const [, publicUrl = '', path = ''] = /^(https?:\/\/[^/]+)(.*)$/.exec(vector.url) ?? [];
    const app = Fastify();
    await app.register(formbody);
    app.post('/*', async (request) => ({
      genuine: signedByTwilio(
        { authTokens: [vectors.authToken], publicUrl },
        path,
        request.headers['x-twilio-signature'],
        request.body,
      ),
    }));
    const body = new URLSearchParams(
      Object.entries(vector.params).flatMap(([name, value]) =>
        [value].flat().map((one): [string, string] => [name, one]),
      ),
    );
    const reply = await app.inject({
      method: 'POST',
      url: path,
      payload: body.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': vector.signature },
    });
    expect(reply.json()).toEqual({ genuine: vector.expect });
  });
});
