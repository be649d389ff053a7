import { addDays, type Day, type Instant } from '../../base/day.ts';
import type { CalendarEntry } from './entry.ts';

/** RFC 5545, 3.1: a line has at most so many octets, without its end. */
const LONGEST = 75;

/** Text as RFC 5545, 3.3.11 has it. */
const escaped = (text: string): string =>
  text
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r?\n/g, '\\n')
    .replace(/\p{Cc}/gu, ' ');

/** A line cut where it is too long, never within a letter; what follows begins with a space. */
const folded = (line: string): string => {
  const parts: string[] = [];
  let [part, octets] = ['', 0];
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (octets + size > LONGEST) {
      parts.push(part);
      [part, octets] = ['', 1];
    }
    part += letter;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
};

const dateOf = ({ iso }: Day): string => iso.replaceAll('-', '');
const stampOf = (now: Instant): string => new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');

/** Writes the content calendar as iCalendar (RFC 5545), one whole day an entry; `owner` keeps apart those of several organisations. */
export const calendarIcs = (entries: readonly CalendarEntry[], owner: string, now: Instant, until: Day): string => {
  const stamp = stampOf(now);
  const nothing: CalendarEntry = {
    day: { kind: 'day', iso: new Date(now).toISOString().slice(0, 10) },
    kind: 'review',
    about: 'nothing',
    title: `Nothing changes, ends or is due before ${until.iso}`,
    lines: [],
  };
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Ventanilla//Content calendar//EN',
    'CALSCALE:GREGORIAN',
    // A calendar must hold at least one thing.
    ...(entries.length > 0 ? entries : [nothing]).flatMap(({ day, kind, about, title, lines }) => [
      'BEGIN:VEVENT',
      `UID:${escaped(`${kind}/${day.iso}/${about.replace(/\s/g, '-')}@${owner}`)}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${dateOf(day)}`,
      `DTEND;VALUE=DATE:${dateOf(addDays(day, 1))}`,
      `SUMMARY:${escaped(title)}`,
      ...(lines.length > 0 ? [`DESCRIPTION:${escaped(lines.join('\n'))}`] : []),
      `CATEGORIES:${kind.toUpperCase()}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('');
};
