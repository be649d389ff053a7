import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { town } from './town.ts';

const search = town().search();
const termsOf = (text: string, locale = 'es'): readonly string[] => search.terms(text, locale).terms;

describe('the terms of a question', () => {
  it.each([
    ['q becas hay para chamacos', ['becas', 'chamaco', 'becas chamaco']],
    ['¿Prestan audiolibros? ¿Y revistas?', ['prestan', 'audiolibros', 'revistas', 'prestan audiolibros']],
    ['do you lend audiobooks to kids', ['lend', 'audiobooks', 'kid', 'lend audiobooks', 'audiobooks kid']],
    ['becas, becas y más becas', ['becas', 'mas', 'mas becas', 'becas mas']],
    ['gracias', ['gracias']],
    ['¿y de la qué?', []],
    ['👍 … ???', []],
    ['x y z', []],
  ])('%j are %j', (text, terms) => {
    expect([...termsOf(text)].toSorted()).toEqual([...terms].toSorted());
  });
  it('are those of its own language, or of the person’s where it does not tell', () => {
    expect(search.terms('is the book late', 'es').locale).toBe('en');
    expect(search.terms('wifi', 'es').locale).toBe('es');
  });
  it('are one for all endings of a known word, and never a guess at an unknown one', () => {
    expect(termsOf('multas de libros')).toEqual(termsOf('multa de libro'));
    expect(termsOf('bibliobus')).toEqual(['bibliobus']);
    expect(termsOf('multta')).toEqual(['multta']);
  });
  it('are twelve at most, and as many pairs', () => {
    const words = 'abcdefghijklmnopqrst'.split('').map((letter) => `zu${letter}`);
    expect(termsOf(words.join(' '))).toHaveLength(12 + 11);
    expect(termsOf(`${words.slice(0, 13).join(' ')}, ${words.toReversed().join(' ')}`).length).toBeLessThanOrEqual(24);
  });
});

describe('what says who someone is', () => {
  it.each([
    'Mi número es 55 1234 5678',
    'mi curp es GOMJ850101HDFRRN09',
    'expediente A-12-B',
    'cinco cinco uno dos',
    'tengo 34',
  ])('no number is a term: %s', (text) => {
    expect(termsOf(text).join(' ')).not.toMatch(/\d|gomj|uno|dos/);
  });
  it.each(['ana.lopez@example.org', '@analopez', 'https://example.org/analopez', 'www.analopez.net', 'analopez.com'])(
    'no address is a term: %s',
    (address) => {
      expect(termsOf(`escribo desde ${address} becas`)).toEqual(['escribo', 'desde', 'becas', 'escribo desde']);
    },
  );
  it.each([
    ['soy Zenaida Xolocotzi y busco becas', /zenaida|xolocotzi/],
    ['Soy yo. Zenaida Xolocotzi Becas', /xolocotzi/],
    ['busco a guadalupe perez becas', /guadalupe|perez/],
    ['me llamo zenaida xolocotzi', /zenaida|xolocotzi|llamo/],
    ['vivo en calle flores magon, busco becas', /flores|magon|calle/],
    ['my name is zed zulu', /zed|zulu/],
    ['ask Smith about grants', /smith/],
  ])('no name that can be told is a term: %s', (text, names) => {
    expect(termsOf(text).join(' ')).not.toMatch(names);
  });
  it('a name stands between what it parts', () => {
    expect(termsOf('busco a Zenaida becas')).toEqual(['busco', 'becas']);
  });
  it('what is written large all through, or stands first, or is known, is no name for that', () => {
    expect(termsOf('BUSCO BECAS')).toEqual(['busco', 'becas', 'busco becas']);
    expect(termsOf('Becas?')).toEqual(['becas']);
    expect(termsOf('busco la Biblioteca')).toContain('biblioteca');
  });
  it('is never more than letters, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const { terms } = search.terms(text, 'es');
        for (const term of terms) expect(term).toMatch(/^\p{L}{2,24}(?: \p{L}{2,24})?$/u);
        expect(terms.length).toBeLessThanOrEqual(24);
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});
