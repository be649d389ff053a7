import { existsSync } from 'node:fs';
import { defineCommand } from 'citty';
import { systemClock } from '../base/clock.ts';
import { OperationalError } from '../base/operational-error.ts';
import { environment, readConfig } from '../config.ts';
import { type Listed, listQuestions, MOST_DAYS } from '../delivery/list-questions.ts';
import { openStore, sqlitePath } from '../store/open.ts';
import { LEAST_PEOPLE } from '../store/store.ts';
import { dirOption, openRelease } from './options.ts';

const daysOption = (text: string | undefined): number => {
  const days = text === undefined ? MOST_DAYS : /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (days < 1 || days > MOST_DAYS)
    throw new OperationalError('bad-option', `--days must be a whole number from 1 to ${MOST_DAYS}`);
  return days;
};

const line = ({ term, people, language, kind, last, nearest }: Listed): string =>
  [
    String(people).padStart(4),
    language,
    last,
    term,
    ...(kind === 'outside' ? ['(told who else knows)'] : []),
    nearest ? nearest.file : '-',
  ].join('  ');

export const questions = defineCommand({
  meta: {
    name: 'questions',
    description: `what was asked and not answered, where at least ${LEAST_PEOPLE} different people used the same words: people, language, last day, words, and the file of the nearest answer`,
  },
  args: {
    json: { type: 'boolean', description: 'one JSON object a line' },
    days: { type: 'string', description: `of so many last days, ${MOST_DAYS} at most`, valueHint: 'N' },
    dir: dirOption,
  },
  run: async ({ args }) => {
    const days = daysOption(args.days);
    const release = openRelease(args.dir);
    const { NOW, DATABASE_URL } = environment();
    const { startAt, databaseUrl } = readConfig({ NOW, DATABASE_URL, PERSON_KEY: environment()['PERSON_KEY'] });
    const file = sqlitePath(databaseUrl);
    if (file !== undefined && !existsSync(file))
      throw new OperationalError('no-store', 'there is no database file where DATABASE_URL says');
    const store = await openStore(databaseUrl);
    try {
      const listed = await listQuestions(store, release, systemClock(startAt).now(), days);
      for (const one of listed) process.stdout.write(`${args.json ? JSON.stringify(one) : line(one)}\n`);
      if (listed.length === 0 && !args.json)
        process.stdout.write(`nothing that ${LEAST_PEOPLE} different people asked in the last ${days} days\n`);
    } finally {
      await store.close();
    }
  },
});
