import { describe, expect, it } from 'vitest';
import { matchNames } from '../../src/dialog/match-names.ts';

const THINGS = [
  { id: 'meat', label: 'Carne', also: ['carnes'] },
  { id: 'jerky', label: 'Carne seca', also: ['machaca', 'cecina'] },
  { id: 'cheese', label: 'Queso', also: ['queso oaxaca'] },
  { id: 'tv', label: 'Televisión', also: ['tele', 'pantalla'] },
  { id: 'phone', label: 'Celular', also: ['teléfono'] },
  { id: 'charger', label: 'Cargador de celular', also: [] },
];

describe('what a message names', () => {
  it.each([
    ['tele', ['tv']],
    ['¿Puedo llevar una PANTALLA de 50 pulgadas?', ['tv']],
    ['televicion', ['tv']],
    ['carne', ['meat']],
    ['traigo carne seca de mi rancho', ['jerky']],
    ['machacha', ['jerky']],
    ['un cargador de celular', ['charger']],
    ['queso y carne', ['meat', 'cheese']],
    ['cargador', ['charger']],
    ['una lancha', []],
    ['', []],
    ['2', []],
    ['a'.repeat(5000), []],
    ['no sé qué llevar para mi mamá que vive muy lejos y está enferma de las rodillas y queso', []],
  ])('%s', (text, ids) => {
    expect(matchNames(text, THINGS)).toEqual(ids);
  });
});
