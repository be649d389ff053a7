import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day, parseDay } from '../../src/base/day.ts';
import { calendarOf } from '../../src/report/calendar/calendar.ts';
import type { CalendarEntry } from '../../src/report/calendar/entry.ts';
import { calendarIcs } from '../../src/report/calendar/ics.ts';
import { calendarText } from '../../src/report/calendar/text.ts';
import { FOREIGN, filesOf, ROOT, releaseOf, withFile } from '../support/repository.ts';

const day = (iso: string): Day => {
  const parsed = parseDay(iso);
  if (!parsed) throw new Error(`no day ${iso}`);
  return parsed;
};
const NOW = Date.UTC(2026, 2, 1, 12);
const PERIOD = { from: day('2026-03-01'), until: day('2028-03-01') };
const files = filesOf(FOREIGN);
const foreign = releaseOf(files);
const short = ({ day: on, kind, title }: CalendarEntry): string => `${on.iso} ${kind} ${title}`;

/** The lines of a calendar as a program reads them: unfolded. */
const unfolded = (ics: string): readonly string[] => ics.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);
const plain = (value: string): string => value.replace(/\\([\\;,n])/g, (_, sign) => (sign === 'n' ? '\n' : sign));

describe('the content calendar', () => {
  const entries = calendarOf(foreign, PERIOD);

  test('says on which day what changes, ends without anything after it, and has to be looked up again', () => {
    expect(entries.map(short)).toEqual([
      '2026-04-01 end no price of "town-copies" is one of now any more',
      '2026-08-01 change 1 fact changes, and with it 1 step',
      '2026-09-01 change 1 fact changes, and with it 1 step',
      '2026-09-01 end content/facts/library/loan.yaml: 1 fact without a value from this day on',
      '2027-01-01 change 1 fact changes, and with it 3 steps',
      '2027-01-01 end content/facts/library/loan.yaml: 1 fact without a value from this day on',
      '2027-02-15 review content/facts/library/loan.yaml: 4 facts to be looked up again',
      '2028-01-01 end working days of "town" are not known any more',
    ]);
  });

  test('names the line to mend and what rests on it', () => {
    const [end] = entries.filter(({ kind, day: on }) => kind === 'end' && on.iso === '2027-01-01');
    expect(end?.lines).toEqual([
      'library.loan.fine (content/facts/library/loan.yaml:12): add what holds from 2027-01-01',
      'used by late-book/known (flows/late-book.yaml:7)',
      'used by late-book/sum (flows/late-book.yaml:9)',
      'used by late-book/unknown (flows/late-book.yaml:14)',
    ]);
  });

  test('shows an answer in the words of both days, in each language, once for all channels that say the same', () => {
    const changed = withFile(files, 'content/facts/library/loan.yaml', (text) =>
      text.replace(
        '{ from: 2026-01-01, value: 21,',
        '{ from: 2026-01-01, until: 2026-05-31, value: 21, source: lib-rules, checked: 2026-01-10, confidence: high }\n    - { from: 2026-06-01, value: 28,',
      ),
    );
    const [change] = calendarOf(releaseOf(changed), PERIOD).filter(({ day: on }) => on.iso === '2026-06-01');
    expect(change?.title).toBe('1 fact changes, and with it 1 answer and 1 step');
    expect(change?.lines).toEqual([
      'library.loan.days: 21 days → 28 days',
      'answer library.card (en, telegram, whatsapp): A loan lasts 21 days. → A loan lasts 28 days.',
      'answer library.card (en, sms): Loans: 21 days. → Loans: 28 days.',
      'answer library.card (es, telegram, whatsapp, sms): El préstamo dura 21 días. → El préstamo dura 28 días.',
      'message counter/card (flows/counter.yaml:6)',
    ]);
  });

  test('a value that goes on unchanged is no change, a gap between two values is an end', () => {
    const same = withFile(files, 'content/facts/library/loan.yaml', (text) =>
      text.replace(
        '{ from: 2026-01-01, until: 2026-12-31, value: 0.20,',
        '{ from: 2026-01-01, until: 2026-06-30, value: 0.20, source: lib-rules, checked: 2026-01-10, confidence: high }\n    - { from: 2026-07-01, until: 2026-09-30, value: 0.20, source: lib-rules, checked: 2026-01-10, confidence: high }\n    - { from: 2026-11-01, value: 0.20,',
      ),
    );
    const found = calendarOf(releaseOf(same), PERIOD).map(short);
    expect(found.filter((one) => one.startsWith('2026-07'))).toEqual([]);
    expect(found).toContain(
      '2026-10-01 end content/facts/library/loan.yaml: 1 fact without a value from this day on until 2026-11-01',
    );
    expect(found).toContain('2026-11-01 change 1 fact changes, and with it 3 steps');
  });

  test('a review that is due already stands first, and a critical fact gets a second day', () => {
    const late = calendarOf(foreign, { from: day('2028-06-01'), until: day('2028-07-01') });
    expect(late.map(short)).toEqual([
      '2027-02-15 review content/facts/library/loan.yaml: 4 facts to be looked up again',
      '2028-03-21 review content/facts/library/loan.yaml: 1 fact told with a warning instead, unless looked up before',
    ]);
    expect(calendarText(late, day('2028-06-01'), day('2028-07-01'))).toMatch(
      /^2027-02-15, 472 days ago\n {2}review {2}/,
    );
  });

  test('what holds now comes due while the next value waits for its day; what has ended does not', () => {
    const history = (...entries: readonly string[]): string =>
      entries.map((one) => `    - { ${one}, source: lib-rules, confidence: high }\n`).join('');
    const reviews = (...entries: readonly string[]): readonly string[] => {
      const changed = withFile(files, 'content/facts/library/loan.yaml', (text) =>
        text.replace(/(renewals_child:[^-]*)-.*\n/, (_, head) => `${head.trimEnd()}\n${history(...entries)}`),
      );
      return calendarOf(releaseOf(changed), { from: day('2026-03-01'), until: day('2027-12-31') })
        .filter(({ kind, lines }) => kind === 'review' && lines.join().includes('renewals_child'))
        .map(({ day: on, title, lines }) => `${on.iso} ${title.split(': ')[1]} | ${lines.join(' | ')}`);
    };
    expect(
      reviews('until: 2026-11-30, value: 3, checked: 2025-03-01', 'from: 2026-12-01, value: 4, checked: 2026-03-01'),
    ).toEqual([
      '2026-04-06 1 fact to be looked up again | last checked 2025-03-01: library.loan.renewals_child',
      '2027-04-06 1 fact to be looked up again | last checked 2026-03-01: library.loan.renewals_child',
    ]);
    expect(
      reviews('until: 2027-11-30, value: 3, checked: 2026-03-01', 'from: 2027-12-01, value: 4, checked: 2026-03-01'),
    ).toEqual(['2027-04-06 1 fact to be looked up again | last checked 2026-03-01: library.loan.renewals_child']);
    expect(reviews('until: 2026-02-28, value: 3, checked: 2024-12-01')).toEqual([]);
  });

  test('says how far away a day is, and when there is nothing', () => {
    const text = calendarText(entries, day('2026-03-31'), PERIOD.until);
    expect(text).toContain('2026-04-01, tomorrow\n  end     no price of');
    expect(text).toContain('2026-08-01, in 123 days\n');
    expect(calendarText([], PERIOD.from, PERIOD.until)).toBe('nothing changes, ends or is due before 2028-03-01\n');
  });

  test('every day of this repository on which a fact begins or ends is there', () => {
    const real = releaseOf(filesOf(ROOT));
    const period = { from: day('2026-11-21'), until: day('2028-11-21') };
    const known = new Set(calendarOf(real, period).map(({ day: on }) => on.iso));
    const ends = [...real.facts.values()].flatMap(({ history }) =>
      history.flatMap(({ until }, i) => (until && !history[i + 1] ? [addDays(until, 1).iso] : [])),
    );
    const coming = ends.filter((iso) => iso > period.from.iso && iso <= period.until.iso);
    expect(coming.length).toBeGreaterThan(0);
    expect(coming.filter((iso) => !known.has(iso))).toEqual([]);
  });
});

describe('as iCalendar', () => {
  const real = releaseOf(filesOf(ROOT));
  const entries = calendarOf(real, { from: day('2026-11-21'), until: day('2028-11-21') });
  const ics = calendarIcs(entries, 'desk.example', NOW, PERIOD.until);
  const lines = unfolded(ics);
  const all = (name: string): readonly string[] =>
    lines.filter((line) => line.startsWith(`${name}:`) || line.startsWith(`${name};`));

  test('has lines of at most 75 octets that end in CRLF and break within no letter', () => {
    expect(ics.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of ics.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(ics).not.toContain('\uFFFD');
  });

  test('gives each entry a name of its own that stays, a day, a stamp and its words', () => {
    expect(all('BEGIN')).toHaveLength(entries.length + 1);
    expect(new Set(all('UID')).size).toBe(entries.length);
    expect(all('DTSTAMP')).toEqual(entries.map(() => 'DTSTAMP:20260301T120000Z'));
    expect(all('DTSTART')).toEqual(entries.map((one) => `DTSTART;VALUE=DATE:${one.day.iso.replaceAll('-', '')}`));
    expect(all('SUMMARY').map((line) => plain(line.slice(8)))).toEqual(entries.map(({ title }) => title));
    expect(all('DESCRIPTION').map((line) => plain(line.slice(12)))).toEqual(entries.map((one) => one.lines.join('\n')));
    expect(calendarIcs(entries, 'desk.example', NOW + 1000, PERIOD.until).replaceAll('120001Z', '120000Z')).toBe(ics);
  });

  test('whatever the words are, they come back as they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (words) => {
        const title = words.replace(/\p{Cc}/gu, '');
        const entry: CalendarEntry = { day: PERIOD.from, kind: 'end', about: 'x', title, lines: [] };
        const written = calendarIcs([entry], 'a', NOW, PERIOD.until);
        const [summary] = unfolded(written).filter((line) => line.startsWith('SUMMARY:'));
        expect(plain(summary?.slice(8) ?? '')).toBe(title);
        for (const line of written.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      }),
    );
  });

  test('says so when there is nothing: a calendar without an entry is none', () => {
    expect(calendarIcs([], 'a', NOW, PERIOD.until)).toContain(
      'SUMMARY:Nothing changes\\, ends or is due before 2028-03-01',
    );
  });
});
