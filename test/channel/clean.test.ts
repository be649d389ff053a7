import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clean, cut } from '../../src/channel/clean.ts';

test('what no channel carries is taken out, and nothing else', () => {
  expect(clean('a\0b\x07c\x1bd\ud800e\uffff\x7f')).toBe('abcde');
  expect(clean('ñ 🙂\t¿?\n')).toBe('ñ 🙂\t¿?\n');
});

test('every kind of line end becomes a line feed', () => {
  expect(clean('a\r\nb\rc\x85d')).toBe('a\nb\nc\nd');
});

test('cleaning twice changes nothing and leaves well-formed text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\0', '\ud83d', '\ude42', '\r', '\n', 'é') }), (text) => {
      expect(clean(clean(text))).toBe(clean(text));
      expect(clean(text).isWellFormed()).toBe(true);
    }),
  );
});

test('a text is cut between characters, never inside a surrogate pair', () => {
  expect(cut('hola', 10)).toBe('hola');
  expect(cut('hola', 2)).toBe('ho');
  expect(cut('a🙂b', 2)).toBe('a');
  expect(cut('a🙂b', 3)).toBe('a🙂');
});
