import type { Locale } from '../base/locale.ts';
import { withoutHidden } from '../base/visible.ts';
import type { Content, Option } from '../channel/channel.ts';
import type { Release } from '../content/release.ts';
import type { Talk } from '../content/schema.ts';
import { turn } from '../dialog/turn.ts';
import { contentOf, noonOf } from './rehearse.ts';

type Line = Talk['talk'][number];

/** What someone said in a conversation, from the first word on. */
export interface Said {
  readonly name: string;
  readonly day: string;
  readonly channel: NonNullable<Talk['channel']>;
  readonly language?: Locale | undefined;
  readonly contents: readonly Content[];
}

export interface Recorded {
  /** The flow it is an example of: the last it came to beyond the front desk. */
  readonly flow: string;
  readonly talk: Talk;
}

/**
 * Makes a talk of a conversation: what was said, where that led, and the facts behind it. No words of ours are written down, so
 * that new wording breaks nothing. It is held once more for that, the way a rehearsal will hold it.
 */
export const recordTalk = (release: Release, { name, day, channel, language, contents }: Said): Recorded => {
  const lines: Line[] = [];
  let conversation: Parameters<typeof turn>[1];
  let options: readonly Option[] = [];
  let flow = release.settings.home;
  let before = '';
  for (const [i, content] of contents.entries()) {
    const me = meOf(content, options);
    const heard = { channel, content: contentOf(me, options), language };
    const turned = turn(release, conversation, heard, noonOf(release, day) + i * 1000);
    const { at, facts } = turned;
    lines.push({
      me,
      ...(at.step === '' ? {} : { at: at.step }),
      ...(at.flow === '' || at.flow === before ? {} : { flow: at.flow }),
      ...(facts.length > 0 ? { facts: [...facts] } : {}),
    });
    if (at.flow !== '') before = at.flow;
    if (before !== '' && before !== release.settings.home) flow = before;
    conversation = turned.conversation === undefined ? conversation : (turned.conversation ?? undefined);
    options = turned.options;
  }
  const title = withoutHidden(name).replace(/\s+/g, ' ').trim();
  return {
    flow,
    talk: {
      name: title === '' ? day : title,
      day,
      channel,
      ...(language ? { language } : {}),
      from: 'door',
      talk: lines,
    },
  };
};

/** An option goes by its own name, without the tag of its question, where that finds it again. */
const meOf = (content: Content, options: readonly Option[]): Line['me'] => {
  // A file with signs that nobody sees is refused.
  if (content.kind === 'text') return withoutHidden(content.text);
  if (content.kind === 'location') return { location: [content.point.latitude, content.point.longitude] };
  if (content.kind !== 'pick') throw new RangeError(`nobody records ${content.kind}`);
  const pick = content.id.slice(content.id.indexOf('.') + 1);
  const found = contentOf({ pick }, options);
  return { pick: found.kind === 'pick' && found.id === content.id ? pick : content.id };
};

/** A talk as it stands in a talk file: one line a message. */
export const talkText = ({ talk, ...heading }: Talk): string =>
  [
    ...Object.entries(heading).map(([key, value], i) => `${i === 0 ? '-' : ' '} ${key}: ${inline(value)}`),
    '  talk:',
    ...talk.map((line) => `    - ${inline(line)}`),
    '',
  ].join('\n');

/** Names, ids and days need no quotes, whatever stands around them; anything else that is text has them. */
const PLAIN = /^(?!(?:true|false|null|yes|no|on|off)$)[a-z][a-z0-9_.-]*$|^\d{4}-\d{2}-\d{2}$/;

/** Every text in JSON is the same text in YAML. */
const inline = (value: unknown): string => {
  if (typeof value === 'string') return PLAIN.test(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([key, one]) => `${key}: ${inline(one)}`)
    .join(', ')} }`;
};
