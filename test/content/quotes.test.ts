import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Day, parseDay } from '../../src/base/day.ts';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { amountText } from '../../src/base/money.ts';
import { noonOf } from '../../src/check/rehearse.ts';
import { fieldColumns, readCsv } from '../../src/content/csv.ts';
import { disagreement, latestQuotes, type Quote } from '../../src/content/quotes/quote.ts';
import { QUOTE_COLUMNS, readQuotes } from '../../src/content/quotes/read.ts';
import { openScene } from '../../src/content/scene.ts';
import { filesOf, ROOT, releaseOf } from '../support/repository.ts';

const day = (iso: string): Day => parseDay(iso) as Day;

type Cells = Readonly<Partial<Record<(typeof QUOTE_COLUMNS)[number], string>>>;

const line = (change: Cells = {}): string => {
  const cells: Cells = {
    corridor: 'here-there',
    day: '2026-01-08',
    until: '2026-01-15',
    provider: 'One',
    method: 'desk',
    sent: '400.00 USD',
    basis: 'inside',
    fee: '2.99 USD',
    rate: '19.00',
    received: '7543.19 MXN',
    source: 'paper',
    checked: '2026-01-09',
    ...change,
  };
  return QUOTE_COLUMNS.map((column) => cells[column] ?? '').join(',');
};
const read = (
  ...lines: readonly string[]
): { readonly quotes: readonly Quote[]; readonly problems: readonly Diagnostic[] } => {
  const problems: Diagnostic[] = [];
  const quotes = readQuotes('content/quotes/a.csv', [QUOTE_COLUMNS.join(','), ...lines].join('\n'), (d) =>
    problems.push(d),
  );
  return { quotes, problems };
};
const where = ({ problems }: ReturnType<typeof read>): readonly string[] =>
  problems.map((d) => `${d.line}:${d.column} ${d.message}`);

describe('a file of published prices', () => {
  it('is read row by row', () => {
    const { quotes, problems } = read(
      line(),
      line({ provider: 'Two', day: '2026-01', fee: '', rate: '', received: '', cost: '-1.25' }),
    );
    expect(problems).toEqual([]);
    expect(quotes).toMatchObject([
      {
        id: 'a|here-there|2026-01-08|One|desk||400.00 USD',
        first: day('2026-01-08'),
        until: day('2026-01-15'),
        rate: { units: 1900n, scale: 2 },
        cost: undefined,
      },
      {
        id: 'a|here-there|2026-01|Two|desk||400.00 USD',
        day: '2026-01',
        first: day('2026-01-01'),
        received: undefined,
        cost: { units: -125n, scale: 4 },
      },
    ]);
  });
  it.each([
    [{ day: 'soon' }, 'day', /no day or month/],
    [{ day: '2026-02-30' }, 'day', /no day or month/],
    [{ until: '2026-01-07' }, 'until', /ends before it begins/],
    [{ until: '' }, 'until', /is empty/],
    [{ checked: '2026' }, 'checked', /no day/],
    [{ corridor: '' }, 'corridor', /is empty/],
    [{ provider: '' }, 'provider', /is empty/],
    [{ method: '' }, 'method', /is empty/],
    [{ source: '' }, 'source', /is empty/],
    [{ sent: '400' }, 'sent', /no amount/],
    [{ sent: '0.00 USD' }, 'sent', /nothing is sent/],
    [{ sent: '400.001 USD' }, 'sent', /no amount/],
    [{ fee: '2.99 MXN' }, 'fee', /another currency/],
    [{ fee: '400.00 USD' }, 'fee', /as much as/],
    [{ basis: 'outside' }, 'basis', /inside or on-top/],
    [{ rate: '0' }, 'rate', /no exchange rate/],
    [{ rate: '-19' }, 'rate', /no exchange rate/],
    [{ cost: 'five' }, 'cost', /no percentage/],
    [{ received: '' }, 'received', /what is received or what it costs/],
    [{ received: '7600.00 MXN' }, 'received', /7543\.19 must arrive/],
  ] as const)('with %j is refused at its column', (change, column, message) => {
    const found = read(line(change));
    const start = line(change).split(',').slice(0, QUOTE_COLUMNS.indexOf(column)).join(',').length + 2;
    expect(found.quotes).toEqual([]);
    expect(
      where(found).some((d) => d.startsWith(`2:${column === 'corridor' ? 1 : start} `) && message.test(d)),
      where(found).join(),
    ).toBe(true);
  });
  it('names each price once', () => {
    expect(where(read(line(), line(), line({ zone: 'east' })))).toEqual([
      expect.stringMatching(/^3:\d+ this price stands in line 2/),
    ]);
  });
  it('has a heading with all columns and no other', () => {
    const problems: Diagnostic[] = [];
    readQuotes('a.csv', 'corridor,day\n', (d) => problems.push(d));
    readQuotes('a.csv', `${QUOTE_COLUMNS.join(',')},more\n`, (d) => problems.push(d));
    readQuotes('a.csv', '"open\n', (d) => problems.push(d));
    expect(problems.map((d) => d.message)).toEqual([
      'the column "until" is missing',
      'the column "more" is not known',
      expect.stringMatching(/cannot be read/),
    ]);
  });
});

describe('what must arrive', () => {
  const figures = (sent: string, fee: string, rate: string, received: string, basis = 'inside') =>
    read(line({ sent, fee, rate, received, basis })).problems.length;
  // Rows of the dossier: one to the cent, one within the rounding of a table, three misprints.
  it.each([
    ['350.00 USD', '3.99 USD', '19.39', '6709.13 MXN', 0],
    ['300.00 USD', '2.05 USD', '18.74', '5582.00 MXN', 0],
    ['350.00 USD', '8.00 USD', '19.80', '6566.40 MXN', 1],
    ['350.00 USD', '8.00 USD', '19.20', '6577.65 MXN', 1],
    ['300.00 USD', '0.00 USD', '21.33', '6393.00 MXN', 1],
  ] as const)('%s less %s at %s: %s', (sent, fee, rate, received, problems) => {
    expect(figures(sent, fee, rate, received)).toBe(problems);
  });
  it('is more where the fee comes on top', () => {
    expect(figures('400.00 USD', '2.99 USD', '19.00', '7600.00 MXN', 'on-top')).toBe(0);
  });
  it('is said by how much the figures disagree', () => {
    const [quote] = read(line({ rate: '19.80', fee: '8.00 USD', sent: '350.00 USD', received: '6771.60 MXN' })).quotes;
    const received = { kind: 'money', currency: 'MXN', minor: 656_640n } as const;
    const due = quote && disagreement({ ...quote, received });
    expect(due && amountText(due)).toBe('6771.60');
  });
});

describe('the newest published prices', () => {
  const { quotes } = read(
    line(),
    line({ provider: 'Two', fee: '', rate: '', received: '7600.00 MXN' }),
    line({ provider: 'Three', fee: '', rate: '', received: '7100.00 MXN' }),
    line({ provider: 'Four', fee: '', rate: '', received: '7700.00 MXN', method: 'bank' }),
    line({ provider: 'Five', sent: '200.00 USD', fee: '', rate: '', received: '3600.00 MXN' }),
    line({ provider: 'Old', day: '2025-12-01', until: '2025-12-08' }),
    line({ provider: 'Dear', day: '2025-11', until: '2025-11-08', fee: '', rate: '', received: '', cost: '5.0' }),
    line({ provider: 'Cheap', day: '2025-11', until: '2025-11-08', fee: '', rate: '', received: '', cost: '-0.5' }),
  );
  const names = (on: string, past: boolean, limit = 5, method: string | undefined = 'desk'): readonly string[] =>
    latestQuotes(quotes, { corridor: 'here-there', method, past, limit }, day(on)).map((q) => q.provider);

  it('are of one table, best first; the worst is never left out', () => {
    expect(names('2026-01-10', false)).toEqual(['Two', 'One', 'Three']);
    expect(names('2026-01-10', false, 1)).toEqual(['Two', 'Three']);
    expect(names('2026-01-10', false, 5, 'bank')).toEqual(['Four']);
    expect(names('2026-01-10', true, 5, 'other')).toEqual([]);
  });
  it('are of now only until their last day, and never before their first', () => {
    expect(names('2026-01-15', false)).toHaveLength(3);
    expect(names('2026-01-16', false)).toEqual([]);
    expect(names('2026-01-16', true)).toHaveLength(3);
    expect(names('2026-01-07', false)).toEqual([]);
    expect(names('2026-01-07', true)).toEqual(['Old']);
    expect(names('2025-10-31', true)).toEqual([]);
  });
  it('are ranked by their cost where what arrives is not known', () => {
    expect(names('2025-11-20', true)).toEqual(['Cheap', 'Dear']);
  });
  it('are none of those that hold no more, whatever the day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.boolean(), (after, past) => {
        const today = addDays(day('2025-10-01'), after);
        for (const quote of latestQuotes(quotes, { corridor: 'here-there', past, limit: 5 }, today)) {
          expect(quote.first.iso <= today.iso).toBe(true);
          if (!past) expect(today.iso <= quote.until.iso).toBe(true);
        }
      }),
    );
  });
});

describe('the prices of this repository', () => {
  const release = releaseOf(filesOf(ROOT));
  it('name a source, and hold for no longer than a week', () => {
    expect(release.quotes.length).toBeGreaterThan(40);
    for (const { source, first, until } of release.quotes) {
      expect(release.sources.has(source), source).toBe(true);
      expect(until.iso <= addDays(first, 7).iso).toBe(true);
    }
  });
  it('are of no day that could be taken for today once they are old', () => {
    const [newest] = release.quotes
      .map((q) => q.until.iso)
      .toSorted()
      .reverse();
    const scene = openScene(release, noonOf(release, addDays(day(newest ?? ''), 1).iso));
    for (const { corridor, method } of release.quotes)
      expect(scene.quotes({ corridor, method, past: false, limit: 3 })).toEqual([]);
  });
});

describe('a table of cells', () => {
  it('knows in which column of its line a field begins', () => {
    expect(fieldColumns('a,b,c')).toEqual([1, 3, 5]);
    expect(fieldColumns('"a, b","say ""x"", y",c')).toEqual([1, 8, 23]);
    expect(fieldColumns('"a\nb",c')).toEqual([1, 4]);
  });
  it('knows the line on which a row begins, quoted line ends and all', () => {
    const csv = readCsv('a.csv', 'x,y\n"1\n2",3\n4,5\n', 'quote', () => undefined);
    expect(csv?.rows.map((row) => [row.line, row.cell('y'), row.at('y').column])).toEqual([
      [2, '3', 4],
      [4, '5', 3],
    ]);
    expect(csv?.rows[0]?.at()).toEqual({ file: 'a.csv', line: 2, column: 1 });
    expect(csv?.rows[0]?.cell('z')).toBeUndefined();
  });
});
