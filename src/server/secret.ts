import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares secrets without telling by time how much of them agrees; an empty one never does. */
export const sameSecret = (given: unknown, expected: string): boolean => {
  if (typeof given !== 'string' || given === '' || expected === '') return false;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
};
