import { describe, expect, it } from 'vitest';
import { understand } from '../../src/dialog/understand.ts';
import { filesOf, ROOT, releaseOf } from '../support/repository.ts';
import { createPerson, textOf } from '../support/universe.ts';

const release = releaseOf(filesOf(ROOT));

const heard = (text: string): string => understand(release, { kind: 'text', text }, 'es', undefined).kind;

describe('words of danger', () => {
  it.each([
    'me secuestraron',
    'SECUESTRARON A MI HERMANO',
    'me tienen encerrado en una casa',
    'me estan extorcionando por telefono',
    'unos hombres nos estan siguiendo',
    'ya no quiero vivir',
    'mi mamá no puede respirar',
    'hay una balasera aquí',
    'perdi a mi hija en la central',
    'auxilioo',
    'they kidnapped my brother',
    'my dad is having a heart attack',
    "I can't breathe",
    'i want to kill myself',
    'we are in danger',
  ])('%s', (text) => {
    expect(heard(text)).toBe('danger');
  });
  it.each([
    'cuánto puedo llevar sin pagar',
    'me quiero ir a México en diciembre',
    'el carro lo maneja mi hermano',
    'perdí mi permiso del carro',
    'me pide depósito el banco',
    'llevo medicinas para el corazón',
    'how much does the permit cost',
    'can my dad drive my car',
    'i lost my receipt',
    'is my dog in the car ok',
  ])('are not in: %s', (text) => {
    expect(heard(text)).not.toBe('danger');
  });
  it('bring 911 first, anywhere, and the script goes on afterwards', () => {
    const person = createPerson(release);
    expect(textOf(person.say('me secuestraron'))).toMatch(/llama ya al 911/);
    person.say('hola');
    person.say('1');
    expect(textOf(person.say('me van a matar'))).toMatch(/^Si corres peligro[\s\S]*911/);
    expect(person.say('no').at.step).toBe('home');
  });
});

describe('someone new in danger', () => {
  it('reads 911 first, and the greeting with the next message', () => {
    const person = createPerson(release);
    expect(textOf(person.say('me secuestraron'))).toMatch(/^Si corres peligro/);
    expect(textOf(person.say('hola'))).toMatch(/^Soy Ventanilla/);
  });
});
