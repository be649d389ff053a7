import { type Chance, pick } from '../support/chance.ts';

/** What people type, and what nobody but a machine would. */
const WORDS = [
  ...['hola', 'menú', 'atrás', 'más', 'fuente', 'ayuda', 'persona', 'idioma', 'english', 'español', 'borrar', 'alto'],
  ...['1', '2', '3', '9', '0', '-1', '650', '2012', '1e9', '٣', '3.5', '12,50', '650 dlls', '20 dic', 'ayer', '90011'],
  ...['sí', 'no', 'no sé', 'carro', 'lavadora', 'Houston', 'cuánto puedo llevar sin pagar', 'yo vle touye m ede m'],
  ...['me siguen', 'q', '¿?', '👍', '👩‍👩‍👧', 'ﷺ', '\u202e1', '\u0000', '\ud800', ' ', '\n\n\n', '{{fact.x.y}}', '$1'],
  ...['<script>', "' OR 1=1 --", '__proto__', 'constructor', '%s%n', '../../etc/passwd', 'menu|1|2', 'a'.repeat(1700)],
];

/** Numbers in other scripts, other scripts, letters that are more than one, and halves of letters. */
const SCRIPTS = [
  ...['٣', '۲', '३', '３', '𝟛', '②', '2️⃣', 'Ⅳ', '一', '๒', '١٢٣٤', '２０１９', '৬৫০', '½', '1\u200b2', '٢٠٢٦-١١-٢١'],
  ...['привет', 'שלום 1', 'مرحبا', '你好，多少钱', 'สวัสดี', 'नमस्ते', 'Ñuu Savi', 'K’iche’', 'ʼaha', 'mwen bezwen èd'],
  ...[
    'e\u0301'.repeat(20),
    'z̸̢͝a̷l̴g̶o̵',
    '\ufeff1',
    '🇲🇽',
    '👍🏽',
    '👩‍👩‍👧‍👦',
    '\ud83d',
    '\udc4d\ud83d',
    'a\udfffb',
    '\ufffe',
  ],
];

/** What every object has without anybody having put it there. */
export const INHERITED = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'] as const;

export const noise = (chance: Chance): string =>
  Array.from({ length: Math.floor(chance() * 40) }, () => String.fromCharCode(Math.floor(chance() ** 3 * 0xffff))).join(
    '',
  );

export const words = (chance: Chance): string => {
  if (chance() < 0.15) return noise(chance);
  return Array.from({ length: 1 + Math.floor(chance() * 2) }, () => pick(chance, WORDS)).join(' ');
};

/** Words of other scripts, alone or among ours. */
export const foreignWords = (chance: Chance): string =>
  [pick(chance, SCRIPTS), ...(chance() < 0.3 ? [pick(chance, WORDS)] : [])].join(' ');

/** 4,000 characters or so: one sign, one word, or noise, again and again. */
export const longText = (chance: Chance): string => {
  const one = pick(chance, ['x', 'no ', '1', '\u0301', '👍', '\ud83d', 'casa\n', words(chance), noise(chance)]) || '?';
  return one.repeat(Math.ceil(4000 / one.length)).slice(0, 3990 + Math.floor(chance() * 20));
};

export const degrees = (chance: Chance) => ({ latitude: chance() * 180 - 90, longitude: chance() * 360 - 180 });

const ODD: readonly unknown[] = [null, [], {}, '', 0, -1, 1e308, true, 'x', { a: { b: { c: [] } } }];

/** What stands where something else should. */
export const odd = (chance: Chance): unknown => pick(chance, ODD);

/** The same value with one part of it, somewhere, changed for an odd one. */
export const bent = (chance: Chance, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return odd(chance);
  const entries = Object.entries(value);
  const at = Math.floor(chance() * entries.length);
  const changed = (inner: unknown): unknown => (chance() < 0.3 ? odd(chance) : bent(chance, inner));
  if (Array.isArray(value))
    return value.length === 0 ? odd(chance) : value.map((one, i) => (i === at ? changed(one) : one));
  return Object.fromEntries(entries.map(([name, inner], i) => (i === at ? [name, changed(inner)] : [name, inner])));
};
