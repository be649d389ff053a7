import { describe, expect, it } from 'vitest';
import { decodeConversation, encodeProfile, encodeState, newConversation } from '../../src/dialog/conversation.ts';
import { turn } from '../../src/dialog/turn.ts';
import { FOREIGN, filesOf, releaseOf } from '../support/repository.ts';
import { createPerson } from '../support/universe.ts';

const release = releaseOf(filesOf(FOREIGN));
const [locale = ''] = Object.keys(release.settings.languages);
const person = createPerson(release, { language: locale });
person.say('hello');
person.say('1');
const before = person.conversation() ?? newConversation(locale);
const [profile, state] = [encodeProfile(before), encodeState(before)];

describe('what was kept of a person', () => {
  it('comes back as it was', () => {
    expect(before.place.stack).not.toEqual([]);
    expect(decodeConversation(profile, state)).toEqual(before);
  });

  it.each([
    ['was cut short', state.slice(0, -10)],
    ['is something else', '0'],
    ['lacks what every state has', '{"stack":[]}'],
    ['holds a stack of another shape', state.replace('"stack":[[', '"stack":[[["older"],')],
    ['holds a value that no variable has', state.replace(/\{(?:"[^}]*)?\}\]\]/, '{"x":["m","ten","EUR"]}]]')],
    ['asks what this program never asks', state.replace('{', '{"asked":"constructor",')],
  ])('is as good as erased when it %s', (_, spoiled) => {
    expect(spoiled).not.toBe(state);
    const { greeted } = before;
    expect(decodeConversation(profile, spoiled)).toEqual({ ...newConversation(locale), greeted });
  });

  it.each(['', '{"locale":7,"greeted":true}', '{"loc'])(
    'is answered in a language of the release when the profile is %j',
    (spoiled) => {
      const sent = { channel: 'telegram', content: { kind: 'text', text: 'hello' }, language: locale } as const;
      const turned = turn(release, decodeConversation(spoiled, state), sent, 0);
      expect(turned.conversation?.locale).toBe(locale);
    },
  );
});

describe('a language that is no longer offered', () => {
  it('is changed for one that is: nobody reads an empty message', () => {
    const sent = { channel: 'telegram', content: { kind: 'text', text: '1' } } as const;
    const turned = turn(release, { ...before, locale: 'xx' }, sent, Date.UTC(2026, 2, 1));
    expect(turned.laid?.text.trim()).not.toBe('');
    expect(Object.keys(release.settings.languages)).toContain(turned.conversation?.locale);
  });

  it('cannot be chosen, not even under a name that every object has', () => {
    const asking = { ...before, asked: 'language' } as const;
    const buttons = createPerson(release, { channel: 'telegram', language: locale });
    buttons.say('hello');
    const tag = turn(release, asking, { channel: 'telegram', content: { kind: 'text', text: 'language' } }, 0);
    const [option] = tag.options;
    const id = `${option?.id.split('.')[0]}.constructor`;
    const turned = turn(release, asking, { channel: 'telegram', content: { kind: 'pick', id } }, 0);
    expect(turned.conversation?.locale).toBe(locale);
  });
});
