import { type Decimal, parseDecimal, wholeDecimal } from '../../base/decimal.ts';
import { fold } from '../../base/fold.ts';
import type { InputWords } from '../scene.ts';

/** One word or run of digits of a text that is a number. */
interface Token {
  readonly value: Decimal;
  readonly isTyped: boolean;
}

/** More would be read as their count, and nobody is asked for so much. */
const MILLIONS = /mill[oó]n|million/i;
/** Right behind digits, in whatever language. */
export const THOUSAND = /^(?:mil|k|thousand)$/;

/**
 * The one number in a text: `2`, `2.`, `2️⃣`, `1,950.50`, `$1 950`, `dos`, `cuarenta y cinco`, `mil 500`, `2.5 mil`. Undefined
 * when there is none or more than one; small number words beside digits are articles ("un total de 500").
 * Thousands are written with a comma or a space and decimals with a point, as in Mexico and the USA; `1.950` is read as thousands.
 */
export const readNumber = (text: string, words: InputWords, read = digits): Decimal | undefined => {
  const plain = text.normalize('NFKC').replace(/[\uFE0F\u20E3]/g, '');
  if (MILLIONS.test(plain)) return undefined;
  const numbers = numbersIn(plain, words, read);
  const typed = numbers?.filter((tokens) => tokens.some(({ isTyped }) => isTyped));
  if (!numbers || !typed) return undefined;
  if (typed.length === 0) return numbers.length === 1 ? composed(numbers[0] ?? []) : undefined;
  const others = numbers.filter((tokens) => !typed.includes(tokens)).flat();
  const isOne = typed.length === 1 && others.every(({ value }) => value.units < 100n);
  return isOne ? composed(typed[0] ?? []) : undefined;
};

/** The numbers of a text, each as the tokens it is made of, beside each other or joined ("y"); undefined where digits cannot be read. */
const numbersIn = (
  plain: string,
  { numbers, joins = [] }: InputWords,
  read: (typed: string) => string,
): readonly (readonly Token[])[] | undefined => {
  const found: Token[][] = [];
  let open: Token[] | undefined;
  let joined = false;
  for (const [part] of plain.matchAll(/\d[\d.,' ]*|\p{L}+/gu)) {
    const isTyped = /^\d/.test(part);
    const word = fold(part);
    const named = THOUSAND.test(word) && open?.at(-1)?.isTyped ? 1000 : numbers[word];
    const value = isTyped ? parseDecimal(read(part.trim().replace(/[.,']+$/, ''))) : parseDecimal(String(named));
    if (isTyped && !value) return undefined;
    if (value) {
      if (!open) {
        open = [];
        found.push(open);
      }
      open.push({ value, isTyped });
      joined = false;
    } else if (open && !joined && joins.includes(word)) joined = true;
    else open = undefined;
  }
  return found;
};

/** What tokens are together, each smaller than what stands before it or a thousand or hundred of it; undefined when they are no one number. */
const composed = (tokens: readonly Token[]): Decimal | undefined => {
  const [first, ...others] = tokens.map(({ value }) => shortest(value));
  if (!first) return undefined;
  if (tokens.filter(({ isTyped }) => isTyped).length > 1) return undefined;
  let [thousands, rest]: [bigint | undefined, Decimal | undefined] = [undefined, undefined];
  for (const { units, scale } of [first, ...others]) {
    const now: bigint = rest?.units ?? 0n;
    if (units === 1000n && scale === 0 && tokens.length > 1) {
      if (thousands !== undefined) return undefined;
      const all = shortest({ kind: 'decimal', units: (rest ? now : 1n) * 1000n, scale: rest?.scale ?? 0 });
      if (all.scale > 0) return undefined;
      [thousands, rest] = [all.units, undefined];
    } else if (!rest) rest = { kind: 'decimal', units, scale };
    else if (rest.scale > 0 || scale > 0) return undefined;
    else if (units === 100n && now < 10n) rest = wholeDecimal(now * 100n);
    else if ((now % 100n === 0n && units < 100n) || (now % 10n === 0n && now % 100n >= 20n && units < 10n))
      rest = wholeDecimal(now + units);
    else return undefined;
  }
  if (thousands === undefined) return rest;
  if (rest && (rest.scale > 0 || rest.units >= 1000n)) return undefined;
  return wholeDecimal(thousands + (rest?.units ?? 0n));
};

/** `2.0` is 2: zeros after the point say nothing. */
const shortest = ({ kind, units, scale }: Decimal): Decimal =>
  scale > 0 && units % 10n === 0n ? shortest({ kind, units: units / 10n, scale: scale - 1 }) : { kind, units, scale };

/** Digits as they are typed, without what only groups them; empty where they are no one number. */
export const digits = (typed: string): string => {
  // "1 950" is one number, "2 3" is two: a space may only stand before groups of three.
  if (/[' ]/.test(typed) && !/^\d{1,3}([' ]\d{3})+([.,]\d+)?$/.test(typed)) return '';
  const compact = typed.replace(/[' ]/g, '');
  // Nobody writes thousands behind a nought: `0.950` is less than one.
  if (/^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(compact)) return compact.replaceAll(',', '');
  if (/^[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/.test(compact)) return compact.replaceAll('.', '').replace(',', '.');
  return /^\d+,\d{1,2}$/.test(compact) ? compact.replace(',', '.') : compact;
};
