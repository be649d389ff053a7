import { fold } from '../base/fold.ts';
import type { Locale } from '../base/locale.ts';
import { localesOf, type Release } from '../content/release.ts';

/** Words that work anywhere. Their wordings live in `content/words/<language>.yaml`; `locale` is the name of that language. */
export const COMMANDS = [
  'menu',
  'back',
  'help',
  'language',
  'source',
  'more',
  'person',
  'stop',
  'start',
  'forget',
  'hello',
  'locale',
] as const;

export type CommandName = (typeof COMMANDS)[number];

export interface Command {
  readonly name: CommandName;
  /** The language whose word it was. */
  readonly locale: Locale;
}

/** The command that a whole message is, in any language offered; the person's own language first. A slash may stand before it. */
export const readCommand = (release: Release, text: string, own: Locale): Command | undefined => {
  const said = fold(text.replace(/^\//, ''));
  // Telegram's /start may carry a payload: a link that someone followed.
  if (/^\/start\b/i.test(text.trim())) return { name: 'start', locale: own };
  // Question marks alone ask what this is, in any language.
  if (/^[?¿\s]+$/.test(text) && text.trim() !== '') return { name: 'help', locale: own };
  if (said === '' || said.length > 40) return undefined;
  const locales = [own, ...localesOf(release).filter((locale) => locale !== own)];
  for (const locale of locales) {
    const words = release.words.get(locale)?.commands ?? {};
    for (const name of COMMANDS) if (words[name]?.includes(said)) return { name, locale };
  }
  return undefined;
};
