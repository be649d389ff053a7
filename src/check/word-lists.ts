import { error, type Position } from '../base/diagnostic.ts';
import { didYouMean } from '../base/spelling.ts';
import type { Words } from '../content/words.ts';
import { COMMANDS } from '../dialog/command.ts';
import type { Rule } from './rule.ts';

/** One word of a list, and what it means there. */
interface Meant {
  readonly word: string;
  readonly as: string;
  readonly at: Position;
}

const meant = (words: Words, path: readonly string[], list: readonly string[]): readonly Meant[] =>
  list.map((word, i) => ({ word, as: path.join(' '), at: words.at([...path, i]) }));

/** Words that may each mean one thing only, group by group. */
const groups = (words: Words): readonly (readonly Meant[])[] => [
  Object.entries(words.commands).flatMap(([name, list]) => meant(words, ['commands', name], list)),
  [
    ...meant(words, ['yes'], words.yes),
    ...meant(words, ['no'], words.no),
    ...meant(words, ['unsure'], words.unsure ?? []),
  ],
  (['today', 'tomorrow', 'yesterday'] as const).flatMap((name) => meant(words, [name], words[name] ?? [])),
  Object.entries(words.currencies).flatMap(([code, list]) => meant(words, ['currencies', code], list)),
];

export const sameWord: Rule = {
  name: 'same-word',
  why: 'what people mean by it would be decided by chance',
  check: (release, report) => {
    for (const words of release.words.values())
      for (const group of groups(words)) {
        const first = new Map<string, Meant>();
        for (const one of group) {
          const before = first.get(one.word);
          if (before && before.as !== one.as)
            report(
              error(
                one.at,
                'same-word',
                `"${one.word}" means both "${before.as}" and "${one.as}"`,
                `it stands on line ${before.at.line} too: leave it in one list`,
              ),
            );
          else first.set(one.word, one);
        }
      }
  },
};

export const unknownCommand: Rule = {
  name: 'unknown-command',
  why: 'these words would do nothing, and the command they are meant for has none',
  check: (release, report) => {
    for (const { commands, at } of release.words.values())
      for (const name of Object.keys(commands).filter((name) => !(COMMANDS as readonly string[]).includes(name)))
        report(
          error(
            at(['commands', name]),
            'unknown-command',
            `"${name}" is no command`,
            didYouMean(name, COMMANDS, `known: ${COMMANDS.join(', ')}`),
          ),
        );
  },
};
