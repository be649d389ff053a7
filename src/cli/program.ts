import { defineCommand, type Resolvable, renderUsage, runCommand } from 'citty';
import { OperationalError } from '../base/operational-error.ts';
import { didYouMean } from '../base/spelling.ts';
import { type AnyCommand, COMMANDS } from './commands.ts';
import { refuseUnknown } from './strict.ts';

const NAME = 'ventanilla';

const program: AnyCommand = defineCommand({
  meta: { name: NAME, description: 'An information window for migrants, on WhatsApp, SMS and Telegram' },
  subCommands: COMMANDS,
});

/** A command, the commands it stands in, and what was written behind its name. */
interface Called {
  readonly command: AnyCommand;
  readonly path: readonly string[];
  readonly given: readonly string[];
}

const isHelp = (word: string): boolean => word === '--help' || word === '-h';

const resolved = async <T>(given: Resolvable<T>): Promise<T> =>
  typeof given === 'function' ? (given as () => T | Promise<T>)() : given;

/** The command that is named, through the commands it stands in. */
const find = async ({ command, path, given }: Called): Promise<Called> => {
  const [word, ...rest] = given;
  if (!command.subCommands || word === undefined || isHelp(word)) return { command, path, given };
  const commands = await resolved(command.subCommands);
  const [name, known] = [[...path, word].join(' '), Object.keys(commands)];
  if (word.startsWith('-')) throw unnamed(path, known);
  const found = Object.hasOwn(commands, word) ? commands[word] : undefined;
  if (found === undefined)
    throw new OperationalError(
      'unknown-command',
      `there is no command "${name}"; ${didYouMean(word, known, `known: ${known.join(', ')}`)}`,
    );
  return find({ command: await resolved(found), path: [...path, word], given: rest });
};

const unnamed = (path: readonly string[], known: readonly string[]): OperationalError =>
  new OperationalError('unknown-command', `${path.join(' ') || NAME} is followed by one of ${known.join(', ')}`);

/** Runs the command that is named, or says how it is used. */
export const runProgram = async (words: readonly string[]): Promise<void> => {
  const { command, path, given } = await find({ command: program, path: [], given: words });
  const options = given.includes('--') ? given.slice(0, given.indexOf('--')) : given;
  if (command === program || options.some(isHelp)) {
    const above = defineCommand({ meta: { name: [NAME, ...path.slice(0, -1)].join(' ') } });
    process.stdout.write(`${await renderUsage(command, command === program ? undefined : above)}\n`);
    return;
  }
  if (command.subCommands) throw unnamed(path, Object.keys(await resolved(command.subCommands)));
  refuseUnknown(path.join(' '), await resolved(command.args ?? {}), given);
  await runCommand(command, { rawArgs: [...given] });
};
