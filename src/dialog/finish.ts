import { CAPABILITIES } from '../channel/capability.ts';
import { layout } from '../channel/layout.ts';
import { localesOf } from '../content/release.ts';
import type { Offered } from '../flow/model.ts';
import type { Conversation } from './conversation.ts';
import type { Room, Turned } from './room.ts';
import { languageOf } from './understand.ts';

/** What is to be said, and where the person stands after it. */
export interface Saying {
  readonly conversation: Conversation | null | undefined;
  readonly text: string;
  /** What is told to who asks for more. */
  readonly later?: readonly string[] | undefined;
  readonly options?: readonly Offered[] | undefined;
  readonly ask?: 'location' | undefined;
  readonly at?: { readonly flow: string; readonly step: string } | undefined;
  readonly outcome: Turned['outcome'];
  readonly consent?: 'stopped' | 'started' | undefined;
  readonly forget?: boolean;
  /** Help comes before the greeting, which then waits for the next message. */
  readonly urgent?: boolean;
}

const NOWHERE = { flow: '', step: '' };

/** Greets whoever is new, lays the words out for the channel and notes what the message was built on. */
export const finish = (room: Room, saying: Saying): Turned => {
  const { voice, heard, scene, release } = room;
  const { conversation } = saying;
  const greets = conversation ? !conversation.greeted && saying.urgent !== true : false;
  const text = [
    ...(greets ? [voice.system('welcome')] : []),
    ...(mayMeanAnother(room, saying, greets) ? [voice.system('language-offer')] : []),
    saying.text,
  ].join('\n\n');
  const message = voice.message(text, saying.options ?? [], saying.ask);
  const can = CAPABILITIES[heard.channel];
  const first = layout(message, can);
  const more = (saying.later ?? []).map((part) => layout(voice.message(part, []), can));
  const laid = { ...first, rest: [...first.rest, ...more.flatMap((page) => [page.text, ...page.rest])] };
  const used = [...scene.used];
  const facts = used.filter((id) => release.facts.has(id));
  const sources = [...new Set(used.map((id) => scene.sourceOf(id) ?? ''))].filter((id) => release.sources.has(id));
  return {
    conversation: conversation && {
      ...conversation,
      greeted: conversation.greeted || greets,
      rest: laid.rest,
      facts: sources.length > 0 ? used : conversation.facts,
    },
    laid,
    options: message.options,
    consent: saying.consent,
    forget: saying.forget ?? false,
    at: saying.at ?? NOWHERE,
    facts,
    sources,
    outcome: saying.outcome,
  };
};

/** Whether someone may speak another language: their first words tell none, or words that were not understood are of another. */
const mayMeanAnother = ({ heard, release }: Room, { conversation, outcome }: Saying, greets: boolean): boolean => {
  if (heard.content.kind !== 'text' || localesOf(release).length < 2) return false;
  const { text } = heard.content;
  const spoken = languageOf(release, text) ?? release.search().find(text).locale;
  if (greets) return spoken === undefined && heard.language === undefined;
  return outcome === 'missed' && spoken !== undefined && spoken !== conversation?.locale;
};

/** Nothing is said and nothing moves. */
export const silence = (conversation: null | undefined, consent?: 'stopped' | 'started'): Turned => ({
  conversation,
  laid: undefined,
  options: [],
  consent,
  at: NOWHERE,
  facts: [],
  sources: [],
  outcome: 'silent',
});
