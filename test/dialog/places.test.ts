import { describe, expect, it } from 'vitest';
import { encodeState } from '../../src/dialog/conversation.ts';
import { distanceText } from '../../src/dialog/speak-places.ts';
import { FOREIGN, filesOf, releaseOf, withFile } from '../support/repository.ts';
import { createPerson, textOf } from '../support/universe.ts';

const now = Date.UTC(2026, 2, 1, 12);
const files = withFile(filesOf(FOREIGN), 'flows/counter.yaml', (text) =>
  text
    .replace('near, { id: nag', 'near, find, { id: nag')
    .replace(
      'nowhere:',
      'find: { call: nearest-branch, next: told2 }\n  told2: { say: nowhere, next: desk }\n  nowhere:',
    ),
);
const release = releaseOf(
  withFile(
    withFile(files, 'content/texts/en/counter.yaml', (text) =>
      text.replace('nag: Remind me', 'nag: Remind me, find: Find'),
    ),
    'content/texts/es/counter.yaml',
    (text) => text.replace('nag: Recuérdame', 'nag: Recuérdame, find: Buscar'),
  ),
);

/** Someone who has just been asked where they are. */
const asked = (language = 'en', channel: 'sms' | 'telegram' = 'sms') => {
  const person = createPerson(release, { now, language, channel });
  person.say(language === 'es' ? 'hola' : 'hello');
  person.press('find');
  const kept = (): string => {
    const conversation = person.conversation();
    return conversation ? encodeState(conversation) : '';
  };
  return { ...person, kept };
};
const at = (latitude: number, longitude: number) =>
  ({ kind: 'location', point: { kind: 'point', latitude, longitude } }) as const;

describe('places near a town', () => {
  it('are told with address, phones, hours, what else to know, and how old that is', () => {
    const said = textOf(asked().say('Madrid'));
    expect(said).toContain(
      'Near Madrid, Madrid region:\nMadrid, Madrid region (0.0 km)\nArchive street 1\n555 1\nEmergencies: 555 9\nMon-Fri 08:00-15:00\nRing twice\nAs of Mar 2025.',
    );
    expect(said).toContain('Write MORE for others.');
  });
  it('are told in the person’s language', () => {
    const said = textOf(asked('es').say('Madrid'));
    expect(said).toContain('Urgencias: 555 9\nlun-vie 08:00-15:00\nToca dos veces\nDato de mar 2025.');
  });
  it('and the next ones on MORE, old and undated ones with a warning', () => {
    const person = asked();
    expect(textOf(person.say('Toledo, La Mancha'))).toContain('Undated: ask before you go.');
    expect(textOf(person.say('more'))).toContain('Old archive, Aranjuez on Tagus, Madrid region (41 km)');
    expect(textOf(asked().say('Aranjuez'))).toContain('As of 2022: ask before you go.');
  });
  it('are not said to be so many metres off where only their town is known', () => {
    const said = textOf(asked().say('Aranjuez'));
    expect(said).toContain('Old archive, Aranjuez on Tagus, Madrid region (near)');
    expect(textOf(asked().say('Villa Nueva'))).toContain('km)');
  });
  it('have their sources', () => {
    const person = asked();
    person.say('Madrid');
    expect(textOf(person.say('source'))).toContain('House rules');
  });
  it('abroad and unknown ones are told apart', () => {
    expect(textOf(asked().say('Lisboa'))).toContain('Lisboa, Portugal is abroad.');
    expect(textOf(asked().say('qqqq'))).toContain('I do not know that place.');
  });
});

describe('which of several places', () => {
  it('is asked, and answered by number, name, region, or with another place', () => {
    for (const answer of ['2', 'castilla-la mancha', 'Aldea, Castilla-La Mancha', 'La Mancha']) {
      const person = asked();
      const question = person.say('Aldea');
      expect(textOf(question)).toMatch(/1\. Aldea, Madrid region\n2\. Aldea, Castilla-La Mancha\n3\. Somewhere else/);
      expect(textOf(person.say(answer)), answer).toContain('Far from Aldea, Castilla-La Mancha');
    }
    const person = asked();
    person.say('Aldea');
    expect(textOf(person.say('3'))).toContain('Where are you?');
    person.say('Aldea');
    expect(textOf(person.say('Badajoz'))).toContain('Near Badajoz');
  });
  it('of a region the two largest towns are offered', () => {
    const person = asked();
    expect(textOf(person.say('La Mancha'))).toMatch(/1\. Toledo, Castilla-La Mancha\n2\. Aldea/);
    expect(textOf(person.say('1'))).toContain('Far from Toledo');
  });
  it('of them nothing is chosen by words that choose none', () => {
    for (const answer of ['La Mancha', 'no idea', 'neither']) {
      const person = asked();
      person.say('La Mancha');
      expect(textOf(person.say(answer)), answer).not.toContain('Far from');
    }
    const person = asked();
    person.say('La Mancha');
    expect(textOf(person.say('Madrid'))).toContain('Near Madrid');
  });
  it('a long story is not searched for names', () => {
    expect(textOf(asked().say(`${'Toledo, La Mancha. '.repeat(20)}`))).toContain('I do not know that place.');
  });
  it('a button says it too, and one of an older question says nothing', () => {
    const person = asked('en', 'telegram');
    const question = person.say('Aldea');
    const [first] = question.options;
    expect(textOf(person.send({ kind: 'pick', id: first?.id ?? '' }))).toContain('Near Aldea, Madrid region');
    expect(textOf(person.send({ kind: 'pick', id: first?.id ?? '' }))).not.toContain('Near Aldea');
  });
});

describe('where someone is', () => {
  it('is never kept: not a position, not a code, not a town', () => {
    for (const content of [
      at(40.4321, -3.6543),
      { kind: 'text', text: '28077' },
      { kind: 'text', text: 'Lone Farm' },
    ] as const) {
      const person = asked();
      person.send(content);
      expect(person.kept()).not.toMatch(/40\.43|28077|Hamlet|Lone Farm|ES\//);
    }
  });
  it('near a border is not kept either: the two towns offered are, until the next message', () => {
    const person = asked('en', 'telegram');
    const question = person.send(at(38.8791, -7.0512));
    expect(textOf(question)).toContain('[Badajoz, Spain]\n[Elvas, Portugal]\n[Somewhere else]');
    expect(person.kept()).not.toMatch(/38\.87|7\.05/);
    expect(person.kept()).toContain('ES/EX/Badajoz');
    expect(textOf(person.press('ES/EX/Badajoz'))).toContain('Near Badajoz, Spain');
    expect(person.kept()).not.toContain('Badajoz');
  });
  it('is offered to be shared where the channel can', () => {
    const person = createPerson(release, { now, channel: 'telegram' });
    person.say('hello');
    expect(person.press('find').laid?.ask).toBe('location');
  });
});

describe('a distance', () => {
  it.each([
    [0, '0.0 km, 0.0 mi'],
    [6.3, '6.3 km, 3.9 mi'],
    [9.94, '9.9 km, 6.2 mi'],
    [9.96, '10 km, 6.2 mi'],
    [15.9, '16 km, 9.9 mi'],
    [245.8, '246 km, 153 mi'],
  ])('of %d km is said as %s', (kilometres, said) => {
    expect(distanceText(kilometres, ['km', 'mi'])).toBe(said);
  });
});
