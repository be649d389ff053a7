import { describe, expect, it } from 'vitest';
import type { Release } from '../../src/content/release.ts';
import { town } from '../content/search/town.ts';
import { createPerson, type Person } from '../support/universe.ts';

const release = town();
const STRANGE = 'me gustarian becas bibliobus';

/** The same town, where it is never clear which answer was meant. */
const unsure: Release = {
  ...release,
  search: () => ({
    ...release.search(),
    find: () => ({
      outcome: 'choices',
      ranked: ['library.fine', 'library.opening'].map((id) => ({ id, score: 1 })),
      confidence: 0.4,
      locale: 'es',
    }),
  }),
};

const talk = (world: Release = release): Person =>
  createPerson(world, { language: 'es', now: Date.UTC(2026, 2, 1, 12) });

describe('a question without an answer', () => {
  it('hands on its terms, from the first words on', () => {
    const unanswered = {
      kind: 'none',
      locale: 'es',
      terms: ['gustarian', 'becas', 'bibliobus', 'gustarian becas', 'becas bibliobus'],
    };
    const person = talk();
    expect(person.say(STRANGE)).toMatchObject({ outcome: 'answered', unanswered });
    expect(person.say(STRANGE)).toMatchObject({ outcome: 'missed', unanswered });
  });
  it('that another house knows is told apart', () => {
    const { unanswered } = talk().say('¿cuánto cuestan los boletos del museo?');
    expect(unanswered).toMatchObject({ kind: 'outside', terms: expect.arrayContaining(['boletos museo']) });
  });
  it('leaves nothing in the conversation', () => {
    const person = talk();
    person.say('hola');
    person.say(STRANGE);
    expect(JSON.stringify(person.conversation())).not.toMatch(/becas|bibliobus/);
  });
  it.each([
    'hola',
    'muchas gracias',
    'menu',
    'stop',
    'borrar',
    'eres un robot',
    '¿hay multa por devolver tarde un libro?',
    '👍',
    '4711',
  ])('is not one: %s', (text) => {
    expect(talk().say(text).unanswered).toBeUndefined();
  });
  it('in the middle of a script is noted when it asks something, and an answer that is not understood never is', () => {
    const person = talk();
    person.say('hola');
    person.press('late');
    expect(person.say('zenaida xolocotzi')).toMatchObject({ outcome: 'missed' });
    expect(person.say('zenaida xolocotzi').unanswered).toBeUndefined();
    expect(person.say('¿hay becas?').unanswered).toMatchObject({ kind: 'none', terms: ['becas'] });
  });
  it('typed where a place is asked for is none, at the front desk neither', () => {
    const person = talk();
    person.say('hola');
    person.press('near');
    const turned = person.say('privada de zaragoza, xochitepec');
    expect([turned.outcome, turned.unanswered]).toEqual(['missed', undefined]);
    expect(person.say('¿hay becas?').unanswered).toBeDefined();
  });
  it('is silent with whoever wants silence', () => {
    const person = talk();
    person.say('stop');
    expect(person.say(STRANGE).unanswered).toBeUndefined();
  });
});

describe('answers that were offered', () => {
  const offered = () => {
    const person = talk(unsure);
    person.say('hola');
    expect(person.say(STRANGE)).toMatchObject({ unanswered: { kind: 'unsure' } });
    return person;
  };
  it('can be taken', () => {
    expect(offered().say('1').offer).toBe('taken');
  });
  it.each(['menu', 'no', 'otra cosa distinta'])('are refused by %s', (text) => {
    expect(offered().say(text).offer).toBe('refused');
  });
  it.each(['ayuda', 'hola', 'stop'])('are not refused by %s', (text) => {
    expect(offered().say(text).offer).toBeUndefined();
  });
  it('are not refused by a place, a picture or the button of an older message', () => {
    expect(offered().send({ kind: 'media' }).offer).toBeUndefined();
    expect(offered().send({ kind: 'pick', id: 'old.step.option' }).offer).toBeUndefined();
    expect(
      offered().send({ kind: 'location', point: { kind: 'point', latitude: 1, longitude: 1 } }).offer,
    ).toBeUndefined();
  });
  it('nobody offered cannot be refused', () => {
    const person = talk();
    person.say('hola');
    expect(person.say('menu').offer).toBeUndefined();
  });
});
