import { warning } from '../base/diagnostic.ts';
import { foldGsm7 } from '../channel/gsm7.ts';
import { localesOf } from '../content/release.ts';
import type { Entry, Variants, Written } from '../content/text.ts';
import type { Rule } from './rule.ts';

/** What people read by SMS of an entry. */
const bySms = ({ text, again, options }: Entry): readonly Written[] =>
  [smsOf(text), smsOf(again), ...[...options.values()].map(({ label }) => label)].flatMap((written) => written ?? []);

const smsOf = (variants: Variants): Written | undefined => variants.sms ?? variants.text;

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Characters that SMS has no room for: one of them in its own form would more than halve what fits a segment. */
const lostIn = (text: string): readonly string[] => [
  ...new Set(
    (text.match(/\P{ASCII}+/gu) ?? [])
      .flatMap((run) => [...characters.segment(run)].map(({ segment }) => segment))
      .filter((one) => foldGsm7(one) === ''),
  ),
];

/** How a character is written out, such as U+1F697. */
const codeOf = (character: string): string =>
  [...character].map((part) => `U+${(part.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`).join(' ');

export const smsCharacter: Rule = {
  name: 'sms-character',
  why: 'by SMS it would be left out, or the message would cost twice as much',
  check: (release, report) => {
    for (const locale of localesOf(release))
      for (const book of release.texts.books.get(locale)?.values() ?? [])
        for (const entry of book.values())
          for (const written of bySms(entry))
            for (const character of lostIn(written.template))
              report(
                warning(
                  written.at,
                  'sms-character',
                  `"${character}" (${codeOf(character)}) is not in the alphabet of SMS`,
                  `people read "${foldGsm7(written.template).slice(0, 60)}": write an sms: text without it`,
                ),
              );
  },
};
