import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { FOREIGN, ROOT } from '../support/repository.ts';

const run = promisify(execFile);

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the program as a person would, in an environment of its own. */
const ventanilla = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> => {
  const options = { cwd: ROOT, env: { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), ...env }, timeout: 110_000 };
  try {
    const { stdout, stderr } = await run(process.execPath, ['bin/ventanilla.js', ...args], options);
    return { code: 0, out: stdout, err: stderr };
  } catch (cause) {
    const { code, stdout, stderr } = cause as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
};

const script = (...lines: string[]): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'script-')), 'talk.txt');
  writeFileSync(file, lines.join('\n'));
  return file;
};

describe('the command line', () => {
  it('says what it can do, and what it cannot', async () => {
    const help = await ventanilla(['--help']);
    for (const name of ['serve', 'chat', 'check', 'rehearse', 'fact']) expect(help.out).toContain(name);
    expect(await ventanilla(['chek'])).toMatchObject({
      code: 1,
      err: 'there is no command "chek"; did you mean "check"?\n',
    });
  });
  it('check ends well on clean content, and with 1 and JSON lines on a mistake', async () => {
    expect(await ventanilla(['check', '--dir', FOREIGN, '--as-of', '2026-03-01'])).toMatchObject({
      code: 0,
      out: '0 errors, 0 warnings\n',
    });
    const dir = mkdtempSync(join(tmpdir(), 'broken-'));
    await run('cp', ['-r', `${FOREIGN}flows`, `${FOREIGN}content`, dir]);
    writeFileSync(join(dir, 'flows/late-book.yaml'), 'start: agee\nsteps:\n  age: { end: ~ }\n');
    const { code, out } = await ventanilla(['check', '--dir', dir, '--json']);
    expect(code).toBe(1);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toContainEqual({
      file: 'flows/late-book.yaml',
      line: 1,
      column: 8,
      severity: 'error',
      rule: 'unknown-step',
      message: 'start: must name a step; there is no "agee"',
      hint: 'did you mean "age"?',
    });
    expect((await ventanilla(['check', 'flows/counter.yaml', '--dir', FOREIGN])).code).toBe(0);
  });
  it('rehearse runs the talks of a folder', async () => {
    expect(await ventanilla(['rehearse', '--dir', FOREIGN])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+ talks as written, 0 otherwise\n$/),
    });
    expect((await ventanilla(['rehearse', 'nothing.talk.yaml', '--dir', FOREIGN])).code).toBe(1);
  });
  it('fact shows one fact on a day, and helps with a wrong name', async () => {
    const { out } = await ventanilla(['fact', 'library.loan.fine', '--as-of', '2026-03-01', '--dir', FOREIGN]);
    expect(out).toMatch(
      /0\.20 euros[\s\S]*holds: 2026-01-01 to 2026-12-31[\s\S]*House rules[\s\S]*review by 2027-02-14/,
    );
    expect((await ventanilla(['fact', 'library.loan.fine', '--as-of', '2027-03-01', '--dir', FOREIGN])).out).toContain(
      'no value on 2027-03-01',
    );
    expect(await ventanilla(['fact', 'library.loan.fines', '--dir', FOREIGN])).toMatchObject({
      code: 1,
      err: 'there is no fact "library.loan.fines"; did you mean "library.loan.fine"?\n',
    });
    expect((await ventanilla(['fact', 'library.loan.fine', '--as-of', 'soon'])).code).toBe(1);
  });
  it('places shows the nearest places of a kind, as text or JSON', async () => {
    const { out } = await ventanilla(['places', 'archives', '--near', 'Aranjuez', '--limit', '2', '--dir', FOREIGN], {
      NOW: '2026-03-01T12:00:00Z',
    });
    expect(out).toBe(
      `Aranjuez on Tagus, Madrid region

Old archive, Aranjuez on Tagus, Madrid region (near)
  Sat 10:00-12:00
  As of 2022: ask before you go.
  source: House rules; Town library; 2026-01; Main square
  dated: 2022, checked: 2026-01-10

Toledo, Castilla-La Mancha (41 km)
  Undated: ask before you go.
  source: House rules; Town library; 2026-01; Main square
  dated: undated, checked: 2026-01-10
`,
    );
    const json = await ventanilla([
      'places',
      'archives',
      '--near',
      '40.4,-3.7',
      '--limit',
      '1',
      '--json',
      '--dir',
      FOREIGN,
    ]);
    expect(JSON.parse(json.out)).toMatchObject({
      id: 'madrid',
      name: 'Madrid, Madrid region',
      kilometres: 1.848,
      phone: '555 1',
      hours: 'Mon-Fri 08:00-15:00',
      sources: ['lib-rules', 'lib-list'],
      dated: '2025-03-01',
    });
    const wrong = async (...args: string[]) => (await ventanilla(['places', ...args, '--dir', FOREIGN])).err;
    expect(await wrong('archive', '--near', 'Madrid')).toBe(
      'there are no places "archive"; did you mean "archives"?\n',
    );
    expect(await wrong('archives', '--near', 'Aldea')).toMatch(
      /^"Aldea" may be Aldea, Madrid region or Aldea, Castilla/,
    );
    expect(await wrong('archives', '--near', 'zzqx')).toMatch(/^"zzqx" is not known/);
    expect(await wrong('archives', '--near', '95,0')).toMatch(/no position on earth/);
    expect(await wrong('archives', '--near', 'Madrid', '--limit', '0')).toMatch(/^--limit/);
    expect(await wrong('archives')).toMatch(/near/);
  });
  it('chat prints the transcript of a script', async () => {
    const { out } = await ventanilla(
      ['chat', '--channel', 'sms', '--script', script('hello', '', '1', '40', '10'), '--dir', FOREIGN],
      { NOW: '2026-03-01T12:00:00Z' },
    );
    expect(out).toMatch(/> hello\n[\s\S]*> 10\nYou owe 2 euros/);
    expect((await ventanilla(['chat', '--channel', 'fax'])).err).toMatch(/--channel must be one of/);
    expect((await ventanilla(['chat', '--lang', 'xx'])).err).toMatch(/--lang must be one of/);
  });
  it('serve refuses empty secrets with one line that names the variable', async () => {
    for (const [name, value] of [
      ['TELEGRAM_BOT_TOKEN', ''],
      ['TWILIO_AUTH_TOKEN', ''],
      ['TELEGRAM_WEBHOOK_SECRET', ''],
      ['PERSON_KEY', ''],
    ] as const) {
      const ended = await ventanilla(['serve'], { [name]: value, PORT: '0', DATABASE_URL: 'sqlite::memory:' });
      expect(ended.code).toBe(1);
      expect(ended.err).toMatch(new RegExp(`^${name} [^\n]*\n$`));
    }
  });
});

describe('the day decides, from the same files', () => {
  const talk = ['hola', 'aduana', '1', 'fuera', 'por tierra'];
  it.each([
    ['a land traveller has the 300 dollars of that day', '2025-06-10T12:00:00Z', ['1', '480'], '300 dolares'],
    [
      'a Mexican from abroad has 500 inside a holiday window',
      '2025-07-20T12:00:00Z',
      ['si', '1', '480'],
      '500 dolares',
    ],
    ['everybody has 500', '2026-03-01T12:00:00Z', ['1', '480'], '500 dolares'],
  ])('%s on %s', async (_, NOW, answers, amount) => {
    const { out } = await ventanilla(['chat', '--channel', 'sms', '--script', script(...talk, ...answers)], { NOW });
    expect(out.split('> 480')[1]).toContain(amount);
  });
});
