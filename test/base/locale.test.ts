import { describe, expect, it } from 'vitest';
import { isLanguageTag, matchLocale } from '../../src/base/locale.ts';

describe('a language tag', () => {
  it('is matched by its first part', () => {
    expect(matchLocale('es-419', ['es', 'en'])).toBe('es');
    expect(matchLocale('EN_us', ['es', 'en'])).toBe('en');
    expect(matchLocale('fr', ['es', 'en'])).toBeUndefined();
    expect(matchLocale(undefined, ['es'])).toBeUndefined();
  });
  it('can be written by only where it is one', () => {
    expect(['es-MX', 'es', 'en-US', 'zh-Hant-TW'].filter((tag) => !isLanguageTag(tag))).toEqual([]);
    expect(['es_MX', '', 'español', 'es-MX '].filter(isLanguageTag)).toEqual([]);
  });
});
