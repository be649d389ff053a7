import type { Instant } from '../base/day.ts';
import { type Diagnostic, error } from '../base/diagnostic.ts';
import type { Path } from '../base/yaml.ts';
import type { Content } from '../channel/channel.ts';
import type { Release } from '../content/release.ts';
import { openScene } from '../content/scene.ts';
import type { Talk } from '../content/schema.ts';
import type { TalkFile } from '../content/talk.ts';
import { type Conversation, newConversation } from '../dialog/conversation.ts';
import { optionId } from '../dialog/option-id.ts';
import type { Turned } from '../dialog/room.ts';
import { turn } from '../dialog/turn.ts';
import { run } from '../flow/run.ts';

/** One line of a talk: what the person sends. `pick` names an option of the message before. */
export const contentOf = (me: Talk['talk'][number]['me'], offered: readonly { readonly id: string }[]): Content => {
  if (typeof me !== 'object') return { kind: 'text', text: String(me) };
  if ('location' in me) {
    const [latitude, longitude] = me.location;
    return { kind: 'location', point: { kind: 'point', latitude, longitude } };
  }
  const id = offered.find((o) => o.id === me.pick || o.id.endsWith(`.${me.pick}`))?.id;
  return { kind: 'pick', id: id ?? me.pick };
};

/** Noon of a day in the content's time zone. */
export const noonOf = (release: Release, day: string): Instant =>
  Temporal.PlainDateTime.from(`${day}T12:00`).toZonedDateTime(release.settings.zone).epochMilliseconds;

/** Where a talk begins, and what is offered there. */
export interface Opening {
  /** Undefined for a new person at the door. */
  readonly conversation: Conversation | undefined;
  readonly options: readonly { readonly id: string }[];
}

/** A talk begins inside its flow, after the first question has been asked, or as a new person at the door. */
export const openTalk = (release: Release, flow: string, talk: Talk): Opening => {
  if (talk.from === 'door') return { conversation: undefined, options: [] };
  const locale = talk.language ?? release.settings.default;
  const { home } = release.settings;
  const scene = openScene(release, noonOf(release, talk.day));
  const { place, options } = run(newConversation(locale).place, { kind: 'enter', flow }, scene, home);
  return {
    conversation: { ...newConversation(locale), greeted: true, place },
    options: options.map((o) => ({ id: optionId(o) })),
  };
};

/** Everything a person can read of a message: all its pages and its buttons. */
const readable = (turned: Turned): string =>
  [turned.laid?.text ?? '', ...(turned.laid?.rest ?? []), ...(turned.laid?.buttons ?? []).map((b) => b.label)].join(
    '\n',
  );

/** Runs a talk and gives the first difference between what was written and what happens. */
export const rehearseTalk = (
  release: Release,
  file: TalkFile,
  talk: TalkFile['talks'][number],
): Diagnostic | undefined => {
  let { conversation, options } = openTalk(release, file.flow, talk);
  for (const [i, line] of talk.talk.entries()) {
    const turned = turn(
      release,
      conversation,
      { channel: talk.channel ?? 'sms', content: contentOf(line.me, options), language: talk.language },
      noonOf(release, talk.day) + i * 1000,
    );
    const different = difference(line, turned);
    if (different)
      return error(
        talk.place(['talk', i, ...different.path]),
        'talk',
        `"${talk.name}", line ${i + 1} (me: ${JSON.stringify(line.me)}): ${different.wrong}`,
        `it said: ${readable(turned).replace(/\s+/g, ' ').slice(0, 300)}`,
      );
    conversation = turned.conversation === undefined ? conversation : (turned.conversation ?? undefined);
    options = turned.options;
  }
  return undefined;
};

/** What a turn does otherwise than a line of a talk says, and where in that line it is said. */
const difference = (
  line: Talk['talk'][number],
  turned: Pick<Turned, 'at' | 'facts'> & { readonly laid?: Turned['laid'] },
): { readonly wrong: string; readonly path: Path } | undefined => {
  const text = readable(turned as Turned);
  if (line.at !== undefined && turned.at.step !== line.at)
    return { wrong: `it waits at "${turned.at.step}", not at "${line.at}"`, path: ['at'] };
  if (line.flow !== undefined && turned.at.flow !== line.flow)
    return { wrong: `it waits in the flow "${turned.at.flow}", not in "${line.flow}"`, path: ['flow'] };
  for (const [i, words] of line.says?.entries() ?? [])
    if (!says(text, words)) return { wrong: `it does not say "${words}"`, path: ['says', i] };
  for (const [i, words] of line.never?.entries() ?? [])
    if (says(text, words)) return { wrong: `it says "${words}"`, path: ['never', i] };
  for (const [i, id] of line.facts?.entries() ?? [])
    if (!turned.facts.includes(id)) return { wrong: `it does not use the fact "${id}"`, path: ['facts', i] };
  return undefined;
};

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ');

/** Whether a text says these words as words: "14 dollars" is not said by "114 dollars", nor by "14.50 dollars". */
export const says = (text: string, words: string): boolean => {
  const escaped = plain(words).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}]|\\d[.,])${escaped}(?![\\p{L}\\p{N}]|[.,]\\d)`, 'u').test(plain(text));
};
