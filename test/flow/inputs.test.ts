import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INPUTS, inputOf } from '../../src/flow/inputs/index.ts';
import type { Input } from '../../src/flow/inputs/input.ts';
import type { Event } from '../../src/flow/model.ts';
import { holds } from '../../src/flow/type.ts';
import { cpuMs } from '../support/cpu.ts';
import { day, usd, WORDS } from './support.ts';

const reading = { words: () => WORDS, today: day('2026-11-21') };
const input = (name: string): Input => {
  const found = inputOf(name);
  if ('problem' in found) throw new Error(found.problem);
  return found;
};
const read = (name: string, text: string) => input(name).read({ kind: 'text', text, locale: 'es' }, reading);

/** What each input takes, and what it does not. */
const CASES: Readonly<Record<string, { takes: readonly (readonly [string, unknown])[]; refuses: readonly string[] }>> =
  {
    integer: {
      takes: [
        ['2', 2n],
        ['2.', 2n],
        [' 2 ', 2n],
        ['dos', 2n],
        ['somos dos', 2n],
        ['2️⃣', 2n],
        ['1,950', 1950n],
        ['1.950', 1950n],
        ['1 950', 1950n],
        ["1'950", 1950n],
        ['son 4 personas', 4n],
        ['2 mil', 2000n],
        ['2k', 2000n],
        ['２', 2n],
        ['2️⃣ personas', 2n],
        ['2.0', 2n],
        ['2.5 mil', 2500n],
        ['1,234,567', 1234567n],
        ['1.234.567', 1234567n],
        ['999999999999999', 999999999999999n],
        ['un carro 2015', 2015n],
        ['cuarenta y cinco', 45n],
        ['cuarenta cinco', 45n],
        ['mil 500', 1500n],
        ['dos mil quinientos', 2500n],
        ['35 mil quinientos cuarenta y cinco', 35545n],
        ['dos cien', 200n],
        ['un total de 500', 500n],
      ],
      refuses: [
        '',
        'muchos',
        '2.5',
        '2 o 3',
        '-5',
        '- 5',
        'dos o uno',
        '99999999999999999999',
        '−5',
        '–5',
        '5 millones',
        '1 millón',
        'un millón',
        'dos millones',
        'two million',
        'cinco cuarenta',
        'dos veinte',
        'mil dos mil',
        'mil 5000',
        'un carro y dos maletas',
        '2.5 mil quinientos y medio mil',
        '2 3',
        '1 9500',
        '½',
        '9'.repeat(100_000),
        `1${','.repeat(100_000)}1`,
        '12,34,567',
      ],
    },
    decimal: {
      takes: [
        ['17.45', { kind: 'decimal', units: 1745n, scale: 2 }],
        ['18.4843 pesos', { kind: 'decimal', units: 184843n, scale: 4 }],
        ['18,50', { kind: 'decimal', units: 185n, scale: 1 }],
        ['18,4843', { kind: 'decimal', units: 184843n, scale: 4 }],
        // A rate is no number of thousands.
        ['18.461', { kind: 'decimal', units: 18461n, scale: 3 }],
        ['0.83%', { kind: 'decimal', units: 83n, scale: 2 }],
        ['0.83 %', { kind: 'decimal', units: 83n, scale: 2 }],
        ['a $19.20', { kind: 'decimal', units: 192n, scale: 1 }],
        ['1,950.50', { kind: 'decimal', units: 19505n, scale: 1 }],
        ['dos', { kind: 'decimal', units: 2n, scale: 0 }],
        ['7', { kind: 'decimal', units: 7n, scale: 0 }],
      ],
      refuses: ['', 'no sé', '-2.5', '17 y 18', '1.2.3', '17.4512345678', '1'.repeat(100_000)],
    },
    'money USD': {
      takes: [
        ['480', usd(48000n)],
        ['$480', usd(48000n)],
        ['480 dlls', usd(48000n)],
        ['1,950.50', usd(195050n)],
        ['52.2', usd(5220n)],
        ['52,20', usd(5220n)],
        ['1.234,50', usd(123450n)],
        ['mil', usd(100000n)],
        ['0', usd(0n)],
        ['US$ 20', usd(2000n)],
        ['$1 950', usd(195000n)],
        ['$500 dlls', usd(50000n)],
        ['1,950.50 USD', usd(195050n)],
        ['0.95', usd(95n)],
        ['0,5', usd(50n)],
        ['500.000', usd(50000000n)],
        ['2.5 mil', usd(250000n)],
      ],
      refuses: ['', 'nada', '5.5555', '2 3', '-5', '10 y 20', '$-5', '—5', '0.955', '1 millón', '1.2.3'],
    },
    'past-date': {
      takes: [
        ['2026-10-20', day('2026-10-20')],
        ['20/10', day('2026-10-20')],
        ['20 dic', day('2025-12-20')],
        ['29/2', day('2024-02-29')],
        ['21/11', day('2026-11-21')],
        ['hoy', day('2026-11-21')],
        ['ayer', day('2026-11-20')],
        ['dos semanas', day('2026-11-07')],
        ['hace 3 días', day('2026-11-18')],
        ['2 days ago', day('2026-11-19')],
        ['cuarenta y cinco días', day('2026-10-07')],
        ['hace un año', day('2025-11-21')],
        ['5 de enero del 25', day('2025-01-05')],
        ['dic 5, 25', day('2025-12-05')],
        ['el 5 de enero de 2025 a las 10', day('2025-01-05')],
      ],
      refuses: [
        '',
        'hace poco',
        'noviembre',
        '31/02/2026',
        'hace 9999 semanas',
        'hace un año y medio',
        'hace un año y 3 meses',
        'el 5 de enero a las 10',
      ],
    },
    date: {
      takes: [
        ['2026-12-20', day('2026-12-20')],
        ['20/12/2026', day('2026-12-20')],
        ['20-12-26', day('2026-12-20')],
        ['12/20', day('2026-12-20')],
        ['20 dic', day('2026-12-20')],
        ['el 20 de diciembre', day('2026-12-20')],
        ['December 20th', day('2026-12-20')],
        ['3 enero', day('2027-01-03')],
        ['3 de enero de 2028', day('2028-01-03')],
        ['1/2', day('2027-02-01')],
        ['hoy', day('2026-11-21')],
        ['mañana', day('2026-11-22')],
        ['en 5 días', day('2026-11-26')],
        ['dos semanas', day('2026-12-05')],
        ['7 meses', day('2027-06-21')],
        ['en 1 año', day('2027-11-21')],
        ['20.12.2026', day('2026-12-20')],
        ['2️⃣0️⃣ dic', day('2026-12-20')],
        ['20 de diciembre de este año', day('2026-12-20')],
        ['martes 15 de diciembre', day('2026-12-15')],
        ['15 diciem', day('2026-12-15')],
        ['15 de dicienbre', day('2026-12-15')],
        ['29 ene', day('2027-01-29')],
        ['29/2', day('2028-02-29')],
        ['21/11', day('2026-11-21')],
        ['20/11', day('2027-11-20')],
        ['9999-12-31', day('9999-12-31')],
        ['ayer', day('2026-11-20')],
        ['hace 3 días', day('2026-11-18')],
        ['hace dos meses', day('2026-09-21')],
      ],
      refuses: [
        '',
        'pronto',
        '31/02/2026',
        '40 dic',
        'diciembre',
        '20',
        'en 99999 días',
        'en 9999 meses',
        'en 2.5 días',
        'en 9999 semanas',
        'en 200 años',
        '2 semanas y 3 días',
        'el 5 de este mes',
        'el martes 3',
        '13/13',
        '31/4',
        '0050-01-01',
        '10000-01-01',
        'x'.repeat(100_000),
        '1 '.repeat(50_000),
        '2026-02-31',
      ],
    },
    text: {
      takes: [
        ['algo', 'algo'],
        ['  dos palabras ', 'dos palabras'],
      ],
      refuses: ['', '   ', 'x'.repeat(201)],
    },
    city: {
      takes: [
        ['San José', 'San José'],
        [' 東京 ', '東京'],
      ],
      refuses: ['', '7', 'x', '🙂🙂', 'x'.repeat(81)],
    },
    zip: {
      takes: [
        ['90001', '90001'],
        ['mi zip es 07450.', '07450'],
        ['90001-1234', '90001'],
        ['９０００１', '90001'],
        ['22000 Tijuana', '22000'],
      ],
      refuses: ['', '9000', '900012', 'abc', '9 0 0 0 1', '1'.repeat(100_000)],
    },
    'yes-no': {
      takes: [
        ['sí', true],
        ['Claro', true],
        ['no', false],
        ['si tengo', true],
        ['no, ninguno', false],
      ],
      refuses: ['', 'quizás', 'tal vez no', 'no sé', 'No sé, creo que sí', 'quién sabe'],
    },
    location: { takes: [], refuses: ['32.5, -117'] },
  };

describe('every input', () => {
  it('has cases', () => {
    expect(Object.keys(CASES).sort()).toEqual([...INPUTS.map((i) => i.name), 'money USD'].sort());
  });
  const takes = Object.entries(CASES).flatMap(([name, c]) => c.takes.map(([text, value]) => ({ name, text, value })));
  it.each(takes)('$name reads "$text"', ({ name, text, value }) => {
    expect(read(name, text)).toEqual(value);
  });
  const refuses = Object.entries(CASES).flatMap(([name, c]) => c.refuses.map((text) => ({ name, text })));
  it.each(refuses)('$name does not read "$text"', ({ name, text }) => {
    expect(read(name, text)).toBeUndefined();
  });
  it('reads nothing of another kind of event', () => {
    const events: readonly Event[] = [{ kind: 'back' }, { kind: 'start' }, { kind: 'pick', option: 'maybe' }];
    for (const { read: readEvent } of INPUTS)
      for (const event of events) expect(readEvent(event, reading)).toBeUndefined();
  });
});

describe('an answer', () => {
  it('is read whatever the words are made of', () => {
    for (const text of ['constructor', '__proto__', 'toString', 'constructor 5 enero'])
      for (const { name } of INPUTS) expect(() => read(name, text)).not.toThrow();
    expect(read('integer', 'constructor')).toBeUndefined();
    expect(read('date', 'constructor 5 enero')).toEqual(day('2027-01-05'));
  });
  it('is read of any text without delay', () => {
    const started = cpuMs();
    for (const text of ['1,'.repeat(1000), "1'".repeat(1000), ' '.repeat(2000), '1 mil '.repeat(300), '-'.repeat(2000)])
      for (const { name } of INPUTS) read(name, text);
    expect(cpuMs() - started).toBeLessThan(2000);
  });
});

describe('any text', () => {
  it('is an answer of the input’s own type or none, and never throws', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .array(fc.constantFrom('2', ' ', '.', ',', '/', '-', 'mil', 'dic', 'en', 'dias', 'si', 'no', '90001', '$'))
        .map((parts) => parts.join('')),
    );
    const all = [...INPUTS, input('money USD')];
    fc.assert(
      fc.property(texts, (text) => {
        for (const one of all) {
          const value = read(one.name === 'money' ? 'money USD' : one.name, text);
          if (value !== undefined) expect(holds(one.type, value)).toBe(true);
        }
      }),
    );
  });
});

describe('a button', () => {
  it('answers yes or no', () => {
    expect(input('yes-no').read({ kind: 'pick', option: 'yes' }, reading)).toBe(true);
    expect(input('yes-no').read({ kind: 'pick', option: 'no' }, reading)).toBe(false);
  });
});

describe('a position', () => {
  it('is taken as it is', () => {
    const point = { kind: 'point', latitude: 1, longitude: 2 } as const;
    expect(input('location').read({ kind: 'location', point }, reading)).toEqual(point);
  });
});

describe('a type of answer that does not exist', () => {
  it('is said to be so, with what is near', () => {
    expect(inputOf('intger')).toMatchObject({ hint: 'did you mean "integer"?' });
    expect(inputOf('money')).toMatchObject({ problem: 'an amount needs its currency' });
    expect(inputOf('money dollars')).toMatchObject({ problem: 'an amount needs its currency' });
    expect(inputOf('qqqqq')).toMatchObject({ hint: expect.stringContaining('known: text') });
  });
});
