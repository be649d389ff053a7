import type { Locale } from '../../base/locale.ts';

/** Letters that people mix up because they sound alike, each turned into one; the order matters. */
const SPANISH: readonly (readonly [RegExp, string])[] = [
  [/sh/g, 's'],
  [/ch/g, '*'],
  [/h/g, ''],
  [/qu(?=[ei])|q/g, 'k'],
  [/gu(?=[ei])/g, 'g'],
  [/g(?=[ei])/g, 'j'],
  [/c(?=[ei])|z|x|ç/g, 's'],
  [/c/g, 'k'],
  [/v/g, 'b'],
  [/w/g, 'u'],
  [/ll|y/g, 'i'],
  [/n(?=[bpm])/g, 'm'],
];

const RULES: Readonly<Record<Locale, readonly (readonly [RegExp, string])[]>> = { es: SPANISH };

/** How a folded word sounds: two spellings with the same sound are the same word to somebody who writes by ear. */
export const soundOf = (word: string, locale: Locale): string => {
  let sound = word;
  for (const [letters, one] of RULES[locale] ?? []) sound = sound.replace(letters, one);
  return sound.replace(/(.)\1+/gu, '$1');
};
