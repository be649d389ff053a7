/** How wide letters are, in parts of their size: rounded up, since nobody knows which font a reader has. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijl|.,:;'’!()[\]{}¡·]/, 0.34],
  [/[frt"\- ¿/]/, 0.42],
  [/[mwMW@%—…→↓]/, 0.96],
  [/[A-ZÁÉÍÓÚÑ&=+<>]/, 0.76],
];
const ORDINARY = 0.62;

export const widthOf = (text: string, size: number): number =>
  [...text].reduce((sum, letter) => sum + (WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? ORDINARY), 0) *
  size;

/** Lines of at most this width; what does not fit into `most` of them ends in an ellipsis. */
export const wrap = (text: string, width: number, size: number, most: number): readonly string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((one) => pieces(one, width, size))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer, size) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== '') lines.push(line);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), shorten(`${lines[most - 1]} …`, width, size)];
};

/** A word that is wider than a line, in parts that fit. */
const pieces = (word: string, width: number, size: number): readonly string[] => {
  if (widthOf(word, size) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  for (const letter of word) {
    if (widthOf(part + letter, size) > width) {
      parts.push(part);
      part = '';
    }
    part += letter;
  }
  return [...parts, part];
};

const shorten = (text: string, width: number, size: number): string =>
  widthOf(text, size) <= width ? text : shorten(`${text.replace(/.? …$/u, '')} …`, width, size);
