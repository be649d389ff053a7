import { beforeEach, describe, expect, it } from 'vitest';
import { FOREIGN, filesOf, releaseOf, withFile } from '../support/repository.ts';
import { createPerson, type Person, textOf } from '../support/universe.ts';

const release = releaseOf(filesOf(FOREIGN));
const now = Date.UTC(2026, 2, 1, 12);

describe('someone new', () => {
  it('reads once what is kept and how to erase it, and then the menu', () => {
    const person = createPerson(release, { now });
    expect(textOf(person.say('hello'))).toMatch(
      /FORGET erases them[\s\S]*What can I do for you[\s\S]*1\. A book is late/,
    );
    expect(textOf(person.say('menu'))).not.toContain('FORGET');
  });
  it('is answered in the language of their first words', () => {
    expect(textOf(createPerson(release, { now }).say('hola'))).toContain('En qué te ayudo');
    expect(textOf(createPerson(release, { now }).say('hi'))).toContain('What can I do');
    // Signs are of no language.
    expect(textOf(createPerson(release, { now, language: 'en' }).say('👋'))).toContain('What can I do');
  });
  it('is told how it works, in the language of their app, when they only ask what this is', () => {
    expect(textOf(createPerson(release, { now, language: 'en' }).say('??'))).toContain('Answer with the number');
    expect(textOf(createPerson(release, { now, language: 'es' }).say('¿?'))).toContain('Contesta con el numero');
  });
  it('is answered in the language of their app where their words do not tell', () => {
    expect(textOf(createPerson(release, { now, language: 'es-419' }).say('…'))).toContain('En qué te ayudo');
  });
  it('can name a topic at once, but not a number that means nothing yet', () => {
    expect(createPerson(release, { now }).say('a book is late').at).toEqual({ flow: 'late-book', step: 'age' });
    expect(createPerson(release, { now }).say('1').at.step).toBe('desk');
  });
});

describe('words that work anywhere', () => {
  let person: Person;
  beforeEach(() => {
    person = createPerson(release, { now });
    person.say('hello');
    person.say('1');
    person.say('40');
  });

  it('menu goes to the front desk, and back returns to the question', () => {
    expect(person.say('MENU').at.step).toBe('desk');
    expect(person.say('atrás').at.step).toBe('days_late');
  });
  it('back undoes the last answer, as often as wanted, and says so at the beginning', () => {
    expect(person.say('back').at.step).toBe('age');
    expect(person.say('back').at.step).toBe('desk');
    expect(textOf(person.say('back'))).toContain('already at the beginning');
    expect(person.say('1').at.step).toBe('age');
  });
  it('an answer that was taken back is gone', () => {
    person.say('back');
    person.say('12');
    expect(textOf(person.say('2'))).toContain('Nothing to pay. You can renew 3');
  });
  it('help, person and source answer and leave the question waiting', () => {
    for (const word of ['help', 'person', 'source', 'more']) expect(person.say(word).laid?.text).not.toBe('');
    expect(person.say('10').at.step).toBe('owes');
  });
  it('source tells where the figures of the last message are from', () => {
    person.say('10');
    expect(textOf(person.say('source'))).toContain('House rules. Town library, 2026-01');
    expect(textOf(person.say('fuente'))).toContain('House rules');
  });
  it('language asks which, and every language can be named at once', () => {
    expect(textOf(person.say('language'))).toMatch(/1\. English\n2\. Español/);
    expect(textOf(person.say('2'))).toContain('Cuantos dias de atraso');
    expect(textOf(person.say('english'))).toContain('How many days is it late');
    person.say('language');
    expect(person.say('10').at.step).toBe('owes');
  });
  it('stop is confirmed once, then there is silence until start', () => {
    expect(textOf(person.say('STOP'))).toContain('I will not write');
    expect(person.say('10').laid).toBeUndefined();
    expect(person.send({ kind: 'media' }).laid).toBeUndefined();
    expect(textOf(person.say('START'))).toContain('I am here again');
    expect(person.stopped()).toBe(false);
  });
  it('forget erases everything and says so; the next message is that of someone new', () => {
    const turned = person.say('forget me');
    expect(turned.forget).toBe(true);
    expect(turned.conversation).toBeNull();
    expect(textOf(person.say('hello'))).toContain('FORGET');
  });
  it('hello in the middle of a script repeats the question', () => {
    expect(person.say('hello').at.step).toBe('days_late');
  });
  it('a slash may stand before a word, and /start may carry a payload', () => {
    expect(person.say('/menu').at.step).toBe('desk');
    expect(person.say('/start abc').at.step).toBe('desk');
  });
});

describe('an option can be named', () => {
  const ways: readonly (readonly [string, string])[] = [
    ['2', 'card'],
    ['2.', 'card'],
    ['2)', 'card'],
    ['#2', 'card'],
    ['2️⃣', 'card'],
    ['two', 'card'],
    ['number 2', 'card'],
    ['get a card', 'card'],
    ['a card please', 'card'],
    ['get a crad', 'card'],
    ['nearest brnach', 'near'],
  ];
  it.each(ways)('%s', (text, step) => {
    const person = createPerson(release, { now });
    person.say('hello');
    expect(person.say(text).at.step).toBe(step);
  });
  it('by a button, but an old button never answers a newer question', () => {
    const person = createPerson(release, { now, channel: 'telegram' });
    const first = person.say('hello');
    const late = first.options[0]?.id ?? '';
    expect(person.send({ kind: 'pick', id: late }).at.step).toBe('age');
    const again = person.send({ kind: 'pick', id: late });
    expect(again.at.step).toBe('age');
    expect(again.outcome).toBe('missed');
  });
  it('by the title of a button that is not ours', () => {
    const person = createPerson(release, { now, channel: 'whatsapp' });
    person.say('hello');
    expect(person.send({ kind: 'pick', id: 'menu:2', title: 'Get a card' }).at.step).toBe('card');
  });
});

describe('an answer that is not understood', () => {
  it('is asked again in other words, and the second time the menu is offered', () => {
    const person = createPerson(release, { now });
    person.say('hello');
    person.say('1');
    expect(textOf(person.say('a lot'))).toContain('A number of years, please.');
    const second = textOf(person.say('many'));
    expect(second).toContain('Write MENU');
    expect(second).toContain('1. Menu');
    expect(person.say('Menu').at.step).toBe('desk');
  });
  it('a voice note or picture is answered in words', () => {
    const person = createPerson(release, { now });
    person.say('hello');
    expect(textOf(person.send({ kind: 'media' }))).toContain('voice notes');
  });
});

describe('figures', () => {
  it('are dated, and past their review the wording is careful', () => {
    const person = createPerson(release, { now });
    person.say('hello');
    expect(textOf(person.press('card'))).toContain('Figures as of 10 Jan 2026');
    const late = createPerson(release, { now: Date.UTC(2027, 5, 1) });
    late.say('hello');
    expect(textOf(late.press('card'))).toContain('may have changed');
    const old = createPerson(release, { now: Date.UTC(2029, 5, 1) });
    old.say('hello');
    expect(textOf(old.press('card'))).toContain('may be old');
  });
  it('in a bare question carry no date, but the warning that they may be old', () => {
    const asking = releaseOf(
      withFile(filesOf(FOREIGN), 'content/texts/en/late-book.yaml', (text) =>
        text.replace('How old is the reader?', '"A loan is {{fact.library.loan.days}}. How old is the reader?"'),
      ),
    );
    const asked = (at: number): string => {
      const person = createPerson(asking, { now: at });
      person.say('hello');
      return textOf(person.say('1'));
    };
    expect(asked(now)).toContain('21 days. How old');
    expect(asked(now)).not.toContain('as of');
    expect(asked(Date.UTC(2029, 5, 1))).toMatch(/21 days\. How old.*may be old/s);
  });
  it('that have ended are said as ended, never as current', () => {
    const person = createPerson(release, { now: Date.UTC(2027, 0, 5, 12) });
    person.say('hello');
    person.say('1');
    person.say('40');
    expect(textOf(person.say('10'))).toContain('The rule ended on 31 Dec 2026. By the last one you owe 2 euros.');
  });
});

describe('places', () => {
  it('are found near a shared position, which is not kept', () => {
    const person = createPerson(release, { now, channel: 'telegram' });
    person.say('hello');
    expect(person.press('near').laid?.ask).toBe('location');
    const found = person.send({ kind: 'location', point: { kind: 'point', latitude: 40.49, longitude: -3.7 } });
    expect(textOf(found)).toContain('North branch (1.1 km)\nNorth street\nmornings');
    expect(JSON.stringify(person.conversation(), (_, v) => (typeof v === 'bigint' ? String(v) : v))).toContain('near');
  });
});

describe('what the provider says', () => {
  it('an opt-out word that it handled is met with silence, and only the flag moves', () => {
    const person = createPerson(release, { now });
    person.say('hello');
    const before = person.conversation();
    for (const change of ['help', 'stop', 'start'] as const)
      expect(person.send({ kind: 'consent', change }).laid).toBeUndefined();
    expect(person.conversation()).toBe(before);
  });
  it('someone who blocks the bot is forgotten', () => {
    const person = createPerson(release, { now });
    person.say('hello');
    expect(person.send({ kind: 'blocked' }).conversation).toBeNull();
  });
  it('a group is told to write in private, and nothing of it is kept', () => {
    const turned = createPerson(release, { now, channel: 'telegram' }).send({ kind: 'group' });
    expect(turned.conversation).toBeUndefined();
    expect(textOf(turned)).toContain('private message');
  });
});

describe('reminders', () => {
  it('are hidden until they exist', () => {
    expect(textOf(createPerson(release, { now }).say('hello'))).not.toContain('Remind me');
  });
});
