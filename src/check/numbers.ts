import { error, type Report } from '../base/diagnostic.ts';
import { fold } from '../base/fold.ts';
import { localesOf } from '../content/release.ts';
import { type Written, writings } from '../content/text.ts';
import type { Rule } from './rule.ts';

/** Numbers that are names, not figures: said everywhere and never out of date. */
const ALLOWED = new Set(['911']);
/** Number words up to here are ordinary prose. */
const SMALL = 10;

export const numberInText: Rule = {
  name: 'number-in-text',
  why: 'a figure without a date and a source can go stale unseen',
  check: (release, report) => {
    for (const locale of localesOf(release)) {
      const big = new Set(
        Object.entries(release.words.get(locale)?.numbers ?? {}).flatMap(([word, value]) =>
          value > SMALL ? [word] : [],
        ),
      );
      for (const book of release.texts.books.get(locale)?.values() ?? [])
        for (const entry of book.values()) for (const written of writings(entry)) checkWritten(written, big, report);
    }
  },
};

const checkWritten = (written: Written, big: ReadonlySet<string>, report: Report): void => {
  // Offsets stay what they are in the text.
  const plain = written.template.replace(/\{\{[^{}]*\}\}/g, (placeholder) => ' '.repeat(placeholder.length));
  const figures = [...plain.matchAll(/\d[\d.,:/-]*\d|\d/g)].filter(([figure]) => !ALLOWED.has(figure));
  const words = [...plain.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].filter(([word]) => big.has(fold(word)));
  const [first] = [...figures, ...words].sort((a, b) => a.index - b.index);
  if (first)
    report(
      error(
        written.letter(first.index),
        'number-in-text',
        `"${first[0]}" is typed into a text`,
        'make it a fact in content/facts/ and say {{fact.<id>}}',
      ),
    );
};
