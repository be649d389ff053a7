import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { didYouMean, distance, nearestName } from '../../src/base/spelling.ts';

describe('the distance of two words', () => {
  it('counts slips, a swap of neighbours as one', () => {
    expect(distance('permit', 'premit')).toBe(1);
    expect(distance('permit', 'permits')).toBe(1);
    expect(distance('', 'abc')).toBe(3);
    expect(distance('abc', 'abcdefgh')).toBe(4);
  });
  it('is the same both ways, and nought for the same word only', () => {
    const word = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(distance(a, b, 8)).toBe(distance(b, a, 8));
        expect(distance(a, b, 8) === 0).toBe(a === b);
      }),
    );
  });
});

describe('a misspelt name', () => {
  it('is brought to the nearest known one, and to none when none is near', () => {
    expect(nearestName('no-permitt', ['no-permit', 'permit'])).toBe('no-permit');
    expect(nearestName('MENU', ['menu'])).toBe('menu');
    expect(nearestName('xyz', ['abc'])).toBeUndefined();
    expect(nearestName('', [])).toBeUndefined();
  });
  it('makes a hint', () => {
    expect(didYouMean('mneu', ['menu'])).toBe('did you mean "menu"?');
    expect(didYouMean('xyz', ['abc'], 'otherwise')).toBe('otherwise');
    expect(didYouMean('xyz', ['abc'])).toBeUndefined();
  });
});
