import { existsSync } from 'node:fs';
import { defineCommand } from 'citty';
import { copyStore } from '../store/copy.ts';
import { keyFileOf } from '../store/kept-keys.ts';

/** Where the embedded store has its key, if it made one itself: the other store must be given the same. */
const keyBeside = (url: string): string | undefined => {
  const file = keyFileOf(url);
  return file !== undefined && existsSync(file) ? file : undefined;
};

const copy = defineCommand({
  meta: {
    name: 'copy',
    description:
      'moves everything from one store into another, empty one; stop the server first. A password is better kept in ~/.pgpass than on a command line',
  },
  args: {
    from: {
      type: 'positional',
      required: true,
      description: 'as in DATABASE_URL, such as sqlite:./data/ventanilla.db',
    },
    to: {
      type: 'positional',
      required: true,
      description: 'as in DATABASE_URL, such as postgres://user@host/database',
    },
  },
  run: async ({ args }) => {
    const { before, rows } = await copyStore(args.from, args.to);
    const counts = Object.entries(rows).map(([table, count]) => `${count} ${table}`);
    process.stdout.write(`${before ? 'everything is there already, and the same' : 'copied'}: ${counts.join(', ')}\n`);
    const key = keyBeside(args.from);
    if (key) process.stdout.write(`set PERSON_KEY to what stands in ${key}: without it nobody is known again\n`);
  },
});

export const store = defineCommand({
  meta: { name: 'store', description: 'store copy FROM TO moves everything from one store to another' },
  subCommands: { copy },
});
