import { describe, expect, test } from 'vitest';
import { filesIn, textOf } from './source.ts';

const LONGEST = 200;

/** Files that may be longer, each with its reason. */
const LONGER: Readonly<Record<string, string>> = {};

/** What comes from one file each, so that a test can fix it; browser code has no such file. */
const ONE_SOURCE = [
  { what: 'the environment', pattern: /process\.env\b/, only: ['src/config.ts'] },
  {
    what: 'now',
    pattern: /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b|\bhrtime\b|\bTemporal\.Now\b/,
    only: ['src/base/clock.ts'],
  },
  { what: 'timers', pattern: /\bset(?:Timeout|Interval)\b|timers\/promises/, only: ['src/base/clock.ts'] },
  { what: 'chance and ids', pattern: /\bMath\.random\b|\brandomUUID\b|\brandomInt\b/, only: ['src/base/chance.ts'] },
  // Secrets and nonces are no chance a test would fix: they stand beside the ciphers that need them.
  {
    what: 'random bytes',
    pattern: /\brandomBytes\b|\bgetRandomValues\b/,
    only: ['src/base/keys.ts', 'src/base/seal.ts', 'src/base/chance.ts'],
  },
] as const;

const files = filesIn('src', /\.ts$/).filter((file) => !file.startsWith('src/workshop/public/'));

describe('the house', () => {
  test.each(ONE_SOURCE)('takes $what from $only alone', ({ pattern, only }) => {
    const strays = files.filter((file) => !(only as readonly string[]).includes(file) && pattern.test(textOf(file)));
    expect(strays).toEqual([]);
  });

  test(`has no file of more than ${LONGEST} lines`, () => {
    const long = files.filter((file) => !(file in LONGER) && textOf(file).trimEnd().split('\n').length > LONGEST);
    expect(long).toEqual([]);
  });

  test('forgets a reason to be long once the file is short', () => {
    expect(
      Object.keys(LONGER).filter(
        (file) => !files.includes(file) || textOf(file).trimEnd().split('\n').length <= LONGEST,
      ),
    ).toEqual([]);
  });
});
