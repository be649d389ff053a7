import { describe, expect, it } from 'vitest';
import { decimalText } from '../../src/base/decimal.ts';
import { NO_WORDS } from '../../src/content/words.ts';
import { amountIn } from '../../src/dialog/carry.ts';
import { encodeState } from '../../src/dialog/conversation.ts';
import { filesOf, ROOT, releaseOf } from '../support/repository.ts';
import { createPerson, textOf } from '../support/universe.ts';

const release = releaseOf(filesOf(ROOT));
const QUESTION = '¿cuánto puedo traer sin pagar? traigo 700 dlls por tierra';

describe('what a question says already', () => {
  it('begins the script, is said back, and is not asked again', () => {
    const person = createPerson(release);
    expect(textOf(person.say(QUESTION))).toMatch(/Entendi: Por tierra, 700 dolares[\s\S]*Te digo cuanto puedes llevar/);
    person.say('1');
    person.say('1');
    expect(person.say('solo yo').at.step).not.toMatch(/route|value/);
  });
  it('can be taken back', () => {
    const person = createPerson(release);
    person.say(QUESTION);
    person.say('1');
    expect(person.say('1').at.step).toBe('who');
    expect(person.say('atrás').at.step).toBe('route');
  });
  it('is forgotten with the script', () => {
    const person = createPerson(release);
    person.say(QUESTION);
    person.say('menú');
    expect(person.conversation()?.carried).toBeUndefined();
    person.press('customs');
    person.say('1');
    expect(person.say('1').at.step).toBe('route');
  });
  it('keeps no other word of the message', () => {
    const person = createPerson(release);
    person.say(`soy Ramona Xochimitl, ${QUESTION}`);
    expect(JSON.stringify(person.conversation())).not.toMatch(/ramona|xochi/i);
  });
});

describe('an amount', () => {
  const words = {
    ...NO_WORDS,
    currencies: { USD: ['dolares', 'dlls'], MXN: ['pesos'] },
    numbers: { un: 1, dos: 2, cien: 100, mil: 1000, quinientos: 500 },
    joins: ['y'],
  };
  it.each([
    ['traigo 700 dlls', '700'],
    ['una tele de 1,500 dólares.', '1500'],
    ['vale $450', '450'],
    ['vale $450.50 dlls', '450.5'],
    ['700dlls', '700'],
    ['2 mil dólares', '2000'],
    ['traigo dos mil dólares de ropa por tierra', '2000'],
    ['traigo un total de dos mil quinientos dólares', '2500'],
    ['10 000 dólares', '10000'],
    ['1 500 dólares en 3 maletas', '1500'],
    ['2012 dos mil dólares', undefined],
    ['mil dolares', '1000'],
    ['mil y dos pesos, mil dolares', '1000'],
    ['$450 pesos', undefined],
    ['700', undefined],
    ['700 dlls o 900 dlls', undefined],
    ['700 dlls y 700 dólares', '700'],
    ['sin nada', undefined],
  ])('of %s is %s', (text, amount) => {
    const found = amountIn(text, 'USD', words);
    expect(found && decimalText(found)).toBe(amount);
  });
});

describe('several questions in one message', () => {
  it('are answered one by one: the first at once, the others on offer', () => {
    const person = createPerson(release);
    const turned = person.say(
      '¿cuánto dinero en efectivo puedo llevar sin declarar? ¿cuánto cuesta el permiso del carro?',
    );
    expect(textOf(turned)).toContain('10,000 dolares');
    expect(turned.options[0]?.label).toMatch(/permiso/i);
    expect(person.say('1').facts.some((id) => id.startsWith('vehicle.'))).toBe(true);
  });
});

describe('someone who writes in another language', () => {
  it('is answered in it', () => {
    const person = createPerson(release);
    person.say('hola');
    expect(textOf(person.say('how much cash can I take with me without declaring it'))).toContain('10,000 dollars');
    expect(person.conversation()?.locale).toBe('en');
  });
  it('is not for one short word', () => {
    const person = createPerson(release);
    person.say('hola');
    person.say('ok');
    person.say('please');
    expect(person.conversation()?.locale).toBe('es');
  });
});

describe('a private script', () => {
  it('leaves nothing of its answers behind when it is left', () => {
    const person = createPerson(release);
    person.say('plazo para pedir refugio en comar');
    person.say('1');
    expect(person.say('1').at).toEqual({ flow: 'asylum-deadlines', step: 'entered' });
    expect(person.say('2026-11-02').at.step).toBe('apply-in-time');
    expect(JSON.stringify(person.conversation(), (_, v) => (typeof v === 'bigint' ? String(v) : v))).toContain(
      '2026-11-02',
    );
    person.say('menú');
    expect(JSON.stringify(person.conversation(), (_, v) => (typeof v === 'bigint' ? String(v) : v))).not.toContain(
      '2026-11-02',
    );
    expect(person.say('atrás').at.flow).toBe('front-desk');
  });
});

describe('a place in someone’s first words', () => {
  it('is answered with what is near it at once, and said back', () => {
    const person = createPerson(release, { channel: 'whatsapp' });
    const turned = person.say('¿dónde está la ventanilla de salud más cerca de Fresno?');
    expect(textOf(turned)).toMatch(/Entendí: Fresno, California[\s\S]*Fresno, California \(11 km/);
    expect(turned.at.flow).toBe('health-window');
    // Its name was used up; of the place itself nothing is kept.
    expect(person.conversation()?.carried?.answers).toEqual({});
    const kept = person.conversation();
    expect(kept && encodeState(kept)).not.toMatch(/36\.7|-119\./);
  });
  it('leaves only what it does not say to be asked', () => {
    const person = createPerson(release, { channel: 'whatsapp' });
    expect(textOf(person.say('busco albergue en Tijuana'))).toContain('Casas y comedores cerca de Tijuana');
  });
});
