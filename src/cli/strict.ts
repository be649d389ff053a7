import type { ArgDef, ArgsDef } from 'citty';
import { OperationalError } from '../base/operational-error.ts';
import { didYouMean } from '../base/spelling.ts';

/** The argument that may come many times, wherever a command has it. */
const MANY = 'files';

const OPTION = /^(--?[A-Za-z][A-Za-z-]*)(?:=(.*))?$/s;

const bad = (message: string): OperationalError => new OperationalError('bad-option', message);

/**
 * Refuses what a command does not know: citty would pass over it without a word and take its value for an argument.
 * Only names of options are repeated: anything else may be someone's address, or a URL with its password.
 */
export const refuseUnknown = (command: string, args: ArgsDef, given: readonly string[]): void => {
  const positional = Object.keys(args).filter((name) => args[name]?.type === 'positional');
  const options = new Map<string, ArgDef>(
    Object.entries(args).flatMap(([name, arg]) => (arg.type === 'positional' ? [] : [[`--${name}`, arg] as const])),
  );
  let count = 0;
  for (let i = 0; i < given.length; i++) {
    const word = given[i] ?? '';
    if (word === '--') {
      count += given.length - i - 1;
      break;
    }
    if (word === '-' || !word.startsWith('-')) {
      count++;
      continue;
    }
    const [, name = '', inline] = OPTION.exec(word) ?? [];
    const option = options.get(name);
    if (!option) throw unknownOption(command, name, [...options.keys()]);
    if (option.type !== 'string') continue;
    const value = inline ?? given[++i] ?? '';
    // What begins with two hyphens is the next option, and the value was forgotten.
    if (value === '' || (inline === undefined && value.startsWith('--')))
      throw bad(`${name} needs a value: ${name}=${option.valueHint ?? name.slice(2).toUpperCase()}`);
  }
  if (!positional.includes(MANY) && count > positional.length) throw tooMany(command, positional);
};

const unknownOption = (command: string, name: string, known: readonly string[]): OperationalError => {
  const all = known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`;
  return bad(
    name === ''
      ? `${command} was given an option that it does not have; ${all}`
      : `${command} has no option ${name}; ${didYouMean(name, known, all)}`,
  );
};

const tooMany = (command: string, positional: readonly string[]): OperationalError => {
  const wanted = positional.map((name) => name.toUpperCase()).join(' ');
  return bad(`${command} takes ${wanted === '' ? 'no argument' : `${wanted} and no more`}; see ${command} --help`);
};
