import fc from 'fast-check';
import type { LayoutWords, Message } from '../../src/channel/channel.ts';

export const WORDS: LayoutWords = {
  more: 'MÁS',
  moreHint: 'Escriba MÁS para seguir.',
  shareLocation: 'Compartir mi ubicación',
};

export const messageOf = (text: string, labels: readonly string[] = [], given: Partial<Message> = {}): Message => ({
  text,
  options: labels.map((label, i) => ({ id: `o${i}`, label })),
  words: WORDS,
  ...given,
});

const character = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...'aeiou rst.') },
  { weight: 3, arbitrary: fc.constantFrom(...'áéíóúñ¿¡€[]{}çãº«»“”…—•\n') },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.constantFrom('🙂', '👩‍👩‍👧', '🇲🇽', '\r\n', '\n\n', '\t', '\0', '\ud83d', '\u0301') },
);

/** Anything that content or a person could put into a message. */
export const anyText = (maxLength: number) =>
  fc.oneof(
    fc.array(character, { maxLength }).map((parts) => parts.join('')),
    fc
      .array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: Math.ceil(maxLength / 12) })
      .map((words) => words.join(' ')),
  );

const option = (i: number) => anyText(60).map((label) => ({ id: `step.option-${i}`, label }));

export const anyMessage: fc.Arbitrary<Message> = fc.record({
  text: fc.oneof(anyText(300), anyText(9000)),
  options: fc.integer({ min: 0, max: 30 }).chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => option(i)))),
  words: fc.record({
    more: fc.constant('MÁS'),
    moreHint: fc.oneof(fc.constant(WORDS.moreHint), anyText(80)),
    shareLocation: fc.constant('Aquí'),
  }),
});
