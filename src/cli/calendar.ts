import { defineCommand } from 'citty';
import { addMonths, dayIn, parseDay } from '../base/day.ts';
import { OperationalError } from '../base/operational-error.ts';
import { calendarOf } from '../report/calendar/calendar.ts';
import { calendarIcs } from '../report/calendar/ics.ts';
import { calendarText } from '../report/calendar/text.ts';
import { now } from './now.ts';
import { dayOption, dirOption, openRelease } from './options.ts';

const MOST_MONTHS = 120;

const monthsOption = (text: string): number => {
  const months = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (months < 1 || months > MOST_MONTHS)
    throw new OperationalError('bad-option', `--months must be a whole number from 1 to ${MOST_MONTHS}`);
  return months;
};

export const calendar = defineCommand({
  meta: {
    name: 'calendar',
    description: 'on which coming day which answers change, what is due for review, what ends with nothing after it',
  },
  args: {
    ics: { type: 'boolean', description: 'as iCalendar, for any calendar program' },
    'as-of': { type: 'string', description: 'as seen from this day', valueHint: 'DATE' },
    months: { type: 'string', description: 'how far ahead', default: '24', valueHint: 'N' },
    dir: dirOption,
  },
  run: ({ args }) => {
    const [asOf, months] = [dayOption(args['as-of'], '--as-of'), monthsOption(args.months)];
    const release = openRelease(args.dir);
    const today = now();
    const from = (asOf === undefined ? undefined : parseDay(asOf)) ?? dayIn(release.settings.zone, today);
    const until = addMonths(from, months);
    const entries = calendarOf(release, { from, until });
    process.stdout.write(
      args.ics
        ? calendarIcs(entries, `${release.settings.home}.ventanilla`, today, until)
        : calendarText(entries, from, until),
    );
  },
});
