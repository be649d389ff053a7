import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CAPABILITIES, type Capabilities } from '../../src/channel/capability.ts';
import { clean } from '../../src/channel/clean.ts';
import { foldGsm7, segments } from '../../src/channel/gsm7.ts';
import { layout } from '../../src/channel/layout.ts';
import { anyMessage, messageOf, WORDS } from './messages.ts';

const { telegram, whatsapp, sms, terminal } = CAPABILITIES;
const HINT = foldGsm7(WORDS.moreHint);
const sentence = 'La caseta abre de ocho a seis y atiende a quien llegue con su papel.';

describe('a channel with buttons', () => {
  test('gets the text as it is and the options as buttons', () => {
    expect(layout(messageOf('¿Dónde está?', ['En México', 'Fuera']), telegram)).toEqual({
      text: '¿Dónde está?',
      rest: [],
      buttons: [
        { id: 'o0', label: 'En México' },
        { id: 'o1', label: 'Fuera' },
      ],
    });
  });

  test('cuts a long label at a word', () => {
    const [button] = layout(
      messageOf('x', ['Quiero saber cuánto cuesta el permiso de mi camioneta']),
      telegram,
    ).buttons;
    expect(button?.label).toBe('Quiero saber cuánto cuesta el permiso…');
  });

  test('cuts a label of one long word where it must', () => {
    const [button] = layout(messageOf('x', [`${'a'.repeat(39)}🙂🙂`]), telegram).buttons;
    expect(button?.label).toBe(`${'a'.repeat(39)}…`);
  });

  test('never shows two buttons alike', () => {
    const { buttons } = layout(messageOf('x', ['Centro', 'Centro', 'a'.repeat(60), 'a'.repeat(61)]), telegram);
    expect(buttons.map((b) => b.label)).toEqual([
      'Centro',
      'Centro (2)',
      `${'a'.repeat(39)}…`,
      `${'a'.repeat(35)}… (2)`,
    ]);
  });

  test('names a button without a label by its id', () => {
    expect(layout(messageOf('x', [' ']), telegram).buttons).toEqual([{ id: 'o0', label: 'o0' }]);
  });

  test.each([['ñ'.repeat(33)], ['']])('refuses the button id %j, which is our own mistake', (id) => {
    expect(() => layout({ text: 'x', options: [{ id, label: 'x' }], words: WORDS }, telegram)).toThrow(RangeError);
  });

  test('lists by number what is more than it has buttons for', () => {
    const laid = layout(
      messageOf(
        'x',
        Array.from({ length: 101 }, (_, i) => `n${i}`),
      ),
      telegram,
    );
    expect(laid.buttons).toEqual([]);
    expect(laid.text).toContain('\n101. n100');
  });

  test('is told to ask for a location, with the words on its button', () => {
    expect(layout(messageOf('¿Dónde?', ['Tijuana'], { ask: 'location' }), telegram)).toMatchObject({
      ask: 'location',
      shareLocation: WORDS.shareLocation,
      buttons: [{ label: 'Tijuana' }],
    });
  });

  test('splits what is longer than a message and keeps the buttons on the first page', () => {
    const laid = layout(messageOf(`${sentence}\n\n`.repeat(100), ['Menú']), telegram);
    expect(laid.rest).toHaveLength(1);
    expect(laid.text.endsWith(`\n\n${WORDS.moreHint}`)).toBe(true);
    expect(laid.buttons).toHaveLength(1);
  });
});

describe('a channel without buttons', () => {
  test('lists the options by number under the text', () => {
    expect(layout(messageOf('¿Dónde está?\n', ['En México', 'Fuera\nde México']), whatsapp)).toEqual({
      text: '¿Dónde está?\n\n1. En México\n2. Fuera de México',
      rest: [],
      buttons: [],
    });
  });

  test('is not told to ask for a location', () => {
    expect(layout(messageOf('¿Dónde?', [], { ask: 'location' }), whatsapp)).toEqual({
      text: '¿Dónde?',
      rest: [],
      buttons: [],
    });
  });

  test('gets a list alone where there is no text', () => {
    expect(layout(messageOf('', ['Sí', 'No']), terminal).text).toBe('1. Sí\n2. No');
  });

  test('gets SMS in GSM-7', () => {
    expect(layout(messageOf('¿Dónde está? 📍', ['En Yucatán']), sms).text).toBe('¿Donde esta?\n\n1. En Yucatan');
  });
});

describe('a message that is too long', () => {
  test('of four segments stays one SMS, of more it is split into pages of three', () => {
    expect(layout(messageOf('a '.repeat(306)), sms).rest).toEqual([]);
    const laid = layout(messageOf('a '.repeat(400)), sms);
    expect(laid.rest).toHaveLength(1);
    expect(segments(laid.text).segments).toBeLessThanOrEqual(3);
  });

  test('says on every page but the last how to get on', () => {
    const { text, rest } = layout(messageOf(`${sentence}\n`.repeat(30)), sms);
    const pages = [text, ...rest];
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.map((page) => page.endsWith(`\n\n${HINT}`))).toEqual(pages.map((_, i) => i < pages.length - 1));
  });

  test('is split between paragraphs rather than inside one', () => {
    const [first, second] = ['uno dos tres '.repeat(22).trim(), 'cuatro cinco '.repeat(26).trim()];
    expect(layout(messageOf(`${first}\n\n${second}`), sms)).toMatchObject({
      text: `${first}\n\n${HINT}`,
      rest: [second],
    });
  });

  test('is split after a sentence rather than inside one', () => {
    const { text, rest } = layout(messageOf(`${sentence} `.repeat(12)), sms);
    for (const page of [text.replace(HINT, ''), ...rest]) expect(page.trim().endsWith('papel.')).toBe(true);
  });

  test('keeps its options together on the last page', () => {
    const { text, rest } = layout(messageOf(`${sentence} `.repeat(10), ['Tijuana', 'Mexicali', 'Nogales']), sms);
    expect(text).not.toContain('1. ');
    expect(rest.at(-1)).toMatch(/papel\.\n\n1\. Tijuana\n2\. Mexicali\n3\. Nogales$/);
  });

  test('gives the list a page of its own where the text fills the last one', () => {
    const labels = ['a', 'b', 'c', 'd'].map((c) => c.repeat(100));
    const { text, rest } = layout(messageOf('x'.repeat(420), labels), sms);
    expect(text).toBe(`${'x'.repeat(420)}\n\n${HINT}`);
    expect(rest).toEqual([labels.map((label, i) => `${i + 1}. ${label}`).join('\n')]);
  });

  test('splits even the list where it is too long for a page', () => {
    const { text, rest } = layout(
      messageOf(
        'Elija:',
        Array.from({ length: 30 }, (_, i) => `Oficina de la ciudad número ${i}`),
      ),
      sms,
    );
    expect([text, ...rest].join('\n')).toMatch(/30\. Oficina de la ciudad numero 29$/);
  });

  test('leaves out a hint that would leave no room', () => {
    const { text } = layout(messageOf('a '.repeat(400), [], { words: { ...WORDS, moreHint: 'x'.repeat(450) } }), sms);
    expect(text).not.toContain('x');
  });

  test('is never cut inside a character, even where no word ends', () => {
    const tiny: Capabilities = { ...whatsapp, text: 91 };
    const { text, rest } = layout(messageOf('🙂'.repeat(100), [], { words: { ...WORDS, moreHint: '' } }), tiny);
    expect([text, ...rest].every((page) => page.isWellFormed())).toBe(true);
    expect([text, ...rest].join('')).toBe('🙂'.repeat(100));
  });

  test('gets on even where a page is smaller than a character', () => {
    const none: Capabilities = { ...whatsapp, text: 1 };
    expect(layout(messageOf('🙂b'), none)).toMatchObject({ text: '🙂', rest: ['b'] });
  });
});

describe.each(Object.entries(CAPABILITIES))('whatever the message, on %s', (name, can) => {
  const written = (text: string): string => (can.alphabet === 'gsm7' ? foldGsm7(clean(text)) : clean(text));
  const bare = (text: string): string => text.replace(/\s+/g, '');

  test('no page goes over a limit', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const { text, rest, buttons } = layout(message, can);
        for (const page of [text, ...rest]) {
          expect(page.length).toBeLessThanOrEqual(can.text);
          expect(page.isWellFormed()).toBe(true);
          if (can.alphabet === 'gsm7') expect(segments(page).encoding).toBe('gsm7');
          if (can.segments)
            expect(segments(page).segments).toBeLessThanOrEqual(
              rest.length > 0 ? (can.pageSegments ?? 0) : can.segments,
            );
        }
        expect(buttons.length).toBeLessThanOrEqual(can.buttons);
        expect(new Set(buttons.map((b) => b.label)).size).toBe(buttons.length);
        for (const { label, id } of buttons) {
          expect(label.length).toBeLessThanOrEqual(can.label);
          expect(label.isWellFormed()).toBe(true);
          expect(Buffer.byteLength(id)).toBeLessThanOrEqual(can.buttonId);
        }
      }),
      { numRuns: 120 },
    );
  });

  test('no word is lost and all keep their order', () => {
    // A hint of its own letters can be told from the text.
    const hint = 'ΔΦΓΛ';
    fc.assert(
      fc.property(anyMessage, (message) => {
        fc.pre(!message.text.includes(hint));
        const { text, rest, buttons } = layout({ ...message, words: { ...WORDS, moreHint: hint } }, can);
        const list =
          buttons.length > 0
            ? ''
            : message.options.map(({ label }, i) => `\n${i + 1}. ${clean(label).replace(/\s+/g, ' ').trim()}`).join('');
        const said = [text, ...rest].map((page) => page.replace(hint, '')).join('\n');
        expect(bare(said)).toBe(bare(`${written(message.text)}\n${written(list)}`));
      }),
      { numRuns: 120 },
    );
  });

  test(`each button of ${name} stands for its own option`, () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const { buttons } = layout(message, can);
        if (buttons.length > 0) expect(buttons.map((b) => b.id)).toEqual(message.options.map((o) => o.id));
      }),
      { numRuns: 50 },
    );
  });
});
