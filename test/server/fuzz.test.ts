import { expect, it } from 'vitest';
import { fuzzDoors } from '../../bench/fuzz/run.ts';
import { chanceFrom } from '../../bench/understand/questions.ts';
import { filesOf, ROOT } from '../support/repository.ts';

it('thousands of requests, good, nearly good and hostile, are answered or refused, and no lane is left stuck', async () => {
  const results = await fuzzDoors(filesOf(ROOT), 3000, chanceFrom(20261121));
  for (const { door, wrong, good, statuses, requests } of results) {
    expect(wrong, door).toEqual([]);
    expect(good, door).toBeGreaterThan(requests / 2);
    // Both sides of the door were reached.
    for (const status of ['200', '400', '403']) expect(statuses[status], `${door} ${status}`).toBeGreaterThan(0);
  }
}, 120_000);
