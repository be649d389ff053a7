import { type Diagnostic, error, type Position } from '../../base/diagnostic.ts';
import type { Locale } from '../../base/locale.ts';
import { CAPABILITIES } from '../../channel/capability.ts';
import type { Laid } from '../../channel/channel.ts';
import { segments } from '../../channel/gsm7.ts';
import { layout } from '../../channel/layout.ts';
import { localesOf, type Release } from '../../content/release.ts';
import type { ContentScene } from '../../content/scene.ts';
import { type Medium, variant } from '../../content/text.ts';
import { informs } from '../../dialog/script.ts';
import { createVoice } from '../../dialog/speak.ts';
import type { Part } from '../../flow/model.ts';
import { textOf } from './expired.ts';
import type { Met } from './explore.ts';
import { written } from './slot.ts';

const MEDIA: readonly Medium[] = ['sms', 'whatsapp', 'telegram'];

/** A message that was met, with the longest figures that it was met with. */
interface Message extends Pick<Met<ContentScene>, 'outcome' | 'scene'> {
  readonly length: number;
}

export interface Messages {
  readonly meet: (met: Met<ContentScene>) => void;
  /** Those that do not fit, in any language on any channel. */
  readonly tooLong: () => readonly Diagnostic[];
}

/** Keeps each message that anyone can come to once, and lays them all out. `shown`: the variables in a text. */
export const createMessages = (release: Release, shown: (flow: string, key: string) => readonly string[]): Messages => {
  const kept = new Map<string, Message>();
  return {
    meet: ({ outcome, scene }) => {
      const parts = outcome.parts.map((part) => signOf(part, shown));
      const key = [...parts.map(({ sign }) => sign), ...outcome.options.map(({ id }) => id)].join('\n');
      const length = parts.reduce((sum, part) => sum + part.length, 0);
      if (length > (kept.get(key)?.length ?? -1)) kept.set(key, { outcome, scene, length });
    },
    tooLong: () =>
      [...kept.values()].flatMap((message) =>
        localesOf(release).flatMap((locale) => MEDIA.flatMap((medium) => tooLong(release, message, locale, medium))),
      ),
  };
};

/** What a part says but for its figures, and how long these are. */
const signOf = (
  part: Part,
  shown: (flow: string, key: string) => readonly string[],
): { readonly sign: string; readonly length: number } => {
  if (part.kind === 'answer') return { sign: part.id, length: 0 };
  if (part.kind === 'system') return { sign: part.key, length: 0 };
  const words: string[] = [part.flow, part.key];
  let length = 0;
  if (part.kind === 'text') words.push(part.role);
  else words.push(...part.found.map(({ id }) => id));
  for (const name of shown(part.flow, part.key)) {
    const value = part.vars[name];
    if (typeof value === 'string' || typeof value === 'boolean') words.push(String(value));
    else length += written(value).length;
  }
  return { sign: words.join(' '), length };
};

const tooLong = (
  release: Release,
  { outcome, scene }: Message,
  locale: Locale,
  medium: Medium,
): readonly Diagnostic[] => {
  const voice = createVoice(release, scene, locale, medium);
  const said = outcome.parts.map((part) => ({ part, text: voice.say(part) })).filter(({ text }) => text !== '');
  const dated = voice.dated(informs(release, outcome));
  const words = [...said.map(({ text }) => text), ...(dated === undefined ? [] : [dated])].join('\n\n');
  const laid = layout(voice.message(words, outcome.options, outcome.ask), CAPABILITIES[medium]);
  const [longest] = said.toSorted((a, b) => b.text.length - a.text.length);
  const at = longest && placeOf(release, longest.part, locale, medium);
  if (laid.rest.length === 0 || !at) return [];
  const names = said.map(({ part }) => `"${nameOf(part)}"`).join(' and ');
  return [
    error(
      at,
      'too-long-together',
      `${names} do not fit one message on ${medium} (${sizeOf(medium, laid)})`,
      medium === 'sms' ? 'write shorter sms: texts, or let the person choose between them' : 'shorten them',
    ),
  ];
};

const sizeOf = (medium: Medium, { text, rest }: Laid): string => {
  const pages = [text, ...rest];
  return medium === 'sms'
    ? `${pages.reduce((sum, page) => sum + segments(page).segments, 0)} segments`
    : `${pages.join('').length} characters`;
};

const nameOf = (part: Part): string => (part.kind === 'answer' ? part.id : part.key);

const placeOf = (release: Release, part: Part, locale: Locale, medium: Medium): Position | undefined => {
  const said = textOf(part);
  const entry = said && release.texts.entry(locale, said.book, said.key);
  return entry && variant(entry.text, medium)?.at;
};
