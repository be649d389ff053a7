import type { Instant } from '../base/day.ts';
import { matchLocale } from '../base/locale.ts';
import { CAPABILITIES } from '../channel/capability.ts';
import type { Content } from '../channel/channel.ts';
import { clean } from '../channel/clean.ts';
import { foldGsm7, segments } from '../channel/gsm7.ts';
import { localesOf, type Release } from '../content/release.ts';
import {
  type Conversation,
  decodeConversation,
  encodeProfile,
  encodeState,
  newConversation,
} from '../dialog/conversation.ts';
import type { Turned } from '../dialog/room.ts';
import { turn } from '../dialog/turn.ts';
import { type Grounds, groundsOf } from '../report/grounds.ts';
import type { SIMULATED_CHANNELS } from './said.ts';
import { type Entered, type Watched, watch } from './watched.ts';

/** One message of a simulated person. */
export interface Simulated {
  readonly person: string;
  readonly channel: (typeof SIMULATED_CHANNELS)[number];
  readonly language?: string | undefined;
  readonly content: Content;
}

/** What the simulator shows of one reply: what the person reads, and where every part of it comes from. */
export interface Shown {
  readonly text: string;
  readonly options: Turned['options'];
  readonly ask?: 'location';
  readonly language: string;
  readonly segments?: number;
  readonly encoding?: string;
  readonly release: string;
  readonly flow: string;
  readonly step: string;
  readonly at: string;
  readonly facts: readonly string[];
  readonly sources: readonly string[];
  /** UTF-16 units of the text, and how many the channel carries; segments where they are counted. */
  readonly size: { readonly characters: number; readonly most: number; readonly mostSegments?: number };
  /** Pages that are still to be asked for. */
  readonly more: number;
  /** Where the words stand that were said. */
  readonly texts: readonly string[];
  /** The steps that were gone through to come here. */
  readonly path: readonly Entered[];
  readonly grounds: Grounds;
}

/** What is kept of a simulated person, in the very form in which a store would keep it. */
interface Kept {
  readonly profile?: string;
  readonly state?: string;
  readonly stopped: boolean;
}

const MOST_PEOPLE = 1000;

/** People of a memory of their own, who can never meet a real person; the one unheard of longest makes room for a new one. */
export const createSimulated = (most = MOST_PEOPLE) => {
  const people = new Map<string, Kept>();
  return (release: Release, said: Simulated, now: Instant): readonly Shown[] => {
    const key = JSON.stringify([said.channel, said.person]);
    const kept = people.get(key) ?? { stopped: false };
    const before =
      kept.profile === undefined ? someoneNew(release, said) : decodeConversation(kept.profile, kept.state);
    const watched = watch(release);
    const turned = turn(watched.release, before, said, now, kept.stopped);
    people.delete(key);
    people.set(key, keep(kept, turned));
    for (const oldest of people.keys()) {
      if (people.size <= most) break;
      people.delete(oldest);
    }
    return turned.laid ? [show(watched, said, turned, turned.conversation ?? before, now)] : [];
  };
};

/** A language that was asked for wins over the guess from the first words; one that is not spoken here changes nothing. */
const someoneNew = (release: Release, { language }: Simulated): Conversation | undefined => {
  const locale = matchLocale(language, localesOf(release));
  return locale === undefined ? undefined : newConversation(locale);
};

const keep = (kept: Kept, { conversation, consent }: Turned): Kept => {
  const stopped = consent === undefined ? kept.stopped : consent === 'stopped';
  if (conversation === undefined) return { ...kept, stopped };
  return conversation === null
    ? { stopped }
    : { profile: encodeProfile(conversation), state: encodeState(conversation), stopped };
};

const show = (
  { release, entered, said }: Watched,
  { channel }: Simulated,
  turned: Turned,
  conversation: Conversation | undefined,
  now: Instant,
): Shown => {
  const { laid, options, facts, sources } = turned;
  const text = laid?.text ?? '';
  const can = CAPABILITIES[channel];
  const sms = can.alphabet === 'gsm7' ? segments(text) : undefined;
  // The program's own words leave the person where they stand: at the question that goes on waiting.
  const { flow, step } = turned.at.flow === '' ? (conversation?.place.stack.at(-1) ?? turned.at) : turned.at;
  const at = release.flows.get(flow)?.steps.get(step)?.at;
  const language = conversation?.locale ?? release.settings.default;
  // What was put into words and not said in the end, such as a page's hint, stands nowhere in the message.
  const whole = [text, ...(laid?.rest ?? [])].join('\n');
  const firstLine = (words: string): string => {
    const line = clean(words).trim().split('\n')[0] ?? '';
    return sms ? foldGsm7(line) : line;
  };
  return {
    text,
    options,
    ...(laid?.ask ? { ask: laid.ask } : {}),
    language,
    ...(sms ? { segments: sms.segments, encoding: sms.encoding } : {}),
    release: release.id,
    flow,
    step,
    at: at ? `${at.file}:${at.line}` : '',
    facts,
    sources,
    size: {
      characters: text.length,
      most: can.text,
      ...(can.segments === undefined ? {} : { mostSegments: can.segments }),
    },
    more: laid?.rest.length ?? 0,
    texts: [
      ...new Set(
        said
          .filter(({ words }) => whole.includes(firstLine(words)))
          .map(({ at: where }) => `${where.file}:${where.line}`),
      ),
    ],
    path: pathTo({ flow, step }, entered),
    grounds: groundsOf(release, { facts, sources }, language, now),
  };
};

/** The last stretch of what was entered: from where the same step was left before. */
const pathTo = ({ flow, step }: Entered, entered: readonly Entered[]): readonly Entered[] => {
  const here = (one: Entered): boolean => one.flow === flow && one.step === step;
  const end = entered.findLastIndex(here);
  const start = entered.slice(0, Math.max(0, end)).findLastIndex(here);
  return entered.slice(start + 1, end + 1);
};
