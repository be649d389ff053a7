import { describe, expect, it } from 'vitest';
import { localesOf } from '../../src/content/release.ts';
import { matchNames } from '../../src/dialog/match-names.ts';
import { filesOf, ROOT, releaseOf } from '../support/repository.ts';

const release = releaseOf(filesOf(ROOT));
const rows = release.tables.get('customs.items')?.rows ?? [];

describe('the things people carry', () => {
  it('are at least 120 that a source speaks of', () => {
    const told = rows.filter(({ fact }) => !/not confirmed/i.test(release.facts.get(fact)?.note ?? ''));
    expect(told.length).toBeGreaterThanOrEqual(120);
  });
  it('that no source speaks of are said to be so, in both languages', () => {
    for (const { fact } of rows) {
      const { note = '', history } = release.facts.get(fact) ?? { history: [] };
      if (!/not confirmed/i.test(note)) continue;
      expect(history.at(-1)?.spoken?.['es'], fact).toMatch(
        /no est[áa]n? confirmad|sin confirmar|no lo tengo confirmado/i,
      );
      expect(history.at(-1)?.spoken?.['en'], fact).toMatch(/not confirmed/i);
      expect(history.at(-1)?.confidence, fact).toBe('low');
    }
  });
  it.each(localesOf(release))('are found by every one of their names in %s', (locale) => {
    const entry = release.texts.entry(locale, 'customs-item', 'item');
    const choices = [...(entry?.options ?? [])].map(([id, { label, also }]) => ({ id, label: label.template, also }));
    const lost = choices.flatMap(({ id, label, also }) =>
      [label, ...also].filter((name) => matchNames(name, choices)[0] !== id).map((name) => `${id}: ${name}`),
    );
    expect(lost).toEqual([]);
  });
});
