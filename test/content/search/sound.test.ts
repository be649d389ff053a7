import { describe, expect, it } from 'vitest';
import { soundOf } from '../../../src/content/search/sound.ts';
import { stemOf } from '../../../src/content/search/stem.ts';

describe('the sound of a Spanish word', () => {
  it.each([
    ['kuanto', 'cuanto'],
    ['bisa', 'visa'],
    ['yebar', 'llevar'],
    ['umanitaria', 'humanitaria'],
    ['sigarros', 'cigarros'],
    ['karro', 'carro'],
    ['kiero', 'quiero'],
    ['jente', 'gente'],
    ['inpuesto', 'impuesto'],
    ['huzada', 'usada'],
    ['targeta', 'tarjeta'],
    ['acilo', 'asilo'],
    ['quien', 'kien'],
  ])('%s is %s', (written, meant) => {
    expect(soundOf(written, 'es')).toBe(soundOf(meant, 'es'));
  });
  it.each([
    ['casa', 'caza de'],
    ['pero', 'peso'],
    ['cita', 'chita'],
  ])('%s is not %s', (a, b) => {
    expect(soundOf(a, 'es')).not.toBe(soundOf(b, 'es'));
  });
  it('of another language only forgives doubled letters', () => {
    expect(soundOf('adress', 'en')).toBe(soundOf('address', 'en'));
    expect(soundOf('vase', 'en')).not.toBe(soundOf('base', 'en'));
  });
});

describe('a stem', () => {
  it('is shared by the forms of a word', () => {
    expect(stemOf('deportados', 'es')).toBe(stemOf('deportan', 'es'));
    expect(stemOf('sending', 'en')).toBe(stemOf('sends', 'en'));
  });
  it('is the word itself when it is short, holds a digit, or is of a language we cannot stem', () => {
    expect(stemOf('sal', 'es')).toBe('sal');
    expect(stemOf('i130s', 'en')).toBe('i130s');
    expect(stemOf('pasaporte', 'xx')).toBe('pasaporte');
  });
});
