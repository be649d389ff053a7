import { describe, expect, it } from 'vitest';
import { addDays, type Day, parseDay } from '../../src/base/day.ts';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { readYaml } from '../../src/base/yaml.ts';
import { type Fact, factDay, freshness, heldOn, newestBy, readFact } from '../../src/content/fact.ts';

const day = (iso: string): Day => parseDay(iso) as Day;

const read = (text: string): { fact: Fact | undefined; problems: readonly Diagnostic[] } => {
  const problems: Diagnostic[] = [];
  const yaml = readYaml('f.yaml', text, (d) => problems.push(d));
  return { fact: yaml && readFact('t.f.x', yaml, ['x'], (d) => problems.push(d)), problems };
};

const fact = (unit: string, ...history: string[]): Fact => {
  const { fact: found, problems } = read(
    `x:\n  unit: ${unit}\n  review: 60\n  history:\n${history.map((h) => `    - { ${h}, source: s, checked: 2026-01-01, confidence: high }\n`).join('')}`,
  );
  if (!found || problems.length > 0) throw new Error(JSON.stringify(problems));
  return found;
};

describe('a fact', () => {
  const dated = fact('USD', 'until: 2025-08-01, value: 300', 'from: 2025-08-02, until: 2026-12-31, value: 500');

  it('has the value of the day, and none on a day without one', () => {
    expect(heldOn(dated, day('1990-01-01'))?.value).toMatchObject({ minor: 30000n });
    expect(heldOn(dated, day('2025-08-01'))?.value).toMatchObject({ minor: 30000n });
    expect(heldOn(dated, day('2025-08-02'))?.value).toMatchObject({ minor: 50000n });
    expect(heldOn(dated, day('2026-12-31'))?.value).toMatchObject({ minor: 50000n });
    expect(heldOn(dated, day('2027-01-01'))).toBeUndefined();
  });
  it('never falls back, but can be asked for the newest that has begun', () => {
    expect(newestBy(dated, day('2027-01-01'))?.value).toMatchObject({ minor: 50000n });
    expect(newestBy(dated, day('2025-01-01'))?.value).toMatchObject({ minor: 30000n });
    expect(newestBy(fact('days', 'from: 2026-02-01, value: 3'), day('2026-01-31'))).toBeUndefined();
  });
  it('may have gaps: a window that comes and goes', () => {
    const window = fact(
      'yes-no',
      'from: 2025-03-18, until: 2025-04-20, value: true',
      'from: 2025-07-01, until: 2025-08-03, value: true',
    );
    expect(
      ['2025-03-18', '2025-05-01', '2025-08-03', '2025-08-04'].map((d) => heldOn(window, day(d)) !== undefined),
    ).toEqual([true, false, true, false]);
  });
  it('grows old: fresh, then due, then overdue', () => {
    const held = dated.history[1];
    if (!held) throw new Error('no entry');
    expect(freshness(held, addDays(held.checked, 60))).toBe('fresh');
    expect(freshness(held, addDays(held.checked, 61))).toBe('due');
    expect(freshness(held, addDays(held.checked, 121))).toBe('overdue');
  });
  it('begins at midnight of the content’s zone, or of its own', () => {
    const midnight = Date.parse('2025-08-02T05:30:00Z');
    expect(factDay(dated, midnight, 'America/Mexico_City').iso).toBe('2025-08-01');
    expect(factDay({ ...dated, zone: 'America/New_York' }, midnight, 'America/Mexico_City').iso).toBe('2025-08-02');
  });
});

describe('the values of a fact', () => {
  it('are typed by their unit, and money keeps its cents', () => {
    expect(fact('USD', 'value: 52.20').history[0]?.value).toEqual({ kind: 'money', currency: 'USD', minor: 5220n });
    expect(fact('percent', 'value: 19').history[0]?.value).toEqual({ kind: 'decimal', units: 19n, scale: 2 });
    expect(fact('percent', 'value: 7.65').history[0]?.value).toEqual({ kind: 'decimal', units: 765n, scale: 4 });
    expect(fact('days', 'value: 10')).toMatchObject({ type: { kind: 'integer' } });
    expect(fact('tons', 'value: 3.5')).toMatchObject({ type: { kind: 'decimal' } });
    expect(fact('date', 'value: 2026-11-30').history[0]?.value).toEqual(day('2026-11-30'));
    expect(fact('phone', 'value: "911"').history[0]?.value).toBe('911');
    expect(fact('text', 'value: { es: uno, en: one }').history[0]).toMatchObject({
      value: 'uno',
      spoken: { en: 'one' },
    });
  });
  const wrong: readonly (readonly [string, string])[] = [
    ['USD', 'value: 52.205'],
    ['USD', 'value: many'],
    ['yes-no', 'value: 1'],
    ['date', 'value: 2026-02-31'],
    ['phone', 'value: 911'],
    ['days', 'value: true'],
  ];
  it.each(wrong)('are refused where they are none: %s, %s', (unit, entry) => {
    expect(() => fact(unit, entry)).toThrow(/no value in/);
  });
  it('may not overlap, and only the first may come without a beginning', () => {
    expect(() => fact('days', 'value: 1', 'from: 2026-01-01, value: 2')).toThrow(/before the one above has ended/);
    expect(() => fact('days', 'until: 2025-12-31, value: 1', 'value: 2')).toThrow(/only the first/);
  });
});
