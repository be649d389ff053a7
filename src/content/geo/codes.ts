import { fold } from '../../base/fold.ts';
import type { Town } from './gazetteer.ts';

/** Postal codes of one country: where each lies, and towns that are known by their code alone. */
export interface Codes {
  readonly find: (code: string) => Town | undefined;
  /** Towns of this folded name, one a region. */
  readonly towns: (folded: string) => readonly Town[];
}

/** Digits of a code that a whole line shares. */
const PREFIX = 3;

/** Reads `codes.tsv` line by line, and only the lines that a question needs: the whole is large and seldom asked for. */
export const createCodes = (text: string, country: string): Codes => ({
  find: (code) => {
    for (const line of linesWith(text, `\n${code.slice(0, PREFIX)}\t`))
      for (const entry of readLine(line, country)) if (entry.code === code) return entry.town;
    return undefined;
  },
  towns: (folded) => {
    const spelt = new RegExp(`,${folded.split(' ').map(RegExp.escape).join('[^,;]{1,2}')}(?=[;\\n])`, 'gi');
    const found = new Map<string, Town>();
    for (const match of text.matchAll(spelt)) {
      const line = text.slice(text.lastIndexOf('\n', match.index) + 1, text.indexOf('\n', match.index));
      if (line.startsWith('#')) continue;
      for (const { town } of readLine(line, country))
        if (town.folded === folded && !found.has(town.id)) found.set(town.id, town);
    }
    return [...found.values()];
  },
});

const linesWith = (text: string, start: string): readonly string[] => {
  const lines: string[] = [];
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1))
    lines.push(text.slice(at + 1, text.indexOf('\n', at + 1)));
  return lines;
};

/** What an entry leaves out is as in the one before; positions are told by how far they are from there. */
const readLine = (line: string, country: string): readonly { readonly code: string; readonly town: Town }[] => {
  const [prefix = '', region = '', entries = ''] = line.split('\t');
  let [latitude, longitude, name] = [0, 0, ''];
  return entries.split(';').map((entry) => {
    const [end = '', ...cells] = entry.split(',');
    if (cells.length >= 2) {
      latitude += Number(cells[0]);
      longitude += Number(cells[1]);
    }
    if (cells.length % 2 === 1) name = cells.at(-1) ?? '';
    return {
      code: prefix + end,
      town: {
        id: `${country}/${region}/${name}`,
        name,
        folded: fold(name),
        country,
        region,
        latitude: latitude / 10_000,
        longitude: longitude / 10_000,
        people: 0,
      },
    };
  });
};
