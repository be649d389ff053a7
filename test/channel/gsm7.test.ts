import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, test } from 'vitest';
import { foldGsm7, segments } from '../../src/channel/gsm7.ts';
import { anyText } from './messages.ts';
import { named, readSpec, withoutSpecs } from './specs.ts';

const calculated = (text: string) => {
  const message = new SegmentedMessage(text);
  const encoding = message.getEncodingName() === 'GSM-7' ? 'gsm7' : 'ucs2';
  return { encoding, segments: message.segmentsCount, graphemes: message.graphemes };
};

describe('folding to GSM-7', () => {
  test.each([
    ['á í ó ú Á Í Ó Ú', 'a i o u A I O U'],
    ['é É ñ Ñ ü Ü ¿ ¡ Ç à è ì ò ù ä ö å ø', 'é É ñ Ñ ü Ü ¿ ¡ Ç à è ì ò ù ä ö å ø'],
    ['ç ã õ â ê ô î û ï', 'c a o a e o i u i'],
    ['“sí” «no» ‘ya’ — 5–6…', '"si" "no" \'ya\' - 5-6...'],
    ['• uno\n· dos', '- uno\n- dos'],
    ['a\u00a0b\u2009c\td', 'a b c d'],
    ['N.º 5, 2ª, 30 °C', 'N.o 5, 2a, 30 oC'],
    ['e\u0301 a\u0301 n\u0303', 'é a ñ'],
    ['uno\r\ndos\rtres', 'uno\ndos\ntres'],
    ['📍 Centro 🏠\n☎️ 555', 'Centro\n555'],
    ['ya 🙂 está', 'ya esta'],
    ['🙂', ''],
    ['Łódź œuf straße ½ ™', 'Lodz oeuf straße 1/2 TM'],
    ['€ [a] {b} ~ ^ | \\', '€ [a] {b} ~ ^ | \\'],
  ])('%j is written %j', (text, folded) => {
    expect(foldGsm7(text)).toBe(folded);
  });

  test('is always GSM-7 and folding twice changes nothing, whatever is written', () => {
    fc.assert(
      fc.property(fc.oneof(anyText(200), fc.string({ unit: 'binary', maxLength: 100 })), (text) => {
        const folded = foldGsm7(text);
        expect(calculated(folded).encoding).toBe('gsm7');
        expect(foldGsm7(folded)).toBe(folded);
      }),
      { numRuns: 500 },
    );
  });

  test('leaves plain text as its author spaced it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab  \n.1') }), (text) => {
        expect(foldGsm7(text)).toBe(text);
      }),
    );
  });
});

describe('counting segments', () => {
  test.each([
    ['160 letters', 'a'.repeat(160), 1],
    ['161 letters', 'a'.repeat(161), 2],
    ['306 letters', 'a'.repeat(306), 2],
    ['307 letters', 'a'.repeat(307), 3],
    ['159 letters and a sign of two units', `${'a'.repeat(159)}€`, 2],
    ['a sign of two units on the edge of a part', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 3],
    ['70 accents', 'á'.repeat(70), 1],
    ['71 accents', 'á'.repeat(71), 2],
    ['an emoji on the edge of a part', `${'á'.repeat(66)}🙂${'á'.repeat(66)}`, 3],
    ['nothing', '', 1],
  ])('%s: segments', (_, text, count) => {
    expect(segments(text).segments).toBe(count);
  });

  test('a line break of two characters counts two in either alphabet', () => {
    expect(segments('a\r\nb')).toEqual({ encoding: 'gsm7', units: 4, segments: 1 });
    expect(segments('á\r\nb')).toEqual({ encoding: 'ucs2', units: 4, segments: 1 });
  });

  test("gives the calculator's counts for any text", () => {
    const long = fc.tuple(anyText(60), fc.integer({ min: 1, max: 12 })).map(([text, times]) => text.repeat(times));
    fc.assert(
      fc.property(fc.oneof(anyText(400), long, fc.string({ unit: 'binary', maxLength: 300 })), (text) => {
        const { graphemes, ...expected } = calculated(text);
        // The calculator joins characters by the rules of Unicode 10; what was joined or parted since is no matter of counting.
        const now = [...new Intl.Segmenter('en').segment(text)].flatMap(({ segment }) =>
          segment === '\r\n' ? ['\r', '\n'] : [segment],
        );
        fc.pre(now.join('\u0001') === graphemes.join('\u0001'));
        // It overfills a part with letters that carry dozens of accents; nobody writes those.
        fc.pre(graphemes.every((grapheme) => grapheme.length <= 30));
        const { units, ...counted } = segments(text);
        expect(counted).toEqual(expected);
        if (counted.encoding === 'ucs2') expect(units).toBe(text.length);
      }),
      { numRuns: 1000 },
    );
  });

  test.skipIf(withoutSpecs)(named('gives what two independent libraries agree on'), () => {
    const { vectors } = readSpec<{
      vectors: { name: string; text: string; encoding: string; units: number; segments: number }[];
    }>('sms-segment-vectors.json');
    expect(vectors.length).toBeGreaterThan(30);
    for (const { name, text, encoding, ...counts } of vectors)
      expect({ name, ...segments(text) }).toEqual({
        name,
        encoding: encoding === 'GSM-7' ? 'gsm7' : 'ucs2',
        ...counts,
      });
  });
});
