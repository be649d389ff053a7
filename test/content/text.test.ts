import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { readYaml } from '../../src/base/yaml.ts';
import { readBook } from '../../src/content/read-text.ts';
import { createTexts, type Written } from '../../src/content/text.ts';

const bookOf = (text: string) => {
  const problems: Diagnostic[] = [];
  const yaml = readYaml('t.yaml', text, (d) => problems.push(d));
  return { book: yaml ? readBook(yaml, (d) => problems.push(d)) : new Map(), problems };
};

const { book } = bookOf(
  'a: "Pagas {{total}} el {{fact.x.y.z}} <b>&"\nb: { text: Hola, sms: Hola corto, again: { text: Otra, sms: Otra corta }, options: { x: Equis, y: { label: Ye, also: [i griega] } } }\n',
);
const texts = createTexts(new Map([['es', new Map([['flow', book]])]]));
const written = (key: string): Written => texts.entry('es', 'flow', key)?.text.text as Written;

describe('a text', () => {
  it('is filled by name, dots included, and nothing is escaped or filled twice', () => {
    const values: Record<string, string> = { total: '5 {{fact.x.y.z}} $t(b)', 'fact.x.y.z': 'lunes' };
    expect(texts.fill('es', written('a'), (name) => values[name] ?? '')).toBe(
      'Pagas 5 {{fact.x.y.z}} $t(b) el lunes <b>&',
    );
  });
  it('without a value for a placeholder is not said', () => {
    expect(() => texts.fill('es', written('a'), () => undefined as unknown as string)).toThrow(/has no value/);
  });
  it('of another language is never said', () => {
    expect(() => texts.fill('en', written('a'), () => 'x')).toThrow(/no text/);
  });
  it('knows its placeholders and its place in the file', () => {
    expect(written('a')).toMatchObject({ placeholders: ['total', 'fact.x.y.z'], at: { line: 1, column: 4 } });
    expect(texts.entry('es', 'flow', 'b')?.options.get('y')).toMatchObject({
      also: ['i griega'],
      label: { template: 'Ye' },
    });
    expect(texts.entry('es', 'none', 'b')).toBeUndefined();
  });
  it('of a wrong shape is reported', () => {
    expect(bookOf('a: { txt: x }\n').problems).toMatchObject([{ rule: 'shape', line: 1 }]);
    expect(bookOf('a: ""\n').problems).toMatchObject([{ rule: 'shape' }]);
  });
});
