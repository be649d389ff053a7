import { expect, it } from 'vitest';
import { createPace } from '../../src/delivery/pace.ts';

it('a pace lets 120 messages through at once and then one every two seconds; each spell of too many is told once', () => {
  let now = 0;
  const paceOf = createPace(() => now);
  const several = (count: number, person = 'ana') => Array.from({ length: count }, () => paceOf(person));
  expect(new Set(several(120))).toEqual(new Set(['go']));
  expect(several(3)).toEqual(['tell', 'quiet', 'quiet']);
  expect(paceOf('eva')).toBe('go');
  now += 1999;
  expect(paceOf('ana')).toBe('quiet');
  now += 1;
  expect(several(3)).toEqual(['go', 'quiet', 'quiet']);
  now += 100_000;
  expect(new Set(several(50))).toEqual(new Set(['go']));
  expect(several(1)).toEqual(['quiet']);
  now += 240_000;
  expect(new Set(several(120))).toEqual(new Set(['go']));
  expect(paceOf('ana')).toBe('tell');
});

it('a pace forgets who has been quiet longest when too many write, and a clock that goes back costs nobody', () => {
  let now = 1000;
  const paceOf = createPace(() => now);
  for (let i = 0; i < 120; i++) paceOf('ana');
  expect(paceOf('ana')).toBe('tell');
  now = 0;
  expect(paceOf('ana')).toBe('quiet');
  for (let i = 0; i < 20_000; i++) paceOf(`p${i}`);
  expect(paceOf('ana')).toBe('go');
});
