import { beforeEach, describe, expect, it } from 'vitest';
import { type Breaker, createBreaker } from '../../src/delivery/breaker.ts';

describe('a breaker', () => {
  let now = 0;
  let breaker: Breaker;
  const fail = (times: number): void => {
    for (let i = 0; i < times; i++) breaker.told(false);
  };
  beforeEach(() => {
    now = 0;
    breaker = createBreaker({ monotonic: () => now, failures: 3, restMs: 1000 });
  });

  it('lets everything through while failures are single', () => {
    for (let i = 0; i < 10; i++) {
      fail(2);
      breaker.told(true);
      expect(breaker.rest()).toBe(0);
    }
  });
  it('rests after failures in a row, for as long as it says', () => {
    fail(3);
    expect(breaker.rest()).toBe(1000);
    now = 400;
    expect(breaker.rest()).toBe(600);
  });
  it('then lets one go first, and the others when that one worked', () => {
    fail(3);
    now = 1000;
    expect([breaker.rest(), breaker.rest(), breaker.rest()]).toEqual([0, 1000, 1000]);
    breaker.told(true);
    expect([breaker.rest(), breaker.rest()]).toEqual([0, 0]);
  });
  it('rests again when that one failed, and lets another go when it never came back', () => {
    fail(3);
    now = 1000;
    expect(breaker.rest()).toBe(0);
    now = 1500;
    breaker.told(false);
    expect(breaker.rest()).toBe(1000);
    now = 2500;
    expect(breaker.rest()).toBe(0);
    now = 3500;
    expect(breaker.rest()).toBe(0);
  });
});
