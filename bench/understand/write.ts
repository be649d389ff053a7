import { readFileSync, writeFileSync } from 'node:fs';
import type { Tuning } from './trial.ts';

const FILE = new URL('../../src/content/search/tuned.ts', import.meta.url);

const rounded = (numbers: Readonly<Record<string, number>>): string =>
  `{ ${Object.entries(numbers)
    .map(([name, value]) => `${name}: ${Math.round(value * 100) / 100}`)
    .join(', ')} }`;

/** Writes the fitted numbers where search reads them; the words around them stay. */
export const writeTuned = ({ right, covered, answer, from }: Tuning): void => {
  const put = (text: string, name: string, numbers: Readonly<Record<string, number>>): string =>
    text.replace(new RegExp(`(export const ${name}: \\w+ = )\\{[^}]*\\}`), `$1${rounded(numbers)}`);
  let text = readFileSync(FILE, 'utf8');
  text = put(text, 'RIGHT', right);
  text = put(text, 'COVERED', covered);
  text = put(text, 'THRESHOLDS', { answer, covered: from });
  writeFileSync(FILE, text);
};
