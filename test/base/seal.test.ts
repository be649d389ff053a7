import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyIdOf } from '../../src/base/keys.ts';
import { OperationalError } from '../../src/base/operational-error.ts';
import { createSeal } from '../../src/base/seal.ts';

const [a, b] = [randomBytes(32), randomBytes(32)];
const { seal, open } = createSeal([a]);

describe('a sealed text', () => {
  test('opens to what it was, whatever it was', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(text, text, (plain, context) => {
        expect(open(seal(plain, context), context)).toBe(plain);
      }),
    );
  });

  test('never looks the same twice, never shows the text and names its key', () => {
    const sealed = seal('Laredo', 'state:x');
    expect(sealed).not.toBe(seal('Laredo', 'state:x'));
    expect(sealed).not.toContain('Laredo');
    expect(sealed.startsWith(`${keyIdOf(a)}.`)).toBe(true);
  });

  test('opens in no other context', () => {
    expect(open(seal('Laredo', 'state:x'), 'state:y')).toBeUndefined();
  });

  test('does not open once any character of it was changed, added or lost', () => {
    const sealed = seal('Laredo', 'state:x');
    for (let i = 0; i < sealed.length; i++)
      for (const other of ['A', 'B', '!', ''])
        if (other !== sealed[i])
          expect(open(sealed.slice(0, i) + other + sealed.slice(i + 1), 'state:x')).toBeUndefined();
    expect(open(`${sealed}A`, 'state:x')).toBeUndefined();
  });

  test.each(['', '.', 'x.y', 'no seal at all', `${keyIdOf(a)}.`])('is not %j', (text) => {
    expect(open(text, 'state:x')).toBeUndefined();
  });

  test('opens under an older key that is still listed, and not once it is gone', () => {
    const older = createSeal([b]).seal('Laredo', 'state:x');
    expect(createSeal([a, b]).open(older, 'state:x')).toBe('Laredo');
    expect(open(older, 'state:x')).toBeUndefined();
  });
});

test('nothing is sealed without a key', () => {
  expect(() => createSeal([])).toThrow(OperationalError);
});
