import { type CommandDef, defineCommand, renderUsage, runCommand } from 'citty';
import { OperationalError } from '../base/operational-error.ts';
import { didYouMean } from '../base/spelling.ts';
import { visible } from '../base/visible.ts';

// biome-ignore lint/suspicious/noExplicitAny: citty's own type for a command whatever its arguments
type AnyCommand = CommandDef<any>;

/** Every command there is; each is loaded only when it is called. */
export const COMMANDS: Readonly<Record<string, () => Promise<AnyCommand>>> = {
  serve: async () => (await import('./serve.ts')).serve,
  chat: async () => (await import('./chat.ts')).chat,
  check: async () => (await import('./check.ts')).check,
  rehearse: async () => (await import('./rehearse.ts')).rehearse,
  understand: async () => (await import('./understand.ts')).understand,
  fact: async () => (await import('./fact.ts')).fact,
  translations: async () => (await import('./translations.ts')).translations,
  places: async () => (await import('./places.ts')).places,
  graph: async () => (await import('./graph.ts')).graph,
  calendar: async () => (await import('./calendar.ts')).calendar,
  diff: async () => (await import('./diff.ts')).diff,
  schemas: async () => (await import('./schemas.ts')).schemas,
  import: async () => (await import('./import.ts')).importing,
  questions: async () => (await import('./questions.ts')).questions,
  forget: async () => (await import('./person.ts')).forgetting,
  export: async () => (await import('./person.ts')).exporting,
  keys: async () => (await import('./person.ts')).keys,
  release: async () => (await import('./release.ts')).release,
  store: async () => (await import('./store.ts')).store,
};

const program = defineCommand({
  meta: { name: 'ventanilla', description: 'An information window for migrants, on WhatsApp, SMS and Telegram' },
  subCommands: COMMANDS,
});

const HELP = ['--help', '-h', undefined];

const main = async ([name, ...rest]: readonly string[]): Promise<void> => {
  if (HELP.includes(name)) {
    process.stdout.write(`${await renderUsage(program)}\n`);
    return;
  }
  const load = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name ?? ''] : undefined;
  if (!load)
    throw new OperationalError(
      'unknown-command',
      `there is no command "${name}"; ${didYouMean(name ?? '', Object.keys(COMMANDS), `known: ${Object.keys(COMMANDS).join(', ')}`)}`,
    );
  const command = await load();
  if (rest.includes('--help') || rest.includes('-h')) process.stdout.write(`${await renderUsage(command, program)}\n`);
  else await runCommand(command, { rawArgs: [...rest] });
};

/** Names of files and options stand in it: none of them may steer the terminal. */
const inLines = (message: string): string => message.split('\n').map(visible).join('\n');

main(process.argv.slice(2)).catch((cause: unknown) => {
  // What is wrong outside the program is one clear line; anything else is a bug and keeps its stack.
  const plain = cause instanceof OperationalError || (cause as { name?: string }).name === 'CLIError';
  process.stderr.write(
    plain ? `${inLines((cause as Error).message)}\n` : `${(cause as Error).stack ?? String(cause)}\n`,
  );
  process.exitCode = 1;
});
