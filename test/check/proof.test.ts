import { describe, expect, it } from 'vitest';
import { instantsAhead, instantsBefore } from '../../src/check/explore/instants.ts';
import { prove } from '../../src/check/explore/prove.ts';
import { createSearch } from '../../src/check/explore/search.ts';
import { traced } from '../../src/check/explore/trace.ts';
import { FOREIGN, filesOf, releaseOf, withFile } from '../support/repository.ts';

const now = Date.UTC(2026, 2, 1, 12);
const files = filesOf(FOREIGN);
const release = releaseOf(files);
const zone = release.settings.zone;
const midnight = (iso: string): number => Temporal.PlainDate.from(iso).toZonedDateTime(zone).epochMilliseconds;

describe('days on which something changes', () => {
  const ahead = instantsAhead(release, now);

  it.each(['2027-01-01', '2026-08-01', '2026-09-01', '2026-12-25', '2026-04-01'])('%s: before, at and after', (day) => {
    const at = midnight(day);
    expect(ahead).toEqual(expect.arrayContaining([at - 1000, at, at + 1000]));
  });
  it('come in order, from now on and for two years', () => {
    expect(ahead).toEqual(ahead.toSorted((a, b) => a - b));
    expect(ahead[0]).toBeGreaterThan(now - 1000);
    expect(ahead.at(-1)).toBeLessThanOrEqual(midnight('2028-03-01') + 1000);
  });
  it('of the past come newest first', () => {
    const before = instantsBefore(release, now);
    expect(before).toContain(midnight('2026-01-01') - 1000);
    expect(before).toEqual(before.toSorted((a, b) => b - a));
  });
});

describe('a flow', () => {
  const renewed = (flow: string): readonly string[] => {
    const search = createSearch(release, traced(release.flows), flow, now);
    return [now, ...instantsAhead(release, now)]
      .filter((at) => search.renew(at, () => undefined) !== undefined)
      .map((at) => new Date(at).toISOString());
  };

  it('that rests on a fact is gone through again when that ends', () => {
    expect(renewed('counter')).toEqual([new Date(now), new Date(midnight('2027-01-01'))].map((at) => at.toISOString()));
  });
  it('that rests on nothing dated is gone through once', () => {
    expect(renewed('nearest-branch')).toHaveLength(1);
  });
});

describe('a proof', () => {
  it('tells the day on which it goes wrong for the first time', () => {
    const told = withFile(files, 'content/texts/en/counter.yaml', (text) =>
      text.replace('{{owed}}', '{{owed}} ({{fact.library.loan.fine}})'),
    );
    expect(prove(releaseOf(told), now).map(({ message }) => message)).toEqual([
      expect.stringContaining('from 2027-01-01 on "library.loan.fine" has no value'),
    ]);
  });
  it('goes on where the front desk does after a flow that it called', () => {
    const ending = withFile(files, 'flows/shelves.yaml', (text) =>
      text.replace('copies, menu] }', 'copies, done] }\n  done: { end: ~ }'),
    );
    const stray = withFile(ending, 'flows/counter.yaml', (text) =>
      text
        .replace('[late, card,', '[late, shelf, card,')
        .replace(
          '  near: {',
          '  shelf: { call: shelves, next: shelved }\n  shelved: { say: ~, options: [{ id: desk, when: "today.month > 12" }] }\n  near: {',
        ),
    );
    expect(prove(releaseOf(stray), now).map(({ message }) => message)).toContain(
      '"shelved" may have nothing to offer, and nobody gets on',
    );
  });
});
