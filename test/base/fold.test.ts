import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../src/base/fold.ts';

describe('folding', () => {
  it('leaves bare words', () => {
    expect(fold('  ¿Cuánto CUESTA, el ñandú?  ')).toBe('cuanto cuesta el nandu');
    expect(fold('2️⃣')).toBe('2');
    expect(fold('🙂')).toBe('');
    expect(fold('')).toBe('');
  });
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });
});
