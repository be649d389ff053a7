import { describe, expect, it } from 'vitest';
import { filesOf, ROOT, releaseOf, withFile } from '../support/repository.ts';
import { createPerson, textOf } from '../support/universe.ts';

const release = releaseOf(filesOf(ROOT));
const QUESTION = '¿cuánto dinero en efectivo puedo llevar sin declarar?';

describe('a question in someone’s own words', () => {
  it('is answered at once, dated, with the flow that goes further', () => {
    const person = createPerson(release);
    const turned = person.say(QUESTION);
    expect(textOf(turned)).toContain('10,000 dolares');
    expect(turned.facts).toContain('customs.cash.limit');
    expect(turned.options.map((o) => o.label)).toEqual(['Ver mi caso, paso a paso', 'Menú']);
    expect(person.say('1').at.flow).toBe('cash-declaration');
  });
  it('is answered in the middle of a script, which goes on where it was', () => {
    const person = createPerson(release, { channel: 'telegram' });
    person.say('hola');
    person.press('customs');
    person.press('none');
    const turned = person.say(QUESTION);
    expect(textOf(turned)).toMatch(/10,000 dólares[\s\S]*¿Dónde vives\?/);
    expect(turned.at).toEqual({ flow: 'customs-allowance', step: 'home' });
    expect(person.press('abroad').at.step).toBe('route');
  });
  it('that leaves no room for the waiting question says how to see it again', () => {
    const wordy = withFile(filesOf(ROOT), 'content/answers/customs/cash.yaml', (text) =>
      text.replaceAll(/(sms|text): "/g, `$1: "${'Lee esto con calma. '.repeat(10)}`),
    );
    const person = createPerson(releaseOf(wordy), { channel: 'sms' });
    person.say('hola');
    person.press('customs');
    person.press('none');
    expect(textOf(person.say(QUESTION))).toContain('escribe HOLA');
    expect(person.say('hola').at).toEqual({ flow: 'customs-allowance', step: 'home' });
    expect(person.say('1').at.step).toBe('route');
  });
  it('that nobody here knows is said to be so once, and then the menu is offered', () => {
    const person = createPerson(release);
    person.say('hola');
    expect(textOf(person.say('qwzx vbnm plkj'))).toContain('Eso no lo sé');
    const second = textOf(person.say('zxcv qwqw mnmn'));
    expect(second).toContain('No te entendí'.replace('í', 'i'));
    expect(second).not.toContain('Eso no lo sé');
  });
  it('never gets the same words twice in a row, however often it is not understood', () => {
    for (const start of [[], ['1']]) {
      const person = createPerson(release);
      person.say('hola');
      for (const line of start) person.say(line);
      const replies = ['qwzx vbnm', 'zxcv qwqw', 'mnmn bvbv', 'qwzx vbnm', 'plkj hgfd'].map((line) =>
        textOf(person.say(line)),
      );
      for (const [i, reply] of replies.entries()) expect(reply).not.toBe(replies[i - 1]);
      expect(replies.at(-1)).toMatch(/PERSONA|menu/i);
    }
  });
  it('needs not look like one where a script has told all that it had to tell', () => {
    const person = createPerson(release);
    person.say('hola');
    person.say('donde esta el consulado en dallas');
    expect(textOf(person.say('necesito el telefono del consulado'))).toContain('520-623-7874');
    expect(textOf(person.say('traigo dos mil dolares de ropa por tierra'))).toContain('2,000');
    expect(person.conversation()?.place.stack.at(-1)?.flow).toBe('customs-allowance');
  });
  it('that nobody knows is not answered by telling the same again', () => {
    const person = createPerson(release);
    person.say('hola');
    expect(textOf(person.say('consulado en dallas'))).toContain('1210 River Bend');
    const first = textOf(person.say('xyz qwerty'));
    expect(first).toMatch(/^No te entendi\. [\s\S]*Buscar en otro lugar/);
    expect(first).not.toContain('A toda hora');
    expect(textOf(person.say('zzz xxyy'))).toMatch(/^Sigo sin entender/);
    expect(person.say('1').at.step).toBe('where_abroad');
  });
  it('a short slip inside a script is no question', () => {
    const person = createPerson(release);
    person.say('hola');
    person.say('1');
    expect(person.say('bolsas grandes')).toMatchObject({ outcome: 'missed', at: { step: 'watch' } });
  });
  it('after an answer, the menu below can still be named', () => {
    const person = createPerson(release);
    person.say('hola');
    person.say(QUESTION);
    expect(person.say('mi carro').at.step).toBe('vehicle');
  });
  it('what was offered is kept through the store’s codec', () => {
    const person = createPerson(release);
    person.say(QUESTION);
    expect(person.conversation()).toMatchObject({ asked: 'answers', offered: ['flow:cash-declaration'] });
  });
});

describe('when it is not clear which answer was meant', () => {
  it('up to three questions are offered, and one of them picked is answered', () => {
    const unsure = {
      ...release,
      search: () => ({
        isExample: () => false,
        find: () => ({
          outcome: 'choices' as const,
          ranked: ['customs.cash', 'customs.tax_rate', 'customs.receipts', 'customs.luggage_list'].map((id) => ({
            id,
            score: 1,
          })),
          confidence: 0.4,
          locale: 'es',
        }),
        meanings: () => new Map(),
        terms: () => ({ locale: 'es', terms: [] }),
      }),
    };
    const person = createPerson(unsure);
    person.say('hola');
    const turned = person.say('algo de dinero tal vez');
    expect(turned.options).toHaveLength(4);
    expect(textOf(turned)).toContain('¿Es una de estas preguntas?');
    expect(textOf(person.say('1'))).toContain('10,000 dolares');
    person.say('algo de dinero tal vez');
    expect(person.say('menu').at.step).toBe('desk');
  });
});

describe('the language of someone new', () => {
  const OFFER = 'Write ENGLISH';
  it('is offered where their first words tell none, and only then', () => {
    expect(textOf(createPerson(release).say('ok'))).toContain(OFFER);
    expect(textOf(createPerson(release).say('12'))).toContain(OFFER);
    expect(textOf(createPerson(release).say('hola'))).not.toContain(OFFER);
    expect(textOf(createPerson(release).say('buenas, ¿cuánto cobran?'))).not.toContain(OFFER);
    const person = createPerson(release);
    person.say('ok');
    expect(textOf(person.say('english'))).toContain('English');
    expect(person.conversation()?.locale).toBe('en');
  });
  it('is offered, and not changed, by one short word of another that was not understood', () => {
    const person = createPerson(release);
    person.say('hola');
    person.say('1');
    const turned = person.say('the');
    expect(textOf(turned)).toContain(OFFER);
    expect(person.conversation()?.locale).toBe('es');
  });
});
