import type { Instant } from '../base/day.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Release } from '../content/release.ts';
import { prove } from './explore/prove.ts';
import type { Rule } from './rule.ts';

/** What is found by going every way: `explore/README.md`. */
const RULES: readonly Rule[] = [
  { name: 'not-proved', why: 'nobody has seen whether all that can be met there is right' },
  { name: 'never-taken', why: 'what stands behind it is kept up, and nobody ever reads it' },
  { name: 'expired-fact', why: 'on that day people would be told that it is not known' },
  { name: 'no-value', why: 'people who answer so would be told that it is not known' },
  { name: 'dead-end', why: 'the person can do nothing but leave' },
  { name: 'too-long-together', why: 'the message would be cut up, and each SMS segment costs money' },
];

/** The rules that rest on one proof, which is made once for all of them. */
export const provedAt = (now: Instant): readonly Rule[] => {
  const proofs = new WeakMap<Release, readonly Diagnostic[]>();
  return RULES.map((rule) => ({
    ...rule,
    onlySound: true,
    check: (release, report) => {
      const found = proofs.get(release) ?? prove(release, now);
      proofs.set(release, found);
      found.filter((one) => one.rule === rule.name).forEach(report);
    },
  }));
};
