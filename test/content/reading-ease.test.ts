import { describe, expect, it } from 'vitest';
import { readingEase } from '../../src/content/reading-ease.ts';

describe('reading ease', () => {
  // Worked by hand: 6 words, 2 sentences, 6 syllables.
  it('of English is Flesch’s', () => {
    expect(readingEase('The cat sat. The dog ran.', 'en')).toBeCloseTo(206.835 - 84.6 - 1.015 * 3, 6);
  });
  // 4 words, 1 sentence, 9 syllables: lle-va tu pa-sa-por-te hoy… hoy is one.
  it('of Spanish is Fernández Huerta’s', () => {
    expect(readingEase('Lleva tu pasaporte hoy.', 'es')).toBeCloseTo(206.84 - (60 * 8) / 4 - 1.02 * 4, 6);
  });
  it.each([
    ['guerra', 2],
    ['pingüino', 3],
    ['aduana', 3],
    ['día', 2],
    ['país', 2],
    ['ciudad', 2],
    ['leer', 2],
    ['quién', 1],
    ['rey', 1],
    ['ya', 1],
    ['averiguáis', 4],
    ['y', 1],
  ])('%s has %i syllables', (word, syllables) => {
    expect(readingEase(word, 'es')).toBeCloseTo(206.84 - 60 * syllables - 1.02, 6);
  });
  it('leaves addresses out and reads a number as a short word', () => {
    expect(readingEase('Ve a gob.mx/paisano o a https://a.example/x.', 'es')).toBe(readingEase('Ve a o a.', 'es'));
    expect(readingEase('Paga 10,000 ya.', 'es')).toBe(readingEase('Paga todo ya.', 'es'));
  });
  it('is not known of other languages, nor of nothing', () => {
    expect(readingEase('Bonjou.', 'ht')).toBeUndefined();
    expect(readingEase('…', 'es')).toBeUndefined();
  });
});
