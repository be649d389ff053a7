import { renderUsage } from 'citty';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { refuseUnknown } from '../../src/cli/strict.ts';
import { leaksIn, PLANTED } from '../support/planted.ts';
import { FOREIGN } from '../support/repository.ts';
import { inside } from './inside.ts';

const dir = ['--dir', FOREIGN];

describe('what a command does not know', () => {
  it.each([
    [['check', '--asof', '2027-01-01', ...dir], 'check has no option --asof; did you mean "--as-of"?'],
    [['check', '--asOf=2027-01-01', ...dir], 'check has no option --asOf; did you mean "--as-of"?'],
    [['calendar', '--asof=2027-01-01', ...dir], 'calendar has no option --asof; did you mean "--as-of"?'],
    [['check', '--no-json', ...dir], 'check has no option --no-json; did you mean "--json"?'],
    [
      ['check', '-w', ...dir],
      /^check has no option -w; it has --json, --github, --coverage, --as-of, --watch, --dir\n$/,
    ],
    [['release', 'list', ...dir], 'release list has no option --dir; it has none'],
    [['release', 'publish', '--dri', 'x'], 'release publish has no option --dri; did you mean "--dir"?'],
    [['check', '--dir'], '--dir needs a value: --dir=DIR'],
    [['check', '--dir='], '--dir needs a value: --dir=DIR'],
    [['check', '--dir', '--json'], '--dir needs a value: --dir=DIR'],
    [['import', 'rpw', 'x.csv', '--name'], '--name needs a value: --name=NAME'],
    [['calendar', '2027-01-01', ...dir], 'calendar takes no argument; see calendar --help'],
    [['fact', 'library.loan.days', '2027-01-01', ...dir], 'fact takes ID and no more; see fact --help'],
    [['diff', 'a', 'b', '--', 'c'], 'diff takes BEFORE AFTER and no more; see diff --help'],
  ] as const)('is refused: %j', async (words, why) => {
    const { code, out, err } = await inside(...words);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(typeof why === 'string' ? new RegExp(`^${RegExp.escape(why)}\n$`) : why);
  });

  it('is not repeated where it may be an address or a password', async () => {
    for (const words of [
      ['export', PLANTED.phone],
      ['forget', PLANTED.phone],
      ['export', `--${PLANTED.phone}`],
      ['export', `--${PLANTED.businessId}`],
      ['store', 'copy', 'sqlite:a.db', 'sqlite:b.db', `postgres://u:${PLANTED.databasePassword}@127.0.0.1/x`],
      ['store', 'copy', `--from=postgres://u:${PLANTED.databasePassword}@127.0.0.1/x`],
    ]) {
      const { code, out, err } = await inside(...words);
      expect(code, words.join(' ')).toBe(1);
      expect(err).toMatch(/^[^\n]+\n$/);
      expect(leaksIn(out + err)).toEqual([]);
    }
  });

  it('is none of what stands behind an option that takes a value', () => {
    const args = { near: { type: 'string' }, json: { type: 'boolean' }, files: { type: 'positional' } } as const;
    for (const given of [
      ['--near', '-33.4,-70.6', '--json'],
      ['--near=-33.4,-70.6', 'a', 'b'],
      ['--json=false', '-', '--', '--asof'],
    ])
      expect(() => refuseUnknown('places', args, given)).not.toThrow();
  });
});

describe('a command among others', () => {
  it('is named after the ones it stands in', async () => {
    expect((await inside('release')).err).toBe('release is followed by one of list, publish, show, rollback\n');
    expect((await inside('release', '--dir', 'x', 'publish')).err).toMatch(/^release is followed by one of list/);
    expect((await inside('release', 'puplish')).err).toBe(
      'there is no command "release puplish"; did you mean "publish"?\n',
    );
    expect((await inside('constructor')).err).toMatch(/^there is no command "constructor"; known: serve, /);
    expect((await inside('--dir', 'x', 'check')).err).toMatch(/^ventanilla is followed by one of serve, /);
  });

  it('shows its own help', async () => {
    const publish = (await inside('release', 'publish', '--help')).out;
    expect(publish).toContain('USAGE ventanilla release publish [OPTIONS]');
    expect(publish).toContain('--dir=<DIR>');
    expect((await inside('release', '--help')).out).toContain('USAGE ventanilla release list|publish|show|rollback');
    expect((await inside('check', '--asof', 'x', '-h')).out).toContain('USAGE ventanilla check [OPTIONS] [FILES]');
    const all = (await inside()).out;
    for (const name of Object.keys(COMMANDS)) expect(all).toContain(name);
    expect(all).toBe((await inside('--help')).out);
    expect(await renderUsage(await (COMMANDS['fact']?.() ?? {}))).toContain('--as-of=<DATE>');
  });
});
