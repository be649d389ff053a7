import { describe, expect, test } from 'vitest';
import { loadRelease } from '../../src/content/load.ts';
import { readTree } from '../../src/content/tree.ts';
import { COMMANDS } from '../../src/dialog/command.ts';
import { GLOBAL_WORDS } from '../../src/flow/global.ts';
import { ROOT } from '../support/repository.ts';
import { filesIn, textOf } from './source.ts';

/** The ids of everything the editors wrote, taken from the names of their files and from the loaded facts. */
const idsOf = (): { readonly full: readonly string[]; readonly words: readonly string[] } => {
  const named = (folder: string): readonly string[] =>
    filesIn(folder, /\.ya?ml$/).map((file) =>
      file
        .slice(folder.length + 1)
        .replace(/\.ya?ml$/, '')
        .replaceAll('/', '.'),
    );
  const { release } = loadRelease(readTree(ROOT));
  const flows = named('flows').filter((id) => !id.endsWith('.talk'));
  const answers = named('content/answers');
  const topics = answers.map((id) => id.split('.')[0] ?? '');
  const ids = [
    ...flows,
    ...answers,
    ...named('content/tables'),
    ...(release?.facts.keys() ?? []),
    ...(release?.sources.keys() ?? []),
  ];
  const full = new Set(ids.filter((id) => /[.-]/.test(id)));
  // A topic may share its name with a word of the program's own, such as "help".
  const own = new Set<string>([...COMMANDS, ...GLOBAL_WORDS]);
  return { full: [...full], words: [...new Set([...ids, ...topics].filter((id) => !full.has(id) && !own.has(id)))] };
};

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
const ZONES = new Set(Intl.supportedValuesOf('timeZone'));

/** An id with a dot or hyphen wherever it stands; a plain word, a currency or a time zone only as a quoted string. */
const domainIn = (text: string, { full, words }: ReturnType<typeof idsOf>): readonly string[] => {
  const quoted = [...text.matchAll(/(['"`])([\w/+-]+)\1/g)].map(([, , word = '']) => word);
  return [
    ...full.filter((id) => new RegExp(`(?<![\\w.-])${RegExp.escape(id)}(?![\\w-]|\\.\\w)`).test(text)),
    ...quoted.filter((word) => words.includes(word) || CURRENCIES.has(word) || (ZONES.has(word) && word !== 'UTC')),
  ];
};

describe('no domain lives in src/', () => {
  const ids = idsOf();

  test('there is content to look for', () => {
    expect(ids.full.length).toBeGreaterThan(20);
  });

  test.each(filesIn('src', /\.(?:ts|js|html|css)$/))(
    '%s names no flow, fact, answer, table, source, topic, currency or place',
    (file) => {
      expect(domainIn(textOf(file), ids)).toEqual([]);
    },
  );
});

describe('the rule itself', () => {
  const ids = { full: ['vehicle.fee.online', 'front-desk'], words: ['vehicle'] };

  test.each([
    ["fact('vehicle.fee.online')", 1],
    ['// such as vehicle.fee.online.', 1],
    ["start === 'front-desk'", 1],
    ["topic === 'vehicle'", 1],
    ["currency: 'USD'", 1],
    ["zone = 'America/Mexico_City'", 1],
    ['const vehicle = 1;', 0],
    ['vehicle.fee.online_total', 0],
    ["'SMS'", 0],
  ])('%j holds %d of them', (text, count) => {
    expect(domainIn(text, ids)).toHaveLength(count);
  });
});
