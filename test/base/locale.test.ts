import { describe, expect, it } from 'vitest';
import { matchLocale } from '../../src/base/locale.ts';

describe('a language tag', () => {
  it('is matched by its first part', () => {
    expect(matchLocale('es-419', ['es', 'en'])).toBe('es');
    expect(matchLocale('EN_us', ['es', 'en'])).toBe('en');
    expect(matchLocale('fr', ['es', 'en'])).toBeUndefined();
    expect(matchLocale(undefined, ['es'])).toBeUndefined();
  });
});
