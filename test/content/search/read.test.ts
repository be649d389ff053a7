import { describe, expect, it } from 'vitest';
import { createIndex } from '../../../src/content/search/index.ts';
import { languageOf, sharesOf } from '../../../src/content/search/language.ts';
import { readTokens, wordsOf } from '../../../src/content/search/read.ts';
import { town } from './town.ts';

const { reading } = createIndex(town());
const readAs = (text: string): readonly string[] =>
  readTokens(reading, text).map(({ word, senses }) => senses[0]?.word ?? word);

describe('the words of a message', () => {
  it('are folded, and a long drawn letter is one', () => {
    expect(wordsOf('¿Cuáaaaanto? ¡HOLAAA!')).toEqual(['cuanto', 'hola']);
    expect(wordsOf(' 👍 … ')).toEqual([]);
  });
  it.each([
    ['q ora abren', ['que', 'hora', 'abren']],
    ['kuanto kobran', ['cuanto', 'cobran']],
    ['bibli o', ['biblioteca']],
    ['biblio teca', ['biblioteca']],
    ['bibliotca', ['biblioteca']],
    ['saturdya', ['saturday']],
    ['is the libary opne', ['is', 'the', 'library', 'open']],
  ])('%s is read as %j', (text, words) => {
    expect(readAs(text)).toEqual(words);
  });
  it('that stand side by side and are both known stay two', () => {
    expect(readAs('multa libro')).toEqual(['multa', 'libro']);
  });
  it('that nobody knows are kept, less surely', () => {
    const [token] = readTokens(reading, 'zxqwvut');
    expect(token?.senses.every((s) => s.sure < 1 && s.word === 'zxqwvut')).toBe(true);
  });
  it('that are numbers mean nothing by themselves', () => {
    expect(readTokens(reading, '4711')).toEqual([{ word: '4711', senses: [] }]);
  });
  it('in a form never written are known by their stem', () => {
    expect(readTokens(reading, 'multas')[0]?.senses).toContainEqual(expect.objectContaining({ locale: 'es', sure: 1 }));
  });
  it('of one language are doubtful where the other has an empty word', () => {
    const [token] = readTokens(reading, 'a');
    for (const sense of token?.senses ?? []) expect(sense.stop || sense.doubtful).toBe(true);
  });
});

describe('the language of a message', () => {
  const told = (text: string): string | undefined => languageOf(readTokens(reading, text), reading.lexicons);
  it('is told by several words', () => {
    expect(told('a qué hora abren los sábados')).toBe('es');
    expect(told('what time do you open on saturday')).toBe('en');
  });
  it('is never told by one short word, by a number or by nothing', () => {
    for (const text of ['no', 'ok', 'los', 'the', '12', '', 'zxqwvut']) expect(told(text)).toBeUndefined();
  });
  it('is a matter of shares where it is mixed', () => {
    const shares = sharesOf(readTokens(reading, 'is there multa for mi libro'), reading.lexicons);
    expect([...shares.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
    expect(Math.min(...shares.values())).toBeGreaterThan(0.02);
  });
});
