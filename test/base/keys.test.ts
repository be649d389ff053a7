import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createKeys, keyIdOf, newPersonKey, readPersonKeys } from '../../src/base/keys.ts';
import { OperationalError } from '../../src/base/operational-error.ts';

const [a, b] = [randomBytes(32), randomBytes(32)];

describe('PERSON_KEY', () => {
  test('is read from base64, base64url and hex, the newest key first', () => {
    expect(readPersonKeys(a.toString('base64'))).toEqual([a]);
    expect(readPersonKeys(a.toString('base64url'))).toEqual([a]);
    expect(readPersonKeys(`${a.toString('hex')} , ${b.toString('base64')}\n`)).toEqual([a, b]);
  });

  test('is accepted in the form in which a fresh one is made, and no two are equal', () => {
    expect(readPersonKeys(newPersonKey())[0]).toHaveLength(32);
    expect(newPersonKey()).not.toBe(newPersonKey());
  });

  test.each([
    ['nothing', ''],
    ['an empty part', `${a.toString('hex')},`],
    ['a short key', randomBytes(31).toString('base64')],
    ['a short hex key that would be long enough as base64', randomBytes(24).toString('hex')],
    ['another alphabet', 'ñ'.repeat(50)],
    ['three keys', [a, b, a].map((key) => key.toString('hex')).join(',')],
    ['one key twice', `${a.toString('hex')},${a.toString('base64')}`],
  ])('refuses %s in one line that names the variable and shows no key', (_, text) => {
    const refused = (): unknown => {
      try {
        return readPersonKeys(text);
      } catch (thrown) {
        return thrown;
      }
    };
    const error = refused() as OperationalError;
    expect(error).toBeInstanceOf(OperationalError);
    expect(error.code).toBe('bad-person-key');
    expect(error.message).toMatch(/^PERSON_KEY .+$/);
    if (text) expect(error.message).not.toContain(text.slice(0, 20));
  });
});

describe('the name of a person', () => {
  const keys = createKeys([a, b]);

  test('is the same each time and one for each key, the newest first', () => {
    expect(keys.person('sms', '+15550100')).toEqual([
      createKeys([a]).person('sms', '+15550100')[0],
      createKeys([b]).person('sms', '+15550100')[0],
    ]);
  });

  test('differs between channels, addresses and keys, and tells nothing of the address', () => {
    const names = [
      ...keys.person('sms', '+15550100'),
      ...keys.person('whatsapp', '+15550100'),
      ...keys.person('sms', '+15550101'),
    ];
    expect(new Set(names).size).toBe(6);
    for (const name of names) expect(name).toMatch(/^[\w-]{43}$/);
  });

  test('is never the name of a delivery with the same text', () => {
    expect(keys.person('sms', 'x')).not.toContain(keys.delivery('sms\0x'));
  });
});

describe('the name of a delivery', () => {
  test('is made under the newest key and known under the older ones', () => {
    const [older] = createKeys([b]).deliveries('SM1');
    expect(createKeys([a, b]).deliveries('SM1')).toEqual([createKeys([a]).delivery('SM1'), older]);
    expect(createKeys([a, b]).delivery('SM1')).toBe(createKeys([a]).delivery('SM1'));
  });
});

describe('the use of a term', () => {
  const keys = createKeys([a, b]);

  test('has a name of its own for each person and each term, under every key', () => {
    const [term, other] = [keys.term('becas'), keys.term('predial')];
    const uses = [term, other].flatMap((one) => ['ana', 'eva'].flatMap((person) => keys.uses(one, person)));
    expect(new Set([term, other, ...uses]).size).toBe(10);
    expect(keys.uses(term, 'ana')).toEqual([
      createKeys([a]).uses(term, 'ana')[0],
      createKeys([b]).uses(term, 'ana')[0],
    ]);
    expect(createKeys([b, a]).term('becas')).not.toBe(term);
  });
});

test('the id of a key names it and no other', () => {
  expect(keyIdOf(a)).toBe(keyIdOf(Buffer.from(a)));
  expect(keyIdOf(a)).not.toBe(keyIdOf(b));
});

test('without any key nothing is made', () => {
  expect(() => createKeys([])).toThrow(OperationalError);
});
