import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/repository.ts';
import { workbook } from '../support/xlsx.ts';

const run = promisify(execFile);

const IMPORTS = `
days: 7
margin: 5
corridors: [AAABBB, AAACCC, TZAKEN]
same_currency: [AAACCC]
methods: { to-account: [bank account], in-cash: [cash] }
survey: { title: A survey, publisher: A bank, url: "https://bank.example", sheets: ["Prices (new)", "Prices (old)"] }
offers:
  sent: USD
  received: MXN
  basis: { inside: [budget], on-top: [principal], default: inside }
  rows: { column: sort, take: [offer] }
  titles: { WK: The weekly table }
  columns:
    day: [observed, día]
    from: [from]
    to: [to]
    provider: [company, compañía]
    method: [mode]
    zone: [city]
    sent: [amount]
    basis: [basis]
    fee: [fee]
    rate: [rate]
    received: [pesos]
    reference: [reference]
    margin: [margin]
    confidence: [confidence]
    title: [table]
    publisher: [publisher]
    url: [url]
    published: [published]
`;
const SETTINGS = 'home: none\ndefault: en\nzone: UTC\nlanguages: { en: { name: English, format: en-US } }\n';

interface Ended {
  readonly code: number;
  readonly out: string;
}

/** A folder of its own, and the import run in it. */
const place = (files: Readonly<Record<string, string | Buffer>> = {}) => {
  const dir = mkdtempSync(join(tmpdir(), 'import-'));
  const all = { 'content/settings.yaml': SETTINGS, 'content/imports.yaml': IMPORTS, 'flows/.keep': '', ...files };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  }
  const quotes = (name: string): string => join(dir, `content/quotes/${name}.csv`);
  return {
    dir,
    written: (name: string): boolean =>
      existsSync(quotes(name)) || existsSync(join(dir, `content/sources/quotes-${name}.yaml`)),
    quotes: (name: string): readonly string[] => readFileSync(quotes(name), 'utf8').trim().split('\n').slice(1),
    sources: (name: string): string => readFileSync(join(dir, `content/sources/quotes-${name}.yaml`), 'utf8'),
    take: async (kind: 'rpw' | 'quotes', file: string, now = '2026-11-21T12:00:00Z'): Promise<Ended> => {
      const args = ['bin/ventanilla.js', 'import', kind, join(dir, file), '--dir', dir];
      try {
        const env = { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), NOW: now };
        const { stdout } = await run(process.execPath, args, { cwd: ROOT, env, timeout: 110_000 });
        return { code: 0, out: stdout };
      } catch (cause) {
        const { code, stdout, stderr } = cause as { code: number; stdout: string; stderr: string };
        return { code, out: stdout + stderr };
      }
    },
  };
};

const HEAD =
  'sort,observed,from,to,company,mode,city,amount,basis,fee,rate,pesos,reference,margin,confidence,table,publisher,url,published';
const URL_ = 'https://paper.example/a';
const offer = (change: Readonly<Record<string, string>> = {}): string => {
  const row: Record<string, string> = {
    sort: 'offer',
    observed: '2025-10-02',
    from: 'AAA',
    to: 'BBB',
    company: 'One',
    mode: 'bank account',
    city: '',
    amount: '400',
    basis: 'budget',
    fee: '2.99',
    rate: '19.00',
    pesos: '7543.19',
    reference: '18.4843',
    margin: '-2.790',
    confidence: 'high',
    table: 'WK',
    publisher: 'A paper',
    url: URL_,
    published: '2025-10-06',
    ...change,
  };
  return HEAD.split(',')
    .map((name) => (/[",]/.test(row[name] ?? '') ? `"${row[name]?.replaceAll('"', '""')}"` : row[name]))
    .join(',');
};
const table = (...rows: readonly string[]): string => `${[HEAD, ...rows].join('\n')}\n`;

describe('import quotes', () => {
  it('writes dated, sourced prices that hold for a week, and the same twice', async () => {
    const here = place({
      'weekly.csv': table(
        offer(),
        offer({ company: 'Two, or more', fee: '', rate: '', margin: '', pesos: '"7,133.04"'.replaceAll('"', '') }),
        offer({ sort: 'average' }),
        offer({ to: 'XXX' }),
        offer({ company: 'Three', observed: '2025-10', city: 'East (a, b)', url: 'https://paper.example/b', mode: '' }),
      ),
    });
    const first = await here.take('quotes', 'weekly.csv');
    expect(first).toMatchObject({ code: 0 });
    expect(first.out).toContain('3 prices taken');
    expect(first.out).toContain('left out: 1, no price of one company (average)');
    expect(first.out).toContain('left out: 1, another corridor (AAAXXX)');
    expect(here.quotes('weekly')).toEqual([
      'AAABBB,2025-10-02,2025-10-09,One,to-account,,400.00 USD,inside,2.99 USD,19,7543.19 MXN,,q-weekly-paper-example-2025-10-06,2026-11-21',
      'AAABBB,2025-10-02,2025-10-09,"Two, or more",to-account,,400.00 USD,inside,,,7133.04 MXN,,q-weekly-paper-example-2025-10-06,2026-11-21',
      'AAABBB,2025-10,2025-10-08,Three,not-stated,"East (a, b)",400.00 USD,inside,2.99 USD,19,7543.19 MXN,,q-weekly-paper-example-2025-10-06-2,2026-11-21',
    ]);
    expect(here.sources('weekly')).toContain(
      'title: The weekly table\n  publisher: A paper\n  url: https://paper.example/a\n  published: 2025-10-06\n  retrieved: 2026-11-21',
    );
    const again = await here.take('quotes', 'weekly.csv', '2026-12-24T12:00:00Z');
    expect(again.out).toContain('content/quotes/weekly.csv: as before');
    expect(again.out).toContain('content/sources/quotes-weekly.yaml: as before');
  });

  const column = (name: string): number => HEAD.split(',').indexOf(name);
  /** Where a cell of the first row begins. */
  const at = (row: string, name: string): number => row.split(',').slice(0, column(name)).join(',').length + 2;

  it.each([
    ['a day that is none', { observed: '2025-13-02' }, 'observed', /no day or month/],
    ['a day to come', { observed: '2027-01-01' }, 'observed', /still to come/],
    ['a day left empty', { observed: '' }, 'observed', /"day" is empty/],
    ['a company left empty', { company: '' }, 'company', /"provider" is empty/],
    ['an amount that is no number', { amount: '4oo' }, 'amount', /"4oo" is no number/],
    ['an amount of nothing', { amount: '0' }, 'amount', /more than nought/],
    ['a fee below nought', { fee: '-1' }, 'fee', /nought or more/],
    ['a fee as large as the amount', { fee: '400' }, 'fee', /as much as/],
    ['a fee in thousandths', { fee: '2.995' }, 'fee', /more digits/],
    ['a rate of nothing', { rate: '0' }, 'rate', /more than nought/],
    ['a reference rate of nothing', { reference: '0' }, 'reference', /more than nought/],
    ['an unknown basis', { basis: 'other' }, 'basis', /whether the fee is inside/],
    ['nothing received', { pesos: '' }, 'pesos', /what is received/],
    ['an address that is none', { url: 'paper' }, 'url', /no address/],
    ['a margin that its rates do not give', { margin: '2.79' }, 'margin', /the margin is -2\.79 %/],
    // REM-7 as a careful table would have it: the figures contradict one another.
    [
      'figures that contradict one another',
      { amount: '350', fee: '8', rate: '19.80', pesos: '6566.40', reference: '', margin: '' },
      'pesos',
      /6771\.60 must arrive, not 6566\.40/,
    ],
  ] as const)('%s is an error at its row and column, and nothing is written', async (_, change, where, message) => {
    const row = offer(change);
    const here = place({ 'weekly.csv': table(row, offer({ company: 'Other' })) });
    const { code, out } = await here.take('quotes', 'weekly.csv');
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`weekly\\.csv:2:${at(row, where)} error quote `));
    expect(out).toMatch(message);
    expect(out).toContain('nothing was written');
    expect(here.written('weekly')).toBe(false);
  });

  it('takes a published misprint without its rate, and says so', async () => {
    const row = offer({
      amount: '350',
      fee: '8',
      rate: '19.80',
      pesos: '6566.40',
      confidence: 'low',
      reference: '',
      margin: '',
    });
    const here = place({ 'weekly.csv': table(row) });
    const { code, out } = await here.take('quotes', 'weekly.csv');
    expect(code).toBe(0);
    expect(out).toMatch(/weekly\.csv:2:\d+ warning quote by its fee and rate 6771\.60 must arrive/);
    expect(here.quotes('weekly')[0]).toContain('350.00 USD,inside,8.00 USD,,6566.40 MXN');
  });

  it('agrees with a row that fits to the cent (REM-6), and points at a margin that is worth a second look', async () => {
    const fits = offer({ amount: '350', fee: '3.99', rate: '19.39', pesos: '6709.13', reference: '18.00', margin: '' });
    const here = place({ 'weekly.csv': table(fits) });
    const { code, out } = await here.take('quotes', 'weekly.csv');
    expect(code).toBe(0);
    expect(out).toMatch(/warning quote the exchange margin is -7\.722 %/);
  });

  it('says which heading is missing, that a row is cut short, stands twice, or that there is none', async () => {
    const here = place({
      'headless.csv': 'observed,company\n2025-10-02,One\n',
      'quote.csv': `${HEAD}\n"unclosed\n`,
      'twice.csv': table(offer(), offer()),
      'empty.csv': table(),
    });
    expect((await here.take('quotes', 'headless.csv')).out).toMatch(
      /headless\.csv:1:1 error quote there is no column for "sent"/,
    );
    expect(await here.take('quotes', 'quote.csv')).toMatchObject({
      code: 1,
      out: expect.stringMatching(/quote\.csv:\d+:1/),
    });
    expect((await here.take('quotes', 'twice.csv')).out).toMatch(
      /content\/quotes\/twice\.csv:3:\d+ error quote this price stands in line 2 already/,
    );
    expect(await here.take('quotes', 'empty.csv')).toMatchObject({
      code: 1,
      out: expect.stringContaining('no price to take'),
    });
    expect((await here.take('quotes', 'nowhere.csv')).code).toBe(1);
    for (const name of ['headless', 'quote', 'twice', 'empty']) expect(here.written(name)).toBe(false);
  });
});

const COLUMNS = [
  'id',
  'period',
  'source_code',
  'destination_code',
  'firm',
  'payment instrument',
  'access point',
  'speed actual',
  'cc1 lcu amount',
  'cc1 lcu code',
  'cc1 lcu fee',
  'cc1 lcu fx rate',
  'cc1 fx margin',
  'cc1 total cost %',
  'cc2 lcu amount',
  'cc2 lcu code',
  'cc2 lcu fee',
  'cc2 lcu fx rate',
  'cc2 fx margin',
  'cc2 total cost %',
  'inter lcu bank fx',
  'transparent',
  'pickup method',
  'date',
  'corridor',
] as const;
type Named = Readonly<Partial<Record<(typeof COLUMNS)[number], string | number | undefined>>>;

const service = (change: Named = {}): (string | number | undefined)[] => {
  const row: Named = {
    id: 1,
    period: '2025_3Q',
    source_code: 'AAA',
    destination_code: 'BBB',
    firm: 'One',
    'payment instrument': 'Cash',
    'access point': 'Agent',
    'speed actual': '..',
    'cc1 lcu amount': 200,
    'cc1 lcu code': 'USD',
    'cc1 lcu fee': 4,
    'cc1 lcu fx rate': 18,
    'cc1 fx margin': 2.7027027027027026,
    'cc1 total cost %': 4.7,
    'cc2 lcu amount': 500,
    'cc2 lcu code': 'USD',
    'cc2 lcu fee': '4.0',
    'cc2 lcu fx rate': '18',
    'cc2 fx margin': '2.70',
    'cc2 total cost %': '3.50',
    'inter lcu bank fx': 18.5,
    transparent: 'Yes',
    'pickup method': 'Bank account',
    date: 45_902,
    corridor: 'AAABBB',
    ...change,
  };
  return COLUMNS.map((name) => row[name]);
};
/** REM-19: the survey's first period, from a country to its neighbour. */
const SHILLINGS: Named = {
  period: '2011_1Q',
  firm: 'Two',
  corridor: 'TZAKEN',
  date: '15/Feb/2011',
  'cc1 lcu amount': 295_000,
  'cc1 lcu code': 'TZS',
  'cc1 lcu fee': 20_650,
  'cc1 lcu fx rate': '6.51E-4',
  'cc1 fx margin': 1.3636,
  'cc1 total cost %': 8.36,
  'cc2 lcu amount': 735_000,
  'cc2 lcu code': 'TZS',
  'cc2 lcu fee': 38_220,
  'cc2 lcu fx rate': 0.000651,
  'cc2 fx margin': 1.3636,
  'cc2 total cost %': 6.56,
  'inter lcu bank fx': 0.00066,
};
const book = (...rows: readonly (readonly (string | number | undefined)[])[]): Buffer =>
  workbook({ Legend: [['what it means']], 'Prices (new)': [COLUMNS, ...rows], 'Prices (old)': [['period']] });

describe('import rpw', () => {
  it('takes the newest period of each corridor from the workbook', async () => {
    const here = place({
      'rpw.xlsx': book(
        service({ period: '2025_1Q', id: 9, firm: 'Old' }),
        service(),
        service({ id: 2 }),
        service({ corridor: undefined, source_code: 'TZA', destination_code: 'KEN', ...SHILLINGS }),
        service({ corridor: 'ZZZZZZ', date: 'never' }),
      ),
    });
    const { code, out } = await here.take('rpw', 'rpw.xlsx');
    expect(out).toContain('6 prices taken');
    expect(out).toContain('left out: 1, other corridors');
    expect(code).toBe(0);
    expect(here.quotes('rpw')).toEqual([
      'AAABBB,2025-09-02,2025-09-09,"One (Cash, Agent)",to-account,,200.00 USD,on-top,4.00 USD,18,,4.7,q-rpw-2025-3q,2026-11-21',
      'AAABBB,2025-09-02,2025-09-09,"One (Cash, Agent)",to-account,,500.00 USD,on-top,4.00 USD,18,,3.5,q-rpw-2025-3q,2026-11-21',
      'AAABBB,2025-09-02,2025-09-09,"One (Cash, Agent) #2",to-account,,200.00 USD,on-top,4.00 USD,18,,4.7,q-rpw-2025-3q,2026-11-21',
      'AAABBB,2025-09-02,2025-09-09,"One (Cash, Agent) #2",to-account,,500.00 USD,on-top,4.00 USD,18,,3.5,q-rpw-2025-3q,2026-11-21',
      'TZAKEN,2011-02-15,2011-02-22,"Two (Cash, Agent)",to-account,,295000.00 TZS,on-top,20650.00 TZS,0.000651,,8.36,q-rpw-2011-1q,2026-11-21',
      'TZAKEN,2011-02-15,2011-02-22,"Two (Cash, Agent)",to-account,,735000.00 TZS,on-top,38220.00 TZS,0.000651,,6.56,q-rpw-2011-1q,2026-11-21',
    ]);
    expect((await here.take('rpw', 'rpw.xlsx')).out).toContain('content/quotes/rpw.csv: as before');
  });

  it('reads the same from CSV, and from a workbook whose sheets have other names', async () => {
    const lines = [COLUMNS, service(), service({ corridor: 'TZAKEN', ...SHILLINGS })];
    const csv = lines.map((row) => row.map((cell) => cell ?? '').join(',')).join('\n');
    const here = place({
      'a.csv': csv,
      'b.xlsx': workbook({ Notes: [['x']], Data: lines }),
      'c.xlsx': workbook({ Notes: [['x']] }),
    });
    expect((await here.take('rpw', 'a.csv')).out).toContain('4 prices taken');
    const rows = here.quotes('rpw');
    expect((await here.take('rpw', 'b.xlsx')).out).toContain('as before');
    expect(here.quotes('rpw')).toEqual(rows);
    expect(await here.take('rpw', 'c.xlsx')).toMatchObject({
      code: 1,
      out: expect.stringContaining('no sheet of this workbook has prices'),
    });
  });

  it('leaves out what nobody can tell the cost of (REM-21), and what its own figures contradict', async () => {
    const here = place({
      'rpw.xlsx': book(
        service(),
        service({ firm: 'Hidden', transparent: 'no', 'cc1 fx margin': 0, 'cc1 total cost %': 2 }),
        service({
          firm: 'Placeholder',
          'cc1 lcu fx rate': 1,
          'inter lcu bank fx': 1,
          'cc1 fx margin': 0,
          'cc1 total cost %': 2,
          'cc2 lcu amount': 0,
        }),
        service({ firm: 'No bank', 'inter lcu bank fx': 0, 'cc2 lcu amount': undefined }),
        service({ firm: 'Margin', 'cc1 fx margin': 3, 'cc2 lcu amount': 0 }),
        service({ firm: 'Total', 'cc1 total cost %': 5, 'cc2 lcu amount': 0 }),
        service({
          firm: 'Gain',
          'cc1 lcu fee': 0,
          'cc1 lcu fx rate': 18.6,
          'cc1 fx margin': -0.54,
          'cc1 total cost %': -0.54,
          'cc2 lcu amount': 0,
        }),
        service({
          firm: 'Dollars',
          corridor: 'AAACCC',
          'cc1 lcu fx rate': 1,
          'inter lcu bank fx': 1,
          'cc1 fx margin': 0,
          'cc1 total cost %': 2,
          'cc2 lcu amount': 0,
        }),
      ),
    });
    const { code, out } = await here.take('rpw', 'rpw.xlsx');
    expect(code).toBe(0);
    expect(out).toContain('left out: 1, the exchange rate is not shown');
    expect(out).toMatch(/rpw\.xlsx:4:12 warning quote L4: no true exchange rate/);
    expect(out).toMatch(/rpw\.xlsx:5:12 warning quote L5: no true exchange rate/);
    expect(out).toMatch(/rpw\.xlsx:6:13 warning quote M6: by its rates the margin is 2\.7027027\d* %/);
    expect(out).toMatch(/rpw\.xlsx:7:14 warning quote N7: the total is not fee and margin together/);
    const firms = here.quotes('rpw').map((row) => /"(\w+)/.exec(row)?.[1]);
    expect(firms).toEqual(['One', 'One', 'Gain', 'Dollars']);
  });

  it.each([
    ['a period that is none', { period: '2025-Q3' }, 'period', /no quarter/],
    ['a day that is none', { date: '32/Jan/2025' }, 'date', /no day/],
    ['a day to come', { date: '2027-01-05' }, 'date', /still to come/],
    ['a fee that is no number', { 'cc1 lcu fee': 'N/A' }, 'cc1 lcu fee', /"N\/A" is no number/],
    ['a fee below nought', { 'cc1 lcu fee': -1 }, 'cc1 lcu fee', /nought or more/],
    ['an amount of nothing', { 'cc1 lcu amount': 0 }, 'cc1 lcu amount', /more than nought/],
    ['an amount left empty', { 'cc1 lcu amount': undefined }, 'cc1 lcu amount', /empty/],
    ['a total left empty', { 'cc1 total cost %': undefined }, 'cc1 total cost %', /empty/],
    ['a currency that is none', { 'cc1 lcu code': 'dollar' }, 'cc1 lcu code', /currency/],
    ['a company left empty', { firm: undefined }, 'firm', /empty/],
    ['neither open nor closed', { transparent: 'maybe' }, 'transparent', /neither/],
  ] as const)('%s is an error at its cell, and nothing is written', async (_, change, where, message) => {
    const here = place({ 'rpw.xlsx': book(service(), service({ id: 2, ...change })) });
    const { code, out } = await here.take('rpw', 'rpw.xlsx');
    const index = COLUMNS.indexOf(where);
    expect(code).toBe(1);
    expect(out).toContain(`rpw.xlsx:3:${index + 1} error quote ${String.fromCharCode(65 + index)}3: `);
    expect(out).toMatch(message);
    expect(here.written('rpw')).toBe(false);
  });

  it('says which column is missing, and what is no workbook', async () => {
    const here = place({
      'short.xlsx': workbook({
        'Prices (new)': [
          ['period', 'firm'],
          ['2025_3Q', 'One'],
        ],
      }),
      'broken.xlsx': Buffer.from('PK this is no zip'),
      'broken.csv': `${COLUMNS.join(',')}\n"unclosed\n`,
    });
    expect(await here.take('rpw', 'short.xlsx')).toMatchObject({
      code: 1,
      out: expect.stringContaining('short.xlsx:1:1 error quote A1: the column "date" is missing'),
    });
    expect(await here.take('rpw', 'broken.xlsx')).toMatchObject({
      code: 1,
      out: expect.stringContaining('cannot be read as a workbook'),
    });
    expect((await here.take('rpw', 'broken.csv')).code).toBe(1);
    expect((await here.take('rpw', 'none.xlsx')).code).toBe(1);
    expect(here.written('rpw')).toBe(false);
  });

  it('does not guess how a table is read', async () => {
    const here = place({ 'content/imports.yaml': 'days: soon\n', 'rpw.xlsx': book(service()) });
    expect(await here.take('rpw', 'rpw.xlsx')).toMatchObject({
      code: 1,
      out: expect.stringContaining('content/imports.yaml'),
    });
  });
});
