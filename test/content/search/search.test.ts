import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSearch } from '../../../src/content/search/search.ts';
import { FOREIGN, filesOf, ROOT, releaseOf, withFile } from '../../support/repository.ts';
import { town, townFiles } from './town.ts';

const search = createSearch(town());
const first = (text: string): string | undefined => search.find(text).ranked[0]?.id;

describe('what a message asks', () => {
  it.each([
    ['¿a qué hora abren el domingo?', 'library.opening'],
    ['q ora abren los savados', 'library.opening'],
    ['cuanto cobran si devuelvo tarde un libro', 'library.fine'],
    ['perdi un livro hay recargo', 'library.fine'],
    ['is there a penalty for a late book', 'library.fine'],
    ['stories for my kids', 'library.story_hour'],
    ['hay cuentos para chamacos', 'library.story_hour'],
    ['multa for a late libro', 'library.fine'],
  ])('%s is about %s', (text, id) => {
    expect(first(text)).toBe(id);
  });
  it('is answered when it is plain', () => {
    expect(search.find('¿Hay multa por devolver tarde un libro?')).toMatchObject({ outcome: 'answer', locale: 'es' });
  });
  it('is not ours when another house knows, and says which answer tells so', () => {
    expect(search.find('¿cuánto cuestan los boletos del museo?')).toMatchObject({
      outcome: 'none',
      outside: 'beyond.museum',
    });
  });
  it.each(['muchas gracias', 'are you a robot', '', '👍', '???', 'zxqw vbnm', '4711', 'de la'])(
    'is nothing: %j',
    (text) => {
      const found = search.find(text);
      expect(found.outcome).toBe('none');
      expect(found.outside).toBeUndefined();
    },
  );
  it('ranks answers of ours only, best first, at most ten, each once', () => {
    const { ranked } = search.find('cuánto cobran por el museo y la biblioteca');
    const ids = ranked.map((r) => r.id);
    expect(ids).not.toContain('beyond.museum');
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeLessThanOrEqual(10);
    expect(ranked.map((r) => r.score)).toEqual(ranked.map((r) => r.score).sort((a, b) => b - a));
  });
  it('keeps the language of the person when the message does not tell one', () => {
    expect(search.find('ok', 'en').locale).toBe('en');
    expect(search.find('ok').locale).toBeUndefined();
    expect(search.find('¿a qué hora abren los domingos?', 'en').locale).toBe('es');
  });
});

describe('search', () => {
  it('answers every example as the editor who wrote it says, capitals, accents and signs aside', () => {
    const release = releaseOf(filesOf(ROOT));
    const outside = new Set(release.settings.outside ?? []);
    const search = createSearch(release);
    const wrong = [...release.answers.values()].flatMap(({ id, examples }) =>
      Object.entries(examples).flatMap(([locale, texts]) =>
        texts.slice(0, 3).flatMap((text) => {
          const found = search.find(`${text.toUpperCase()}!`, locale);
          const isTold = outside.has(id.split('.')[0] ?? '')
            ? found.outside === id
            : found.outcome === 'answer' && found.ranked[0]?.id === id;
          return isTold ? [] : [`${id}: ${text}`];
        }),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('is pure and total: the same for the same message, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const found = search.find(text);
        expect(search.find(text)).toEqual(found);
        expect(found.confidence).toBeGreaterThanOrEqual(0);
        expect(found.confidence).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200, seed: 4 },
    );
  });
  it('reads a very long message no further than its beginning', () => {
    const long = `hay multa por un libro atrasado ${'x'.repeat(50_000)}`;
    expect(search.find(long).ranked[0]?.id).toBe('library.fine');
  });
  it('works without any words of its own, and with no answers at all', () => {
    const bare = createSearch(releaseOf(filesOf(FOREIGN)));
    expect(bare.find('how do i get a card').ranked[0]?.id).toBe('library.card');
    const release = town();
    const none = createSearch({ ...release, answers: new Map(), words: new Map() });
    expect(none.find('how do i get a card')).toMatchObject({ outcome: 'none', ranked: [], confidence: 0 });
  });
  it('learns what the facts of an answer say in words', () => {
    const files = withFile(
      withFile(
        townFiles(),
        'content/facts/library/loan.yaml',
        (text) =>
          `${text.trimEnd()}\nlends:\n  unit: text\n  review: 60\n  history:\n    - { value: { es: "discos y partituras", en: "records and scores" }, source: lib-rules, checked: 2026-01-10, confidence: high }\n`,
      ),
      'content/answers/library/card.yaml',
      (text) =>
        text.replace(
          '{{fact.library.loan.days}}.", sms',
          '{{fact.library.loan.days}}, also {{fact.library.loan.lends}}.", sms',
        ),
    );
    expect(createSearch(releaseOf(files)).find('scores').ranked[0]?.id).toBe('library.card');
  });
});
